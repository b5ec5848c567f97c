import inspect
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import identity
from checks.clues import elsewhere, identifiers, naming, personal, where, work
from checks.evidence import evidence, group_limit, rows
from checks.forms import forms
from checks.identity import judge, namesakes, total
from checks.model import (
    FACTS,
    Address,
    Level,
    Practice,
    PrivateFacts,
    Query,
    Subject,
    Town,
)
from tests.checks.maren import MAREN, PRIVATE_VALUES, QUERY, SEEN, level, page, subject

# The worked examples of DOMAIN §10.


def test_a_common_name_with_credential_and_town_is_maybe():
    match = judge(subject(), page("James Smith, LCSW, Portland, OR"))

    assert match.level is Level.MAYBE
    assert match.bits == pytest.approx(-12 + 7.5 + 5.6, abs=0.4)


def test_the_practice_phone_makes_a_common_name_mine():
    who = subject(practice=Practice(phone="(503) 555-0142"))

    assert level(page("James Smith, LCSW, Portland, OR\nCall 503.555.0142"), who) is Level.MINE


def test_a_rare_name_alone_is_maybe():
    match = judge(subject("Xqavier Qwozniak"), page("Xqavier Qwozniak came second."))

    assert (match.level, match.bits) == (Level.MAYBE, 4.0)


def test_a_broker_row_with_home_town_and_age_but_no_strong_reason_is_maybe():
    who = replace(MAREN, query=replace(QUERY, names=("Karen Mitchell",)))
    match = judge(who, page("Karen Mitchell, age 45\nLives in Portland, OR"), seen=SEEN)

    assert match.level is Level.MAYBE
    assert not any(e.strong for e in match.evidence)


def test_an_attorney_in_another_state_is_not_me():
    finding = page(name="James Smith", job_title="Attorney at Law", address="Tulsa, OK")

    assert level(finding, subject()) is Level.NOT_ME


# What settles the matter.


def test_somebody_unnamed_is_not_me():
    match = judge(
        MAREN, page("LCSW in Portland, OR, at Juniper Street Counseling, (503) 555-0142, hello@juniperstreet.example")
    )

    assert match.level is Level.NOT_ME
    assert match.probability < 0.001


def test_her_number_and_another_together_are_maybe():
    finding = page(
        name="Maren Holloway", npi="2345678918", identifier="https://orcid.org/0000-0007-3333-4444"
    )  # fmt: skip

    assert level(finding) is Level.MAYBE


# A practice and its town; a rare name.


def test_her_practice_in_her_town_makes_even_a_common_name_mine():
    who = subject(practice=Practice(name="Juniper Street Counseling"))

    assert level(page("James Smith, LCSW, Juniper Street Counseling, Portland, OR"), who) is Level.MINE
    assert level(page("James Smith, Juniper Street Counseling"), who) is Level.MAYBE


def test_a_rare_name_is_a_reason_of_its_own_until_something_differs():
    who = subject("Xqavier Qwozniak", practice=Practice(name="Juniper Street Counseling"), profession="therapist")

    assert level(page("Xqavier Qwozniak is a therapist in Portland, OR"), who) is Level.MINE
    assert level(page("X. Qwozniak is a therapist in Portland, OR"), who) is Level.MAYBE
    assert level(page("Xqavier Qwozniak is a therapist at Thistledown Clinic in Portland, OR"), who) is Level.MAYBE


def test_the_tables_of_one_country_say_less_of_another():
    (rare,) = forms(("Maren Holloway",))

    assert namesakes(rare, "GB") / 67e6 > namesakes(rare, "US") / 340e6


# Names that she did not declare.


def test_her_first_name_at_her_practice_under_another_family_name_is_maybe():
    finding = page("Maren Doyle, LCSW, Portland, OR. Call (503) 555-0142")

    match = judge(MAREN, finding, seen=SEEN)

    assert match.level is Level.MAYBE
    assert match.probability < 0.5
    assert level(page("Ana Doyle, LCSW, Portland, OR. Call (503) 555-0142")) is Level.NOT_ME
    assert level(page("Maren Doyle, LCSW, Tampa, FL")) is Level.NOT_ME


def test_an_unknown_first_name_with_hers_is_maybe_at_her_practice_only():
    assert level(page("Bunny Holloway, therapist at Juniper Street Counseling, Portland, OR")) is Level.MAYBE
    assert level(page("Bunny Holloway, therapist, Portland, OR")) is Level.NOT_ME


