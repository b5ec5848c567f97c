"""The way from a name to a match, in words and bits."""

import pytest

from checks.model import Evidence, Level, Match
from reports import waterfall


def reason(name="city_metro", bits=5.0, *, group="place", counted=None, strong=False, words="the town Portland, OR"):
    return Evidence(
        name=name, group=group, bits=bits, counted=bits if counted is None else counted, strong=strong, words=words
    )


def match(*evidence, level=Level.MAYBE, prior=-10.0, words="a common name", probability=0.5):
    bits = prior + sum(each.counted for each in evidence)
    return Match(level=level, bits=bits, probability=probability, evidence=evidence, prior=prior, prior_words=words)


def test_it_starts_with_the_name_and_ends_with_the_sum():
    lines = list(waterfall.lines(match(reason(), reason("credential_conflict", -4.0, words="another profession"))))

    assert lines[0] == "−10.0 bits  at the start: a common name"
    assert "+5.0 bits  medium, for: the town Portland, OR" in lines[1]
    assert "−4.0 bits  medium, against: another profession" in lines[2]
    assert lines[3] == " −9.0 bits  in sum: as likely you as somebody else (50%)"


@pytest.mark.parametrize(("bits", "word"), [(1, "weak"), (2, "weak"), (3, "medium"), (5, "medium"), (6, "strong")])
def test_strength_is_said_in_words(bits, word):
    assert f"{word}, for:" in list(waterfall.lines(match(reason(bits=bits))))[1]


def test_what_another_reason_says_too_is_said_to_count_less():
    lines = list(waterfall.lines(match(reason(), reason(bits=4.0, counted=1.0), reason(bits=3.0, counted=0.0))))

    assert lines[2].endswith("(counted in part: another reason says nearly the same)")
    assert lines[3].endswith("(not counted: another reason says the same)")


@pytest.mark.parametrize("probability", [0.0, 0.004, 0.5, 0.97, 1.0])
def test_it_is_never_quite_certain(probability):
    said = waterfall.likely(match(probability=probability))

    assert "100%" not in said
    assert "(0%)" not in said


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        ((), "nothing but the name fits"),
        ((reason(),), "nothing in it is yours alone"),
        ((reason("credential_specific", 7.0, strong=True),), "what fits is too little for sure"),
        (
            (reason("credential_specific", 7.0, strong=True), reason("town_elsewhere", -6.0)),
            "some of it fits, and some",
        ),
        ((reason("name_absent", -6.0),), "it does not name you"),
        (
            (reason("own_identifier_exact", 20.0, group="decisive"), reason("known_namesake", -10.0, group="namesake")),
            "it holds what is yours alone beside what is somebody else's",
        ),
    ],
)
def test_a_maybe_says_why_it_is_no_more(evidence, why):
    assert waterfall.doubt(match(*evidence)).startswith(why)
    assert any(line.startswith("Why only a maybe") for line in waterfall.lines(match(*evidence)))


def test_what_is_hers_has_no_doubt_to_explain():
    assert not any("maybe" in line for line in waterfall.lines(match(reason(), level=Level.MINE)))
