"""Which words engines are asked, and that no name can turn them into a command."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checks import queries
from checks.model import Practice, Query, Question, Town
from tests.checks.sample import QUERY

ODD = 'Maren" OR site:evil.example !ddg <30 :fr -x “y” \\" Holloway'


def texts(query, days):
    return [q.text for q in queries.for_engine("brave", query) if q.every_days == days and not q.rota]


def test_the_weekly_questions_are_those_a_client_would_type():
    assert texts(QUERY, queries.WEEKLY) == [
        '"Maren Holloway"',
        '"Maren Holloway" LCSW',
        '"Maren Holloway" Portland',
        '"Maren Holloway" "Juniper Street Counseling"',
        '"Maren Holloway" therapist reviews',
    ]


def test_other_names_and_prying_words_are_asked_monthly():
    assert texts(QUERY, queries.MONTHLY) == [
        '"Maren Holloway" address phone age relatives',
        '"Maren E. Holloway"',
        '"Maren Lindqvist"',
    ]


def test_the_long_look_is_quarterly():
    assert texts(QUERY, queries.QUARTERLY) == [
        '"Maren Holloway" filetype:pdf',
        '"MarenHolloway.bsky.social"',
        '"quietjuniper"',
        '"503 555-0142"',
        '"hello@juniperstreet.example"',
    ]


def test_a_number_that_is_none_and_an_odd_address_are_not_asked():
    odd = replace(QUERY, handles=(), practice=Practice(phone="ext. 12", email='a"b@evil.example'))

    assert texts(odd, queries.QUARTERLY) == ['"Maren Holloway" filetype:pdf']


def test_a_budget_keeps_the_likeliest_questions():
    everything = queries.for_engine("brave", QUERY)

    assert queries.for_engine("brave", QUERY, at_most=3) == everything[:3]
    assert queries.for_engine("brave", QUERY, quarterly=False) == tuple(
        question for question in everything if question.every_days < queries.QUARTERLY
    )


def test_news_is_asked_for_her_names_and_what_tells_namesakes_apart():
    assert [(q.text, q.every_days) for q in queries.for_news("paper", QUERY)] == [
        ('"Maren Holloway"', 7),
        ('"Maren Holloway" Portland', 7),
        ('"Maren Holloway" "Juniper Street Counseling"', 7),
        ('"Maren E. Holloway"', 30),
        ('"Maren Lindqvist"', 30),
    ]
    assert len(queries.for_news("paper", QUERY, at_most=2)) == 2


def test_a_follow_up_to_a_question_without_a_name_keeps_its_words_and_what_they_tell():
    mail = next(q for q in queries.for_engine("brave", QUERY) if q.tells == ("email",))

    follow_up = queries.recheck(mail, "ratedcare.example")

    assert follow_up.text == '"hello@juniperstreet.example" site:ratedcare.example'
    assert follow_up.tells == ("email",)
    assert queries.unrestricted(follow_up) == mail.text == queries.unrestricted(mail)


def test_every_question_carries_the_name_and_what_it_tells():
    said = {q.text: (q.name, q.tells) for q in queries.for_engine("brave", QUERY)}

    assert said['"Maren Holloway" Portland'] == ("Maren Holloway", ("name", "town"))
    assert said['"Maren Lindqvist"'] == ("Maren Lindqvist", ("name",))
    assert said['"Maren Holloway" address phone age relatives'] == ("Maren Holloway", ("name",))


def test_only_what_is_declared_is_asked():
    assert texts(Query(names=("Maren Holloway",)), queries.WEEKLY) == ['"Maren Holloway"']


def test_a_town_or_practice_of_several_words_is_a_phrase():
    query = Query(names=("M H",), towns=(Town(city="New York", region="NY"),), practice=Practice(name="Three Oaks"))

    assert texts(query, queries.WEEKLY)[1:] == ['"M H" "New York"', '"M H" "Three Oaks"']


def test_two_names_that_are_one_to_an_engine_are_asked_once():
    assert texts(Query(names=("Maren Holloway", "Maren  Holloway?")), queries.MONTHLY) == [
        '"Maren Holloway" address phone age relatives'
    ]


def test_the_follow_up_names_one_host_and_tells_the_name_alone():
    weekly = next(q for q in queries.for_engine("brave", QUERY) if "town" in q.tells)

    follow_up = queries.recheck(weekly, "ratedcare.example")

    assert follow_up == Question(
        source="brave", text='"Maren Holloway" site:ratedcare.example', tells=("name",), name="Maren Holloway",
        site="ratedcare.example", every_days=7,
    )  # fmt: skip


def test_the_follow_up_of_every_question_about_one_name_is_the_same():
    about = [q for q in queries.for_engine("brave", QUERY) if q.name == "Maren Holloway"]

    assert len({queries.recheck(question, "ratedcare.example").key for question in about}) == 1


def test_a_strangers_host_adds_no_words_to_the_follow_up():
    question = queries.for_engine("brave", QUERY)[0]

    assert queries.recheck(question, 'evil.example" OR "2816').text == '"Maren Holloway" site:evil.exampleOR2816'


def test_a_name_cannot_leave_its_phrase_or_command_the_engine():
    said = queries.phrase(ODD)

    assert said == '"Maren OR site evil.example ddg 30 fr -x y Holloway"'


def test_words_outside_the_phrase_cannot_combine_or_exclude():
    query = replace(QUERY, credentials=("-LCSW OR +MD",), profession="NOT a therapist")

    assert texts(query, queries.WEEKLY)[1] == '"Maren Holloway" LCSW or MD'
    assert texts(query, queries.WEEKLY)[4] == '"Maren Holloway" not a therapist reviews'


def test_names_in_any_script_stay_whole():
    for name in ("Zoë Müller-Åkerlund", "D’Arcy O'Neil", "प्रिया शर्मा", "マレン・ホロウェイ", "Maren Holloway, Jr."):
        assert queries.phrase(name) == f'"{name}"'


anything = st.text(max_size=300)


@given(name=anything, credential=anything, town=anything, practice=anything, profession=anything)
def test_every_question_fits_an_engine_and_is_closed(name, credential, town, practice, profession):
    query = Query(
        names=(name, "Maren Holloway"),
        credentials=(credential,),
        profession=profession,
        towns=(Town(city=town),),
        practice=Practice(name=practice),
    )

    asked = queries.for_engine("searxng", query)

    assert len({q.text for q in asked}) == len(asked)
    for question in asked:
        assert len(question.text) <= 400
        assert len(question.text.split()) <= 50
        assert re.fullmatch(r'(?:"[^"]+"|[^"])+', question.text)
        assert not [word for word in question.text.split() if re.match(r"[!:<?]", word)]  # SearXNG reads these anywhere
        outside = re.sub(r'"[^"]*"', " ", question.text).split()
        assert not [word for word in outside if word.startswith(("-", "+")) or word in {"AND", "OR", "NOT"}]
        assert not re.search(r"[\x00-\x1f\x7f]", question.text)


def test_people_search_sites_of_her_country_are_asked_about_in_turn_heads_of_families_first():
    asked = [q for q in queries.for_engine("mojeek", QUERY) if q.rota == queries.PEOPLE_SEARCH]

    assert [q.text for q in asked[:4]] == [
        '"Maren Holloway" site:spokeo.com',
        '"Maren Holloway" site:whitepages.com',
        '"Maren Holloway" site:beenverified.com',
        '"Maren Holloway" site:intelius.com',
    ]
    assert {(q.tells, q.every_days, (q.site,)) for q in asked} == {(("name",), 30, q.sites) for q in asked}
    sites = [site for q in asked for site in q.sites]
    assert len(sites) == len(set(sites)) > 100
    assert sites.index("radaris.com") < sites.index("truthfinder.com")
    assert not {"ratsit.se", "neighbor.report", "24counter.com"} & set(sites)
    swede = replace(QUERY, country="SE")
    assert "ratsit.se" in {q.site for q in queries.for_engine("mojeek", swede)}


def test_an_engine_that_knows_or_is_asked_about_several_sites_at_once_within_what_a_question_may_hold():
    alone = [q.site for q in queries.for_engine("brave", QUERY) if q.rota]
    long_name = replace(QUERY, names=(f"Maren {'Wilhelmina ' * 9}Holloway",))

    for query in (QUERY, long_name):
        batches = [q for q in queries.for_engine("brave", query, together=6) if q.rota]

        assert [site for q in batches for site in q.sites] == alone
        assert all(len(q.text) <= 400 and len(q.text.split()) <= 50 for q in batches)
    assert batches[0].text.endswith('Holloway" site:spokeo.com OR site:whitepages.com OR site:beenverified.com OR site:intelius.com OR site:peoplefinders.com OR site:radaris.com')  # fmt: skip
    assert {queries.unrestricted(q) for q in batches} == {queries.phrase(long_name.names[0])}


def test_directories_of_her_profession_and_country_take_turns_too_but_for_those_where_she_lists_an_entry():
    def directories(query, **more):
        return [q for q in queries.for_engine("brave", query, **more) if q.rota == queries.DIRECTORIES]

    listed = replace(QUERY, profiles=("https://www.psychologytoday.com/us/therapists/maren/418207",))

    assert directories(QUERY)[0].text == '"Maren Holloway" site:psychologytoday.com'
    assert "doximity.com" not in {q.site for q in directories(QUERY)}
    assert {q.site for q in directories(QUERY)} - {q.site for q in directories(listed)} == {"psychologytoday.com"}
    assert directories(replace(QUERY, country="SE")) == []
    assert [len(q.sites) for q in directories(QUERY, together=6)] == [6, 6, 1]


def test_an_engine_with_room_for_one_list_is_asked_about_people_search():
    room = len([q for q in queries.for_engine("brave", QUERY) if not q.rota]) + queries.TURNS

    assert {q.rota for q in queries.for_engine("brave", QUERY, at_most=room)} == {"", queries.PEOPLE_SEARCH}


def test_an_engine_of_few_questions_is_not_asked_about_sites():
    assert not [q for q in queries.for_engine("duckduckgo", QUERY, at_most=8) if q.rota]
