"""What a match says of itself: the waterfall, the line of the letter, a probability that holds what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.identity import judge, likelihood, probability
from checks.model import Evidence, Level, Match
from tests.checks.maren import MAREN, SEEN, page, subject

PIECES = (
    "Maren Holloway", "M. Holloway", "Maren Doyle", "LCSW", "attorney", "Portland, OR", "Tulsa, OK", "Juniper Street Counseling",
    "(503) 555-0142", "(503) 555-0177", "hello@juniperstreet.example", "NPI 2987654300", "NPI 2345678918", "age 45", "age 58",
    "Cedar Hollow Family Services", "2816 NE Alder Ct, Portland, OR 97212", "1981-04-17", "Tobias Holloway", "m.hollow@mailbox.example",
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map(", ".join))
def test_prior_and_counted_bits_are_the_whole_sum(text):
    match = judge(MAREN, page(text), seen=SEEN)

    assert match.prior + sum(e.counted for e in match.evidence) == pytest.approx(match.bits, abs=0.01)


def test_the_second_reason_of_a_group_counts_a_quarter_and_a_third_nothing():
    match = judge(
        MAREN,
        page("Maren Holloway, therapist, LCSW, Portland, OR. Works on grief and sleep", telephone="(503) 555-0142"),
        seen=SEEN,
    )

    of_work = sorted((e.counted / e.bits for e in match.evidence if e.group == "profession"), reverse=True)
    assert of_work == [1.0, 0.25, 0.0]


def test_a_common_name_is_a_reason_against_and_a_rare_one_is_none():
    common = judge(subject("James Smith"), page("James Smith, LCSW, Portland, OR"))
    rare = judge(subject("Xqavier Qwozniak"), page("Xqavier Qwozniak came second."))

    assert common.prior == -12
    assert common.against == "a very common name"
    assert (rare.prior, rare.against) == (4.0, "")
    assert rare.line == "Why we think this is you: a very rare name."


def test_one_line_says_what_speaks_for_and_what_against():
    match = judge(subject("James Smith"), page("James Smith, LCSW, Portland, OR"))

    assert match.line == (
        "Why we think this is you: your credential LCSW; the town Portland, OR. Against: a very common name."
    )


def test_the_strongest_reasons_against_come_first():
    reasons = tuple(
        Evidence(name=words, group=words, bits=bits, words=words) for words, bits in (("weak", -1.0), ("strong", -6.0))
    )
    match = Match(
        level=Level.MAYBE,
        bits=-10,
        probability=0.1,
        evidence=reasons,
        prior=-3,
        prior_words="a name that some dozens of people bear",
    )

    assert match.against == "strong; a name that some dozens of people bear; weak"


def test_that_nobody_of_her_name_is_there_is_a_reason_against():
    match = judge(MAREN, page("LCSW in Portland, OR. (503) 555-0142"))

    assert match.against.startswith("none of your names stands in it")


@given(st.floats(-30, 30))
def test_a_maybe_is_never_told_as_nearly_sure(bits):
    assert likelihood(Level.MINE, bits) == probability(bits)
    assert abs(likelihood(Level.MAYBE, bits) - 0.5) <= max(abs(probability(bits) - 0.5), 0.45)
    assert likelihood(Level.MAYBE, bits) < 0.96


@given(st.floats(-20, 20), st.floats(0, 10))
def test_more_evidence_never_lowers_the_probability(bits, more):
    for level in Level:
        assert likelihood(level, bits + more) >= likelihood(level, bits)
