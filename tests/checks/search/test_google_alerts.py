import pytest

from checks.errors import Partial, Skipped, Unchanged, Unreadable
from checks.search.google_alerts import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

FEED = "https://www.google.com/alerts/feeds/00000000000000000001/1111111111111111111"


async def ask(*answers, feed=FEED):
    question = next(iter(SOURCE.questions(QUERY, {"feed_url": feed})))
    return await read(SOURCE, question, *answers, settings={"feed_url": feed})


def test_each_feed_is_a_question_that_does_not_give_its_address_away():
    other = FEED.replace("111", "222")

    asked = list(SOURCE.questions(QUERY, {"feed_url": f"{FEED}\n {other} {FEED}"}))

    assert len(asked) == 2
    assert all(q.text.startswith("Google Alert ") and len(q.text) == 21 and q.tells == ("alert",) for q in asked)
    assert not [q for q in asked if "1111111" in q.text or "0000000" in q.text]


async def test_a_feed_is_asked_on_a_condition_and_an_unchanged_one_stands():
    asking = Asking(saved("google_alerts", "hit"), settings={"feed_url": FEED})
    question = next(iter(SOURCE.questions(QUERY, {"feed_url": FEED})))

    async for _ in SOURCE.search(question, asking):
        pass

    assert asking.requests[0].conditional
    assert isinstance((await ask(Unchanged("304")))[1], Unchanged)


@pytest.mark.parametrize(
    "feed",
    [
        "https://www.google.com/alerts",
        "http://www.google.com/alerts/feeds/1/1",
        "https://www.google.com.evil.example/alerts/feeds/1/1",
        "https://google.evil/alerts/feeds/1/1",
        "https://www.google.com@evil.example/alerts/feeds/1/1",
        "https://news.example/feed.xml",
    ],
)
async def test_an_address_that_is_no_alert_is_not_asked(feed):
    question = next(iter(SOURCE.questions(QUERY, {"feed_url": feed})))
    asking = Asking(saved("google_alerts", "hit"), settings={"feed_url": feed})

    with pytest.raises(Skipped, match=r"copy it from google\.com/alerts"):
        await anext(SOURCE.search(question, asking))
    assert asking.requests == []


@pytest.mark.parametrize("host", ["google.com", "www.google.co.uk", "www.google.de", "www.google.com.au"])
async def test_the_feeds_of_googles_other_countries_are_asked(host):
    findings, error = await ask(saved("google_alerts", "hit"), feed=f"https://{host}/alerts/feeds/1/1")

    assert len(findings) == 2
    assert error is None


async def test_a_deleted_alert_is_told_the_cure():
    _, error = await ask(saved("google_alerts", "deleted"))

    assert isinstance(error, Unreadable)
    assert "Make it again" in str(error)


async def test_a_feed_that_breaks_off_counts_as_far_as_it_was_read():
    findings, error = await ask(saved("google_alerts", "broken_off"))

    assert findings[0].key == "https://cascadegazette.example/2026/panel?part=2"
    assert isinstance(error, Partial)


async def test_a_redirect_that_cannot_be_unwrapped_is_counted_as_unread():
    feed = saved("google_alerts", "hit")
    opaque = feed.body.replace(
        b"/url?rct=j&amp;sa=t&amp;url=https://cascadegazette.example/2026/panel%3Fpart%3D2", b"/goto?url=CBMi"
    )

    findings, error = await ask(reply(opaque))

    assert [finding.key for finding in findings] == ["https://tampahomes.example/news/record"]
    assert isinstance(error, Partial)


async def test_a_feed_in_an_encoding_that_is_none_is_unreadable():
    feed = saved("google_alerts", "hit").body.replace(b'encoding="utf-8"', b'encoding="\x00utf-8"')

    assert isinstance((await ask(reply(feed)))[1], Unreadable)


async def test_a_feed_opens_no_file():
    feed = (
        saved("google_alerts", "hit")
        .body.replace(b"<feed", b'<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<feed', 1)
        .replace(b"Tampa agent", b"&x;")
    )

    findings, _ = await ask(reply(feed))

    assert all("etc" not in finding.text and finding.text.strip() for finding in findings)
