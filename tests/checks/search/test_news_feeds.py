from checks.errors import Partial
from checks.search import bing_news, google_news
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(google_news.SOURCE.questions(QUERY, {})))
OTHER = next(iter(bing_news.SOURCE.questions(QUERY, {})))


async def test_an_article_is_the_same_whatever_link_leads_to_it():
    feed = saved("google_news", "hit")
    later = feed.body.replace(b"SampleOpaqueTokenOne", b"AnotherTokenOfToday").replace(b"www.cascade", b"cascade")

    before, _ = await read(google_news.SOURCE, QUESTION, feed)
    after, _ = await read(google_news.SOURCE, QUESTION, reply(later))

    assert before[0].url != after[0].url
    assert [finding.key for finding in before] == [finding.key for finding in after]


async def test_two_papers_with_one_headline_are_two_articles():
    feed = saved("google_news", "hit")
    elsewhere = feed.body.replace(b"cascadegazette", b"otherpaper")

    one, _ = await read(google_news.SOURCE, QUESTION, feed)
    other, _ = await read(google_news.SOURCE, QUESTION, reply(elsewhere))

    assert one[0].key != other[0].key


async def test_her_name_stands_in_no_key():
    findings, _ = await read(google_news.SOURCE, QUESTION, saved("google_news", "hit"))

    assert not [finding for finding in findings if "maren" in finding.key.casefold()]


async def test_an_entry_without_a_link_is_counted_as_unread():
    feed = saved("google_news", "hit").body.replace(
        b"<link>https://news.google.com/rss/articles/CBMiSampleOpaqueTokenTwo?oc=5</link>", b"<link></link>"
    )

    findings, error = await read(google_news.SOURCE, QUESTION, reply(feed))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_a_link_of_bing_that_cannot_be_unwrapped_is_counted_as_unread():
    feed = saved("bing_news", "hit").body.replace(b"&amp;url=https", b"&amp;token=https")

    findings, error = await read(bing_news.SOURCE, OTHER, reply(feed))

    assert [finding.key for finding in findings] == ["https://tampaherald.example/2026/agents-of-the-year"]
    assert isinstance(error, Partial)
