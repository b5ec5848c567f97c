import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.trail.pubmed import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(*answers):
    return await read(SOURCE, QUESTION, *answers)


def numbers(*listed, count=None):
    return reply({"esearchresult": {"count": str(count or len(listed)), "idlist": list(listed)}})


def papers(inner, head=""):
    return reply(f'<?xml version="1.0"?>{head}<PubmedArticleSet>{inner}</PubmedArticleSet>'.encode())


def paper(number, given="Maren", affiliation=""):
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>Tea</ArticleTitle><AuthorList>"
        f"<Author><LastName>Holloway</LastName><ForeName>{given}</ForeName><AffiliationInfo><Affiliation>{affiliation}"
        "</Affiliation></AffiliationInfo></Author></AuthorList></Article></MedlineCitation></PubmedArticle>"
    )


async def test_of_the_authors_only_the_one_of_her_name_is_kept():
    findings, _ = await ask(saved("pubmed", "hit"), saved("pubmed", "hit_2"))

    assert len(findings) == 2
    assert "Okonjo" not in repr(findings)
    assert "places.example" not in repr(findings)


async def test_an_empty_list_asks_no_further():
    asking = Asking(saved("pubmed", "nobody"))

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    assert len(asking.requests) == 1


async def test_an_old_address_stands_among_the_facts_and_not_in_the_affiliation():
    (finding,), _ = await ask(numbers("1"), papers(paper(1, affiliation="Gem State. E-mail: Maren@gemstate.example")))

    assert finding.facts["email"] == ("maren@gemstate.example",)
    assert finding.facts["affiliation"] == ("Gem State",)


async def test_a_paper_that_was_listed_and_did_not_come_is_unread():
    findings, error = await ask(numbers("1", "2"), papers(paper(1)))

    assert [finding.key for finding in findings] == ["1"]
    assert isinstance(error, Partial)


async def test_more_papers_than_one_answer_holds_are_partial():
    assert isinstance((await ask(numbers("1", count=101), papers(paper(1))))[1], Partial)


async def test_a_paper_by_another_person_is_read_and_not_kept():
    assert await ask(numbers("1"), papers(paper(1, given="Marion"))) == ([], None)


@pytest.mark.parametrize("head", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE"])
async def test_a_document_with_entities_of_its_own_is_not_read(head):
    findings, error = await ask(numbers("1"), papers(paper(1), head))

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_an_error_in_a_good_status_is_not_nothing():
    assert isinstance((await ask(reply({"error": "API rate limit exceeded"})))[1], Blocked)
    wrong = {"esearchresult": {"ERROR": "Invalid db name specified", "count": "0", "idlist": []}}
    assert isinstance((await ask(reply(wrong)))[1], Unreadable)
