"""Files on her own site: the town and no more, an author who is not she; one file costs one file."""

import contextlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from checks import exposures, files, redact
from checks.errors import Partial, Unreachable, Unreadable
from checks.identity import judge
from checks.model import Level, Severity
from checks.trail import own_files
from monitor.sampleweb.sources.own_files import photo
from tests.checks.asking import Asking, read, reply
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(own_files.questions(QUERY, {})))
HTML = {"content-type": "text/html"}


def page(*urls):
    shown = "".join(f'<a href="{url}">a file</a>' for url in urls)
    return reply(f"<title>Juniper Street</title><p>Therapy for grief and anxiety.</p>{shown}".encode(), **HTML)


def pdf(author):
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Author": author, "/Producer": "Some Office"})
    writer.write(out)
    return out.getvalue()


async def found(*answers):
    return await read(own_files, QUESTION, *answers)


def test_her_site_alone_is_looked_at_and_once_a_quarter():
    assert [(q.text, q.every_days) for q in own_files.questions(QUERY, {})] == [("https://juniperstreet.example/", 91)]


async def test_where_a_photo_was_taken_is_remembered_as_a_town_and_never_told_as_one():
    (finding,), error = await found(page("/a.jpg"), reply(photo()))

    (exposure,) = exposures.find(SUBJECT, finding)
    assert error is None
    assert finding.facts == {"location_created": ("Portland, OR",)}
    assert "45" not in repr(finding)
    assert (exposure.kind, exposure.value, exposure.masked) == ("photo_metadata", "", "")
    assert judge(SUBJECT, finding).level is Level.MINE


async def test_a_photo_that_says_nothing_is_nothing():
    assert await found(page("/a.jpg"), reply(photo(None))) == ([], None)


@pytest.mark.parametrize(
    ("author", "remembered"),
    [
        ("Maren Holloway", None),
        ("Maren E. Holloway, LCSW", None),
        ("Juniper Street Counseling", None),
        ("Microsoft Office User", None),
        ("Maren Lindqvist", "Maren Lindqvist"),
        ("Tobias Holloway", "[relative] Holloway"),
        ("Dana Okafor", "[person]"),
    ],
)
async def test_an_author_is_told_if_it_is_not_simply_she_and_nobody_elses_name_is_stored(author, remembered):
    findings, error = await found(page("/cv.pdf"), reply(pdf(author)))

    stored = [redact.storable(finding, SUBJECT) for finding in findings]
    assert error is None
    assert [finding.fact("author") for finding in stored] == ([remembered] if remembered else [])
    assert [e.kind for f in stored for e in exposures.find(SUBJECT, f) if e.severity is Severity.MEDIUM] == (
        ["document_metadata"] if remembered else []
    )


async def test_other_hosts_are_left_alone_and_every_file_goes_by_robots_txt():
    asking = Asking(
        page("/a.jpg", "https://cdn.example/b.jpg", "javascript:alert(1)//.jpg", "http://[::1/c.pdf"), reply(photo())
    )

    async for _ in own_files.search(QUESTION, asking):
        pass

    assert [request.url for request in asking.requests] == [QUESTION.text, "https://juniperstreet.example/a.jpg"]
    assert all(request.page for request in asking.requests)
    assert asking.requests[1].headers["Range"] == "bytes=0-524287"


async def test_five_photos_and_three_pdfs_of_a_page_and_the_rest_is_said_to_be_unseen():
    urls = [f"/{n}.jpg" for n in range(7)] + [f"/{n}.pdf" for n in range(4)]
    asking = Asking(page(*urls), *[reply(photo(None))] * 5, reply(pdf("Maren Holloway")))

    with pytest.raises(Partial, match="3 of 11 photos and PDFs were not looked at or could not be read"):
        await anext(own_files.search(QUESTION, asking))
    assert len(asking.requests) == 9


async def test_one_file_that_cannot_be_read_costs_one_file():
    answers = [page("/a.jpg", "/b.jpg", "/c.pdf"), Unreachable("too large"), reply(photo()), reply(b"%PDF-1.7 broken")]

    findings, error = await found(*answers)

    assert len(findings) == 1
    assert isinstance(error, Partial)
    assert str(error).startswith("2 of 3")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_file_breaks_the_reader(data):
    for good, reads in ((photo(), files.town_of), (pdf("Maren Lindqvist"), files.author_of)):
        cut = data.draw(st.integers(0, len(good)))
        bad = good[:cut] + data.draw(st.binary(max_size=12)) + good[cut + data.draw(st.integers(0, 12)) :]
        with contextlib.suppress(Unreadable):
            assert isinstance(reads(bad), str)


def test_an_address_with_what_is_never_shown_is_no_photo():
    body = '<img src="/a\x85b.jpg"><img src="/c\u202ed.jpg"><img src="/e.jpg">'.encode()

    assert files.linked("https://juniperstreet.example/", body, "text/html; charset=utf-8")[0] == (
        "https://juniperstreet.example/e.jpg",
    )
