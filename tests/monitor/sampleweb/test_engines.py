from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sampleweb.engines import age, found, read
from monitor.sampleweb.pages import BRAVE, BROKER, BROKER_NAMESAKE, EVERYWHERE, NUMBERS, PAGES, RATINGS, UPSTREAM, WEEKS

NAME = '"Maren Holloway"'


def urls(question, engine=BRAVE, week=1):
    return [page.url for page in found(question, engine, week)]


def test_a_question_is_taken_apart():
    sought = read('"Maren Holloway" LCSW -"real estate" -Tampa site:www.a.example OR site:b.example "Portland')

    assert sought.phrases == ("maren holloway", "portland")
    assert sought.words == ("lcsw",)
    assert sought.without == ("real estate", "tampa")
    assert sought.sites == ("a.example", "b.example")


def test_an_exact_phrase_must_stand_on_the_page():
    assert urls('"Holloway Maren"') == []
    assert urls('"Maren Lindqvist"')
    assert len(urls('"Maren Lindqvist"')) < len(urls(NAME))


def test_a_site_restricts_and_other_sites_do_not_appear():
    assert set(urls(f"{NAME} site:peoplelookup.example")) == {BROKER, BROKER_NAMESAKE}
    assert urls(f"{NAME} site:lookup.example") == []


def test_several_sites_may_be_joined():
    assert set(urls(f"{NAME} site:peoplelookup.example OR site:ratedcare.example")) == {
        BROKER,
        BROKER_NAMESAKE,
        RATINGS,
    }


def test_different_questions_give_different_lists():
    questions = (
        NAME,
        f"{NAME} LCSW",
        f"{NAME} Portland",
        f"{NAME} Tampa",
        f"{NAME} therapist reviews",
        f"{NAME} address phone age relatives",
    )

    lists = {tuple(urls(question)) for question in questions}

    assert len(lists) == len(questions)


def test_words_decide_the_place_and_an_unwanted_word_takes_a_page_out():
    assert urls(f"{NAME} address phone age relatives")[0] in (BROKER, BROKER_NAMESAKE)
    assert not any("Tampa" in page.title for page in found(f"{NAME} -Tampa", BRAVE, 1))


@pytest.mark.parametrize("week", WEEKS)
def test_the_main_question_fills_a_first_page_and_the_two_engines_differ(week):
    brave = set(urls(NAME, week=week))
    upstream = {url for engine in UPSTREAM for url in urls(NAME, engine, week)}

    assert len(brave) >= 12
    assert len(upstream) >= 12
    assert len(brave & upstream) >= 10
    assert brave != upstream


def test_an_order_that_is_not_stable_differs_from_week_to_week_and_holds_the_same_pages():
    before, after = (found(NAME, "mojeek", week, stable=False) for week in (3, 4))

    assert {page.url for page in before} == {page.url for page in after}
    assert [page.url for page in before] != [page.url for page in after]


def test_a_stable_order_moves_with_the_story_only():
    assert urls(NAME, week=3) == urls(NAME, week=4)
    assert urls(NAME, week=3).index(RATINGS) < urls(NAME, week=2).index(RATINGS)


def test_the_listing_is_away_for_two_weeks_and_a_second_one_stays():
    assert [week for week in WEEKS if BROKER in urls(f"{NAME} site:peoplelookup.example", week=week)] == [1, 2, 5]
    assert [week for week in WEEKS if NUMBERS in urls(NAME, week=week)] == [2, 3, 4, 5]


@given(st.text(max_size=60), st.sampled_from(sorted(EVERYWHERE)), st.sampled_from(WEEKS))
def test_any_question_is_answered_and_answered_the_same_again(question, engine, week):
    pages = found(question, engine, week)

    assert pages == found(question, engine, week)
    assert len({page.url for page in pages}) == len(pages) <= len(PAGES)


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (date(2026, 11, 15), "1 day ago"),
        (date(2026, 11, 13), "3 days ago"),
        (date(2026, 11, 8), "1 week ago"),
        (date(2026, 10, 20), "3 weeks ago"),
        (date(2024, 9, 12), "September 12, 2024"),
    ],
)
def test_a_near_date_is_said_by_its_distance(published, said):
    assert age(published, date(2026, 11, 16)) == said
