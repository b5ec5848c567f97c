from dataclasses import replace

import pytest

from checks.errors import Blocked, Skipped, Unreachable, Unreadable
from checks.model import Visibility
from checks.trail.rdap import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

(QUESTION,) = SOURCE.questions(QUERY, {})


async def ask(*answers, question=QUESTION):
    return await read(SOURCE, question, *answers)


@pytest.mark.parametrize(
    ("site", "domain"),
    [
        ("https://www.JuniperStreet.example/home", "juniperstreet.example"),
        ("https://www.therapistfinder.example/or/maren-holloway", None),
        ("https://grüne-praxis.example/", "xn--grne-praxis-uhb.example"),
        ("https://localhost/", None),
    ],
)
def test_a_page_on_somebody_elses_site_is_no_domain_of_hers(site, domain):
    asked = SOURCE.questions(replace(QUERY, practice=replace(QUERY.practice, website=site)), {})

    assert [question.text for question in asked] == ([domain] if domain else [])


async def test_a_register_without_registrants_leads_to_the_registrar():
    asking = Asking(saved("rdap", "thin"), saved("rdap", "hit"))

    (finding,) = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert [request.url for request in asking.requests] == [
        "https://rdap.org/domain/juniperstreet.example",
        "https://rdap.registrar.example/domain/juniperstreet.example",
    ]
    assert finding.fact("name") == "Maren Holloway"


@pytest.mark.parametrize("name", ["hidden", "service"])
async def test_what_is_redacted_or_a_services_is_not_shown(name):
    (finding,), error = await ask(saved("rdap", "thin"), saved("rdap", name))

    assert error is None
    assert set(finding.facts) == {"visibility", "same_as"}
    assert finding.fact("visibility") == Visibility.PRIVATE


async def test_a_registrar_that_refuses_leaves_the_matter_open():
    findings, error = await ask(saved("rdap", "thin"), saved("rdap", "refusal"))

    assert findings == []
    assert isinstance(error, Blocked)


async def test_only_the_registrant_is_read():
    findings, _ = await ask(saved("rdap", "hit"))

    assert "Okonjo" not in repr(findings)
    assert "Sample Registrar" not in repr(findings)


async def test_an_ending_without_a_register_is_not_a_domain_that_is_not_there():
    findings, error = await ask(saved("rdap", "no_register"))

    assert findings == []
    assert isinstance(error, Unreachable)
    assert ".example" in str(error)


async def test_a_part_of_a_domain_is_not_a_domain_that_is_not_there():
    part = replace(QUESTION, text="care.juniperstreet.example")

    assert isinstance((await ask(saved("rdap", "nobody"), question=part))[1], Skipped)


async def test_another_domain_is_no_answer():
    answer = reply({"objectClassName": "domain", "ldhName": "other.example", "entities": []})

    assert isinstance((await ask(answer))[1], Unreadable)


@pytest.mark.parametrize(
    "href", ["http://rdap.registrar.example/d", "https://user@rdap.example/d", "file:///etc/passwd", 7]
)
async def test_a_link_that_is_none_is_not_followed(href):
    link = {"rel": "related", "type": "application/rdap+json", "href": href}
    asking = Asking(reply({"objectClassName": "domain", "ldhName": "juniperstreet.example", "links": [link]}))

    assert [finding.fact("visibility") async for finding in SOURCE.search(QUESTION, asking)] == ["private"]
    assert len(asking.requests) == 1


async def test_an_address_may_stand_in_its_label():
    card = [["adr", {"label": "12 Sample Lane\nPortland, OR"}, "text", ["", "", "", "", "", "", ""]]]
    entity = {"roles": ["registrant"], "vcardArray": ["vcard", card]}

    (finding,), _ = await ask(
        reply({"objectClassName": "domain", "ldhName": "juniperstreet.example", "entities": [entity]})
    )

    assert finding.facts["address"] == ("12 Sample Lane, Portland, OR",)
