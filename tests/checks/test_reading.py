"""Where she is named, and what beside it counts."""

import pytest

from checks.model import (
    Level,
)
from checks.redact import storable
from tests.checks.maren import MAREN, bits, level, page


def test_a_figure_of_a_novel_is_nobody():
    text = "The novel follows Maren Holloway, a therapist in Portland, OR. Maren Holloway is the best thing in it."

    assert "name_tokens_split" in bits(page(text))
    assert level(page(text)) is not Level.MINE


def test_the_line_of_a_colleague_lends_her_nothing():
    text = "Ana Moss, LCSW, sees adults in Portland, OR.\nMaren Holloway keeps the books."

    assert not {"credential_specific", "city_metro"} & set(bits(page(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Maren Holloway, LCSW\nSocial worker, Eugene, OR 97401\n(541) 555-0101",
        "Maren Holloway, LCSW, Juniper Street Counseling, Portland, OR",
        "Maren Holloway is a therapist at Thistledown Family Services in Eugene, OR",
    ],
)
def test_what_is_stored_is_judged_like_what_was_seen(text):
    seen_ = page(f"{text}\n“She helped my son.” Trevor Zellweg, Mar 2025", title="Maren Holloway")

    stored = storable(seen_, MAREN)

    assert level(stored) is level(seen_)


def test_what_stands_away_from_the_name_counts_half():
    far = "Maren Holloway was there.\n" + "The council met again and nothing came of it.\n" * 8 + "LCSW"

    assert bits(page(far))["credential_specific"] == pytest.approx(7.5 / 2, abs=0.1)


@pytest.mark.parametrize(
    "line",
    [
        "People also viewed: Maren Holloway, LCSW – Portland, OR; Ana Moss, PhD – Salem, OR",
        "Similar therapists near you\nMaren Holloway, LCSW\nAna Moss, PhD",
        "Same office: Maren Holloway, Ana Moss",
    ],
)
def test_who_is_named_in_a_side_list_only_is_not_me(line):
    finding = page(
        f"Ana Reyes, LCSW, is a therapist in Portland, OR.\nCall (503) 555-0142.\n{line}", title="Ana Reyes, LCSW"
    )

    assert level(finding) is Level.NOT_ME


def test_a_page_that_opens_with_our_team_is_about_her_too():
    team = "Otis Hargrove, LPC\nMaren Holloway, LCSW, Portland"
    opening = page(f"Home | About | Contact | Careers\nOur Team\n{team}", title="Our Team | Juniper Street Counseling")
    behind = page(f"Otis Hargrove, LPC\nA counselor.\nOur team\n{team}", title="Otis Hargrove, LPC")

    assert "Maren Holloway, LCSW" in storable(opening, MAREN).text
    assert "credential_specific" in bits(storable(opening, MAREN))
    assert level(behind) is Level.NOT_ME


def test_a_title_with_bars_is_no_menu():
    assert level(page("", title="Maren Holloway, LCSW | Juniper Street Counseling | Portland, OR")) is Level.MINE