@pytest.mark.parametrize(
    "text",
    [
        "Maren [person], LCSW, Portland, OR. Call (503) 555-0142",
        "[person], Maren, LCSW, Portland, OR. Call (503) 555-0142",
        "Maren-[person], LCSW, Portland, OR. Call (503) 555-0142",
        "[person] Holloway, LCSW, Juniper Street Counseling, Portland, OR",
        "[relative] R. Holloway, LCSW, Juniper Street Counseling, Portland, OR",
    ],
)
def test_half_of_her_name_beside_what_redaction_left_is_read_as_half_a_name(text):
    assert level(page(text)) is Level.MAYBE
    assert level(page(text.replace("Maren", "Ana").replace("Holloway", "Moss"))) is Level.NOT_ME


def test_her_first_name_behind_a_family_name_in_another_script_is_maybe_at_her_practice():
    who = replace(MAREN, query=replace(QUERY, names=("Haruka Moss",)))

    assert level(page("森はるか, LCSW, Portland, OR. Call (503) 555-0142"), who) is Level.MAYBE
    assert level(page("森はるか, LCSW, Tampa, FL"), who) is Level.NOT_ME
    assert level(page("森ゆうこ, LCSW, Portland, OR. Call (503) 555-0142"), who) is Level.NOT_ME


def test_a_practice_of_her_family_name_names_nobody():
    who = replace(MAREN, query=replace(QUERY, practice=Practice(name="Holloway Counseling")))

    assert level(page("The Holloway Counseling team are therapists in Portland, OR"), who) is Level.NOT_ME


# The mechanism.


def test_a_group_counts_its_best_and_a_quarter_of_the_second_within_its_limit():
    family, words = evidence("credential_family", "a"), evidence("profession_words", "b")

    assert total([family, words]) == 4 + 3 / 4
    assert total([family, words, words]) == 4 + 3 / 4
    assert group_limit("profession") == 1.25 * 8
    assert total([evidence("email_personal_exact", "a"), evidence("practice_phone_exact", "b")]) == 16


def test_conflicts_weigh_in_their_group_like_everything_else():
    assert total([evidence("credential_specific", "a", bits=7.5), evidence("credential_conflict", "b")]) == 7.5 - 1


def test_mine_needs_two_groups_and_a_strong_reason():
    one_group = page("Xqavier Qwozniak, LCSW")
    who = subject("Xqavier Qwozniak")

    assert judge(who, one_group).bits > 10
    assert level(one_group, who) is Level.MAYBE
    assert level(page("Xqavier Qwozniak, LCSW, Portland, OR"), who) is Level.MINE


def test_what_gives_away_something_critical_is_set_aside_less_easily():
    who = subject(towns=(Town(city="Los Angeles", region="CA"),))
    finding = page("James Smith, Fresno, CA")  # 3.5 % under the generous floor

    assert level(finding, who) is Level.NOT_ME
    assert level(finding, who, critical=lambda: True) is Level.MAYBE


def test_common_names_have_many_namesakes_and_rare_ones_few():
    (common,), (rare,) = forms(("James Smith",)), forms(("Maren Holloway",))

    assert namesakes(common, "US") > 100_000
    assert namesakes(rare, "US") < 10


def test_every_row_of_the_table_is_used_or_waits_for_its_issue():
    waiting = {
        "backlink_to_owned_site", "photo_near_duplicate", "coauthor_or_colleague", "date_impossible", "child_or_student_context",
        "known_namesake",
    }  # fmt: skip
    code = "".join(
        inspect.getsource(module) for module in (identifiers, naming, personal, where, work, elsewhere, identity)
    )

    assert {row for row in rows() if f'"{row}"' not in code} == waiting


# Properties.


@given(
    st.sampled_from(
        [
            "Maren Holloway",
            "MAREN HOLLOWAY",
            "Máren Hólloway",
            "Holloway, Maren",
            "Dr. Maren Holloway",
            "Ms Maren Holloway",
        ]
    ),
    st.sampled_from([", LCSW", " L.C.S.W.", ", LCSW, MSW"]),
    st.sampled_from(["Portland, OR", "Portland, Oregon", "PORTLAND, OR 97205"]),
)
def test_case_accents_order_and_titles_do_not_change_the_level(name, letters, town):
    assert level(page(f"{name}{letters}\n{town}")) is level(page("Maren Holloway, LCSW\nPortland, OR")) is Level.MINE


WORDS = st.sampled_from(
    ["Maren Holloway", "M. Holloway", "LCSW", "Portland, OR", "(503) 555-0142", "503 555 0177", "2816 NE Alder Ct, Portland, OR 97212",
     "age 45", "born April 17, 1981", "Tobias Holloway", "m.hollow@mailbox.example", "real estate agent", "NPI 2987654300", "\n",
     "Juniper Street Counseling", "née Lindqvist", "Obituary", "Tampa, FL", "MD", "Jr", "Memorial Lecture"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@settings(max_examples=60)
@given(TEXTS)
def test_the_words_of_the_evidence_never_hold_a_private_value(text):
    match = judge(
        MAREN, page(text, title="Maren Holloway", telephone="503 555 0177", birth_date="1981-04-17"), seen=SEEN
    )

    said = " ".join(e.words for e in match.evidence).casefold()
    assert not [value for value in PRIVATE_VALUES if value in said]


@settings(max_examples=60)
@given(TEXTS)
def test_a_namesakes_number_never_raises_the_level(text):
    order = [Level.NOT_ME, Level.MAYBE, Level.MINE]
    without = page(text, title="Maren Holloway")
    within = page(text, title="Maren Holloway", npi="2987654300")

    assert judge(MAREN, within).bits <= judge(MAREN, without).bits
    assert order.index(level(within)) <= order.index(level(without))


@settings(max_examples=60)
@given(
    st.text(max_size=120),
    st.text(max_size=200),
    st.dictionaries(st.sampled_from(sorted(FACTS)), st.text(max_size=60), max_size=6),
)
def test_garbage_never_raises(title, text, facts):
    for given_text in (text, f"{text} Maren Holloway {text}"):
        match = judge(MAREN, page(given_text, title=title, url=f"https://x.example/{title}", **facts), seen=SEEN)
        assert 0 <= match.probability <= 1


def test_nothing_named_of_where_she_lives_alone():
    home = Address(street="9 Elm Row", city="Tulsa", region="OK", postal_code="74101")
    who = replace(MAREN, private=PrivateFacts(home_addresses=(home,)))

    said = [
        e.words
        for text in ("Tulsa, OK", "Enid, OK")
        for e in judge(who, page(f"Maren Holloway, {text}")).evidence
        if e.group == "place"
    ]

    assert said == ["the town where you live", "the region where you live"]


HOSTILE = [
    "Maren Holloway, OR " * 220, "Holloway " * 450, "Maren " * 680, "M. E. " * 680, ", OR" * 1000, "5" * 4096, "5 0 3 " * 680, " " * 4096,
    "|" * 4096, " | " * 1360, "(" * 4096, "NPI " * 1000, "@" * 4096, "born " * 800, "née " * 800, "a.b-" * 1000, "\n" * 4096, "at Care Care Clinic " * 200, "A B C D E F G " * 290, "Lives in: Eugene, OR " * 190,
    "Ana Moss, LCSW\n" * 270, "The novel follows Maren Holloway " * 120, "studied at Thistledown Clinic " * 130, "1 2 3 4-" * 500,
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_takes_no_longer_than_it_should(number):
    finding = page(f"Maren Holloway {HOSTILE[number]}", title=HOSTILE[number][:300])

    start = time.process_time()
    judge(MAREN, finding, seen=SEEN)

    assert time.process_time() - start < 1.0  # a guard against a square, not a measurement


@given(TEXTS)
def test_the_same_finding_is_judged_the_same(text):
    assert judge(MAREN, page(text), seen=SEEN) == judge(MAREN, page(text), seen=SEEN)


def test_a_subject_of_whom_little_is_known_can_be_judged():
    who = Subject(query=Query(names=("Maren Holloway",)))

    assert judge(who, page("Maren Holloway, LCSW, Portland, OR")).level is Level.MAYBE
    assert identity.judge(Subject(query=Query(names=("",))), page("Maren Holloway")).level is Level.NOT_ME


def test_whether_it_is_critical_is_asked_only_where_that_decides():
    def never():
        raise AssertionError("asked in vain")

    judge(MAREN, page("Maren Holloway, LCSW, Juniper Street Counseling, Portland, OR (503) 555-0142"), critical=never)
    judge(MAREN, page("Maren Holloway, real estate agent, Tampa, FL, NPI 2987654300"), critical=never)
