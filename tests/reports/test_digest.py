import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import exposures
from checks.checkup import Answer
from checks.model import ChangeKind, Decision, Level, Outcome, Room, Verdict
from reports import render
from reports.digest import CARDS, compose
from reports.week import Numbers, Row, Week
from tests.reports import sample
from tests.reports.sample import NOW, ZONE, covered, judged, told, view

ADDRESS = "home_address_people_search"


def week(*findings, untold=(), **given_):
    return Week(**{"now": NOW, "zone": ZONE, "judged": findings, "untold": untold, "previous": Numbers(), **given_})


def letter(*findings, untold=(), safety=False, **given_):
    return compose(week(*findings, untold=untold, **given_), safety=safety)


def said(digest):
    return " ".join(render.text(digest).split())


def numbers_in(digest):
    text = said(digest)
    return {int(n) for n in re.findall(r"\[(\d+)\]", text)} | {card.id for card in digest.cards}


# -- what needs a decision


def test_critical_comes_first_then_changes_then_maybes_then_removals_to_recheck():
    removal = judged(1, "personal_phone", verdict=Verdict.REQUESTED, decided=14, told=True)
    maybe = judged(2, ADDRESS, level=Level.MAYBE)
    worse = judged(3, "personal_phone", told=True)
    critical = judged(4, ADDRESS)

    digest = letter(
        removal, maybe, worse, critical, untold=[told(9, ChangeKind.WORSE, worse), told(10, ChangeKind.NEW, critical)]
    )

    assert [card.id for card in digest.cards] == [4, 3, 2, 1]


def test_five_cards_at_most_and_the_rest_stands_in_the_lists():
    many = [judged(n, "personal_phone", url=f"https://h{n}.example/") for n in range(1, 9)]

    digest = letter(*many, untold=[told(100 + item.id, ChangeKind.NEW, item) for item in many])

    assert [card.id for card in digest.cards] == [1, 2, 3, 4, 5]
    assert all(f"[{n}]" in said(digest) for n in (6, 7, 8))
    assert "3 more deserve a decision" in digest.glance.then[0]


def test_critical_findings_of_the_first_look_head_the_first_letter():
    low, critical = judged(1, "unknown_page_about_me"), judged(2, ADDRESS)

    digest = letter(low, critical, previous=None)

    assert digest.cards[0].id == 2
    assert "There at our first look" in said(digest)
    assert digest.numbers.new == 0


def test_a_critical_finding_stays_until_she_decides():
    standing = judged(1, ADDRESS, told=True, days=21)

    undecided = letter(standing)
    decided = letter(replace(standing, decision=sample.REQUESTED.decision))

    assert "Told before and still open" in " ".join(undecided.cards[0].paragraphs)
    assert all("Still there" in card.heading for card in decided.cards)


@pytest.mark.parametrize("verdict", [None, Verdict.NOT_ME])
def test_what_is_not_hers_is_counted_and_never_a_card(verdict):
    other = judged(1, ADDRESS, level=Level.NOT_ME if verdict is None else Level.MINE, verdict=verdict)

    digest = letter(other, untold=[told(7, ChangeKind.NEW, other)])

    assert digest.cards == ()
    assert digest.numbers.new == 0
    assert "About somebody else: 1." in said(digest)
    assert digest.told_changes == (7,)


def test_maybe_is_never_worded_as_hers():
    maybe = judged(1, ADDRESS, level=Level.MAYBE)

    digest = letter(maybe, untold=[told(7, ChangeKind.NEW, maybe)])
    card = digest.cards[0]

    assert card.heading == "Is this you?"
    assert "if it is you" in card.mark
    assert "or about somebody else with the same name" in card.paragraphs[0]
    assert "Why we think this is you" not in said(digest)
    assert digest.glance.first.startswith("Please look today: 1 page may be about you")


def test_a_maybe_in_a_list_stays_a_maybe():
    maybe = judged(1, "personal_phone", level=Level.MAYBE)

    digest = letter(maybe, untold=[told(7, ChangeKind.NEW, maybe)])

    assert "May be about you, or about somebody else" in digest.found.entries[0].words


def test_an_unsure_one_is_worded_as_a_maybe_and_not_asked_again():
    unsure = judged(1, ADDRESS, verdict=Verdict.UNSURE, told=True)

    digest = letter(unsure)

    assert digest.cards == ()
    assert "May be about you, and you could not tell: 1. [1]" in said(digest)


def test_accepted_ones_are_quiet_unless_worse():
    calm = judged(1, "personal_phone", verdict=Verdict.ACCEPTED, decided=30, told=True)

    returned = letter(calm, untold=[told(7, ChangeKind.RETURNED, calm)])
    worse = letter(calm, untold=[told(7, ChangeKind.WORSE, calm, detail="Relatives listed with you")])

    assert returned.cards == ()
    assert "[1]" in said(returned)
    assert "You had accepted it as it was." in " ".join(worse.cards[0].paragraphs)


def test_a_change_that_she_has_answered_before_the_letter_is_no_card():
    answered = judged(1, ADDRESS, verdict=Verdict.REQUESTED, decided=0)

    digest = letter(answered, untold=[told(7, ChangeKind.NEW, answered, days=2)])

    assert digest.cards == ()
    assert "[1]" in said(digest)


@pytest.mark.parametrize("kind", [ADDRESS, "public_calendar_or_doc"])
@pytest.mark.parametrize("level", [Level.MINE, Level.MAYBE])
def test_each_critical_card_names_someone_to_call(kind, level):
    digest = letter(judged(1, kind, level=level))

    assert re.search(r"trust|privacy officer", digest.cards[0].call)
    assert digest.cards[0].call.startswith("If it is you: ") == (level is Level.MAYBE)


def test_what_may_show_clients_is_an_incident_and_never_leads_to_the_client():
    digest = letter(judged(1, "public_calendar_or_doc", title="J.D. Tuesday 10:00"))
    card = digest.cards[0]

    assert "never contact the client" in " ".join(card.paragraphs)
    assert "privacy officer, your insurer or your board adviser" in card.call
    assert [line.command for line in card.commands] == ["footprint show 1"]
    assert "J.D." not in said(digest)


def test_safety_mode_names_someone_below_critical_too():
    phone = judged(1, "personal_phone")
    untold = [told(7, ChangeKind.NEW, phone)]

    assert letter(phone, untold=untold).cards[0].call == ""
    assert letter(phone, untold=untold, safety=True).cards[0].call


def test_a_card_says_why_since_when_and_one_next_step():
    card = letter(judged(1, ADDRESS, days=3), untold=[told(7, ChangeKind.NEW, judged(1, ADDRESS), days=3)]).cards[0]

    text = " ".join(card.paragraphs)
    assert "New on Friday 20 November." in text
    assert (
        "Why we think this is you: your practice phone, your credential LCSW and Portland, where you practise." in text
    )
    assert "recommendation 9" in text
    assert "give only data it already shows." in card.step
    assert "2816 A…" in card.where


def test_a_first_step_that_only_says_no_is_given_the_next_one():
    exposure = replace(
        sample.exposure(ADDRESS),
        action="Usually cannot be deleted. Ask the assessor about name suppression (slow); sell.",
    )
    finding = replace(judged(1, ADDRESS), exposures=(exposure,))

    assert letter(finding).cards[0].step == "Usually cannot be deleted. Ask the assessor about name suppression."


def test_the_next_step_of_what_got_worse_is_about_what_is_new():
    profile = judged(1, "social_profile_public", "unauthorised_directory_listing", source="bluesky")
    change = told(7, ChangeKind.WORSE, profile, detail="Directory lists you without asking")

    card = letter(profile, untold=[change]).cards[0]

    assert card.step.startswith("Ask for removal or correction in writing")
    assert "On the same page" not in " ".join(card.paragraphs)


def test_a_review_is_answered_with_two_days_of_silence():
    card = letter(judged(1, "negative_review")).cards[0]

    assert card.step == "Wait 48 hours. Do not reply."
    assert "policy report" in card.care


def test_an_opt_out_names_the_sites_page_where_we_know_it_and_what_not_to_give():
    known = letter(judged(1, ADDRESS, url="https://www.spokeo.com/maren-holloway/1")).cards[0]
    unknown = letter(judged(1, ADDRESS)).cards[0]

    assert "The opt-out page of Spokeo: https://www.spokeo.com/optout" in known.step
    assert "We do not know where its opt-out form is" in unknown.step
    assert "copy of your ID, your Social Security number" in known.care
    assert known.care == unknown.care


def test_a_listing_that_came_back_after_a_request_is_called_common():
    back = judged(1, ADDRESS, verdict=Verdict.REQUESTED, decided=28, told=True)

    card = letter(back, untold=[told(7, ChangeKind.RETURNED, back)]).cards[0]

    assert "Listings often come back; that is common" in " ".join(card.paragraphs)
    assert card.commands[-1].words == "Once you have asked again"


def test_one_request_covers_the_family_and_the_card_says_which_other_listings():
    first, sister = (
        judged(n, ADDRESS, url=f"https://www.{host}/m") for n, host in [(1, "intelius.com"), (2, "truthfinder.com")]
    )
    stranger, other_page = (
        judged(3, ADDRESS, url="https://radaris.com/m"),
        judged(4, ADDRESS, url="https://verecor.com/m"),
    )
    asked = replace(sister, decision=Decision(verdict=Verdict.REQUESTED, at=NOW - timedelta(days=3), attempt=1))

    steps = {card.id: card.step for card in letter(first, sister, stranger, other_page).cards}
    after = {card.id: card.step for card in letter(first, asked).cards}

    assert "The same request should also cover truthfinder.com [2]." in steps[1]
    assert "should also cover" not in steps[3] + steps[4]
    assert "Your request of Friday 20 November for truthfinder.com [2] should cover it, too." in after[1]


def test_a_site_is_given_no_phone_number_unless_a_call_is_its_only_way():
    call, form = (
        letter(judged(1, ADDRESS, url=f"https://{host}/m")).cards[0] for host in ("whitepages.com", "radaris.com")
    )

    assert "(it calls you with a code)" in call.step
    assert "a phone number" in form.care
    assert "a phone number" not in call.care
    for care in (call.care, form.care):
        assert (
            "only what it shows already, and an e-mail alias: never a copy of your ID, your Social Security number"
            in care
        )


def test_california_is_named_once_and_with_the_days_on_which_to_look_again():
    listings = [judged(n, ADDRESS, url=f"https://{host}/m") for n, host in [(1, "spokeo.com"), (2, "radaris.com")]]

    there, elsewhere, later = letter(*listings, drop=True), letter(*listings), letter(*map(_told, listings), drop=True)

    assert said(there).count("https://privacy.ca.gov/drop") == 1
    assert "look again on Thursday 7 January 2027 and Sunday 21 February 2027" in said(there)
    assert "privacy.ca.gov" not in said(elsewhere) + said(later)


def _told(item):
    return replace(item, told=True)


def test_what_a_source_answered_about_her_account_is_said_to_be_just_that():
    asked = replace(
        judged(1, "breached_account", source="xposedornot", facts={"data_class": ("email addresses", "passwords")}),
        match=sample.own_answer(),
    )
    places = (covered("xposedornot", "XposedOrNot", Room.TRAIL, complete=1),)

    text = " ".join(letter(asked, coverage=places).cards[0].paragraphs)

    assert "we asked XposedOrNot about an e-mail address that you list, and this is its answer" in text
    assert "What leaked there, as XposedOrNot says: email addresses and passwords." in text


def test_a_maybe_says_what_does_not_fit():
    doubtful = replace(judged(1, "media_mention"), match=sample.doubtful())

    words = letter(doubtful, untold=[told(7, ChangeKind.NEW, doubtful)]).found.entries[0]

    assert words.mark.endswith(", if it is you")
    assert "Against: another profession." in words.words


def test_a_card_says_in_one_line_what_speaks_for_and_against_her():
    mixed = replace(judged(1, ADDRESS), match=sample.mixed())

    (card,) = letter(mixed, untold=[told(7, ChangeKind.NEW, mixed)]).cards

    assert "Why we think this is you: your credential LCSW. Against: a common name." in " ".join(card.paragraphs)


def test_what_she_has_not_answered_points_to_the_review():
    asked = judged(1, "personal_phone", level=Level.MAYBE, told=True)

    assert "`footprint review` asks you about them one by one: 1. [1]" in said(letter(asked))


def test_better_is_good_news_at_the_top():
    calmer = judged(1, "personal_phone", verdict=Verdict.ACCEPTED, told=True)

    digest = letter(calmer, untold=[told(7, ChangeKind.BETTER, calmer)])

    assert digest.glance.then[0] == "Good news: 1 thing got better."


# -- removals and gone


@pytest.mark.parametrize(
    ("days", "due"), [(13, False), (14, True), (20, True), (21, False), (42, True), (84, True), (100, False)]
)
def test_removals_are_looked_at_again_after_two_six_and_twelve_weeks(days, due):
    removal = judged(1, "personal_phone", verdict=Verdict.REQUESTED, decided=days, told=True)

    digest = letter(removal)

    assert bool(digest.cards) is due
    assert digest.numbers.requests == 1


def test_a_request_made_after_the_mornings_letter_is_looked_at_two_weeks_later_on_that_morning():
    afternoon = replace(sample.REQUESTED.decision, at=NOW - timedelta(days=14) + timedelta(hours=8))
    removal = replace(judged(1, "personal_phone", told=True), decision=afternoon)

    assert letter(removal).cards[0].heading.startswith("Still there after 2 weeks")
    assert not letter(removal, now=NOW + timedelta(weeks=1), since=NOW).cards


def test_a_late_letter_does_not_skip_a_recheck():
    removal = judged(1, "personal_phone", verdict=Verdict.REQUESTED, decided=23, told=True)

    digest = letter(removal, since=NOW - timedelta(days=10))

    assert digest.cards[0].id == 1


def test_not_seen_since_asking_is_not_called_gone():
    removal = judged(1, "personal_phone", verdict=Verdict.REQUESTED, decided=14, seen=20, told=True)

    text = " ".join(letter(removal).cards[0].paragraphs)

    assert "that alone does not make it gone" in text
    assert "We last saw it there" not in text


def test_gone_is_told_in_its_own_section_and_once():
    lost = judged(1, ADDRESS, gone=0, seen=14, told=True)

    now, later = letter(lost, untold=[told(7, ChangeKind.GONE, lost)]), letter(lost)

    assert "[1]" in now.gone.entries[0].words
    assert now.cards == ()
    assert now.numbers.gone == 1
    assert not later.gone


def test_gone_and_back_between_two_letters_is_back():
    back = judged(1, "personal_phone", told=True)
    changes = [told(7, ChangeKind.GONE, back, days=5), told(8, ChangeKind.RETURNED, back)]

    digest = letter(back, untold=changes)

    assert not digest.gone
    assert "came back" in " ".join(digest.cards[0].paragraphs)


# -- the glance, coverage and views


def test_counts_stand_against_the_last_letter():
    item = judged(1, "personal_phone")

    digest = letter(item, untold=[told(7, ChangeKind.NEW, item)], previous=Numbers(new=4, requests=2))

    assert digest.glance.counts[0] == "New: 1 (last letter: 4)"
    assert digest.glance.counts[-1] == "Open removal requests: 0 (last letter: 2)"


def test_quiet_is_said_of_places_not_of_the_world():
    digest = compose(sample.quiet())

    assert digest.glance.then == ("No change in 5 places.",)
    assert digest.subject_line == "Your weekly check: 0 things to look at"


def test_half_of_the_places_unread_is_no_calm():
    digest = compose(sample.half_blind())

    assert digest.glance.first.startswith("In what could be read")
    assert digest.glance.then == ("No change in 3 places; 3 could not be checked.",)
    assert "A place that could not be read is unknown" in said(digest)


def test_a_place_seen_for_the_first_time_is_not_called_unchanged():
    places = (
        covered("brave", "Brave Search", Room.SEARCH, complete=3),
        covered("nppes", "NPI registry", Room.SEARCH, complete=1, first=True),
        covered("wayback", "Wayback Machine", Room.TRAIL, complete=1, unreachable=1),
    )

    digest = letter(coverage=places)

    assert digest.glance.then == ("No change in 1 place; 1 was looked at for the first time; 1 answered in part only.",)


def test_without_a_single_check_nothing_is_claimed():
    digest = letter(coverage=(covered("hunter", "Hunter", Room.TRAIL, skipped=2, last=None, reason="it needs a key"),))

    assert digest.glance.then == ("No place was checked this week, so this letter cannot say what changed.",)
    assert "Not asked: Hunter (it needs a key)." in said(digest)


def test_a_blocked_first_page_is_not_known():
    digest = letter(views=(view(outcome=Outcome.BLOCKED),))

    assert digest.views[0].summary == ("Not known this week: it refused us or asked us to wait.",)
    assert digest.views[0].lines == ()


def test_a_first_page_of_an_earlier_week_says_so():
    row = Row(rank=1, before=1, judged=sample.OWN, controlled=True)

    old = letter(views=(replace(view(row), taken_at=NOW - timedelta(days=7)),)).views[0]
    fresh = letter(views=(replace(view(row), taken_at=NOW - timedelta(hours=1)),)).views[0]

    assert old.summary[0] == "Not read this week. This is how it stood on Monday 16 November."
    assert fresh.summary == (
        "You control 1 of 1 result.",
        "Every result of yours or about you is where it was last time.",
    )


def test_a_letter_looked_at_again_after_it_was_sent_still_knows_what_was_checked():
    digest = letter(sample.BLUESKY, since=NOW + timedelta(minutes=5), now=NOW + timedelta(hours=1))

    assert "not checked" not in digest.profiles.entries[0].words


def test_rank_moves_are_said_only_where_ranks_compare():
    rows = (Row(rank=1, before=3, judged=sample.OWN, controlled=True), Row(rank=2, before=None, judged=sample.BROKER))

    steady = letter(views=(view(*rows),)).views[0]
    shaky = letter(views=(view(*rows, compares=False),)).views[0]
    unheard = letter(views=(view(replace(rows[0], before=None), rows[1]),)).views[0]

    assert [line.move for line in steady.lines] == ["up from 3", "new on this page"]
    assert [line.move for line in shaky.lines] == ["", ""]
    assert [line.move for line in unheard.lines] == ["", ""]


def test_a_first_page_that_did_not_move_says_so_once():
    rows = (Row(rank=1, before=1, judged=sample.OWN, controlled=True), Row(rank=2, before=2, judged=sample.BROKER))

    page = letter(views=(view(*rows),)).views[0]
    moved = letter(views=(view(rows[0], replace(rows[1], before=3)),)).views[0]

    assert page.summary[-1] == "Every result of yours or about you is where it was last time."
    assert [line.move for line in page.lines] == ["", ""]
    assert [line.move for line in moved.lines] == ["same place", "up from 3"]


def test_a_later_page_shows_its_first_three_and_what_is_not_listed_yet_and_counts_the_rest():
    numbers = range(1, 6)
    pages = [judged(n, url=f"https://h{n}.example/", told=True) for n in numbers]
    fresh = judged(9, url="https://h9.example/", title="Maren Holloway in Portland", told=True)
    first = view(*(Row(rank=n, before=None, judged=item) for n, item in zip(numbers, pages, strict=True)))
    second = view(
        *(Row(rank=n, before=None, judged=item) for n, item in zip(numbers, pages, strict=True)),
        Row(rank=6, before=None, judged=None),
        Row(rank=7, before=None, judged=fresh),
    )

    shown = letter(views=(first, second)).views

    assert [line.rank for line in shown[0].lines] == ["1", "2", "3", "4", "5"]
    assert [line.rank for line in shown[1].lines] == ["1", "2", "3", "7"]
    assert shown[1].summary == (
        "You control 0 of 7 results; 6 more are about you.",
        "Left out below: 2 that stand on a list above and 1 about somebody else.",
    )


def test_a_later_page_shows_what_is_new_on_it_even_if_it_stands_above():
    known, fresh = judged(1, told=True), judged(2, url="https://h2.example/", told=True)
    first = view(Row(rank=1, before=1, judged=known), Row(rank=2, before=2, judged=fresh))
    second = view(Row(rank=1, before=1, judged=known), Row(rank=4, before=None, judged=fresh))

    lines = letter(views=(first, second)).views[1].lines

    assert [(line.rank, line.move) for line in lines] == [("1", "same place"), ("4", "new on this page")]


def test_a_later_page_on_which_nothing_moved_is_one_sentence():
    row = Row(rank=1, before=1, judged=sample.OWN, controlled=True)

    later = letter(views=(view(row), view(row, Row(rank=2, before=2, judged=sample.BROKER)))).views[1]

    assert later.lines == ()
    assert later.summary == (
        "You control 1 of 2 results; 1 more is about you.",
        "Every result of yours or about you is where it was last time, so this list is left out.",
    )


def test_after_a_page_that_was_not_read_the_next_is_shown_whole():
    rows = [Row(rank=n, before=None, judged=judged(n, url=f"https://h{n}.example/", told=True)) for n in range(1, 6)]

    shown = letter(views=(view(outcome=Outcome.BLOCKED), view(*rows))).views

    assert len(shown[1].lines) == 5


def test_the_share_she_controls_and_whose_each_row_is():
    page = compose(sample.busy()).views[0]

    assert page.summary[0] == "You control 2 of 8 results; 2 more are about you; 1 may be."
    assert [line.whose for line in page.lines] == [
        "yours",
        "about you",
        "yours",
        "about you",
        "somebody else",
        "may be you",
        "somebody else",
    ]
    assert page.lines[4].rank == "5 to 6"


def test_a_page_about_somebody_else_shows_nothing_of_itself():
    page = compose(sample.busy()).views[0]

    assert all(line.page == "" for line in page.lines if line.tone == "other")


def test_a_page_named_after_somebody_else_is_not_linked_from_a_letter():
    url = "https://boiseremembers.example/obituaries/ingrid-lindqvist"
    obituary = judged(18, ADDRESS, url=url, title="[person] obituary, 1948-2021, Boise, ID")

    digest = letter(obituary)

    assert 18 in numbers_in(digest)
    assert "ingrid" not in (render.text(digest) + render.html(digest)).casefold()


def test_reviews_come_with_their_rule_wherever_they_stand():
    rule = "We do not show who wrote this. Please do not try to find out."
    review = judged(1, "negative_review", verdict=Verdict.ACCEPTED, title="Rude, says Dana P.")

    in_card = letter(judged(1, "negative_review"))
    in_list = letter(review)
    in_view = letter(replace(review, told=True), views=(view(Row(rank=1, before=None, judged=review)),))

    for digest in (in_card, in_list, in_view):
        assert rule in said(digest)
        assert "Dana" not in said(digest)


def test_profiles_say_what_a_stranger_sees_and_as_of_when():
    digest = compose(sample.busy())

    words = [entry.words for entry in digest.profiles.entries]
    assert words[0] == "Bluesky, bsky.app.example: a stranger sees the whole profile. [7]"
    assert "not checked this week. When last read, on Saturday 14 November" in words[1]


def test_empty_sections_vanish_except_glance_view_and_coverage():
    text = render.text(letter())

    headings = re.findall(r"^(.+)\n-{3,}$", text, re.MULTILINE)
    assert headings == ["What a client finds this week (recommendation 9)", "What was checked", "About this letter"]


def test_why_numbers_moved():
    places = (covered("brave", "Brave Search", Room.SEARCH, complete=3, first=True),)

    digest = letter(coverage=places, rules_changed=True)

    assert "Our own rules changed" in digest.moved.lead[0]
    assert "First look this week: Brave Search" in digest.moved.lead[1]


def test_days_are_hers():
    late = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)

    digest = letter(now=late)

    assert digest.date == "Monday 23 November 2026"
    assert digest.week == "2026-W48"


# -- nothing is lost, nothing is shown

levels = st.sampled_from(Level)
kinds = st.lists(st.sampled_from(sorted(sample._KINDS)), max_size=3, unique=True)
findings = st.builds(
    lambda kinds, level, verdict, gone, told, source, hostile: (kinds, level, verdict, gone, told, source, hostile),
    kinds,
    levels,
    st.sampled_from([None, *Verdict]),
    st.sampled_from([None, 0, 20]),
    st.booleans(),
    st.sampled_from(["web", "bluesky", "wayback", "unheard_of"]),
    st.text(max_size=40),
)
changes = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(ChangeKind), st.integers(0, 30)), max_size=12)


@st.composite
def weeks(draw):
    items = tuple(
        judged(n + 1, *kinds, level=level, verdict=verdict, decided=14, gone=gone, told=is_told, source=source, title=f"{hostile} 2816 NE Alder Ct, 503-555-0177")
        for n, (kinds, level, verdict, gone, is_told, source, hostile) in enumerate(draw(st.lists(findings, max_size=12)))
    )  # fmt: skip
    untold = tuple(
        told(100 + n, kind, items[index], days=days)
        for n, (index, kind, days) in enumerate(draw(changes))
        if index < len(items)
    )
    return week(*items, untold=untold, previous=draw(st.sampled_from([None, Numbers(new=1)])))


def is_other(item):
    by_her = item.decision.verdict if item.decision else None
    return by_her is Verdict.NOT_ME or (by_her is None and item.match.level is Level.NOT_ME)


@given(weeks())
def test_everything_told_stands_in_the_letter_with_its_number(given_week):
    digest = compose(given_week)

    about_her = {item.id for item in given_week.judged if not is_other(item)}
    changed = {t.judged.id for t in given_week.untold}
    untold = {item.id for item in given_week.judged if not item.told} | changed
    assert set(digest.told_findings) == untold
    assert untold & about_her <= numbers_in(digest)
    assert set(digest.told_changes) == {t.id for t in given_week.untold}
    assert len(digest.cards) <= CARDS
    assert not {card.id for card in digest.cards} - about_her


@given(weeks())
def test_no_letter_shows_a_value_or_calls_her_safe(given_week):
    digest = compose(given_week)
    text, page = said(digest), render.html(digest)

    for shown in (text, page):
        assert not re.search(r"555.?0177|Alder|maren\.holloway@", shown)
        assert not re.search(r"\bsafe\b|nothing found", shown, re.IGNORECASE)
    assert re.fullmatch(r"Your weekly check: \d things? to look at", digest.subject_line)


def test_the_same_week_makes_the_same_letter():
    assert compose(sample.busy()) == compose(sample.busy())


def test_a_letter_asks_three_things_of_the_check_up_first_what_she_said_needs_doing():
    digest = letter(checkup=sample.looked(None, races=(Answer.TO_DO, 30), old_posts=(Answer.TO_DO, 29)))

    asked = [entry.words for entry in digest.checkup.entries]
    assert len(asked) == 3
    assert "Race results." in asked[0]
    assert "You said on Saturday 24 October that it needs doing." in asked[0]
    assert "Venmo" in asked[1]
    assert all(not entry.link or entry.link.startswith("https://") for entry in digest.checkup.entries)


@pytest.mark.parametrize(
    ("standings", "says"),
    [
        (sample.looked(), "34 settings and places: you last did on Tuesday 3 November, and by now at all of them."),
        (sample.looked(None), "34 settings and places, and you have not told us of a look yet."),
        (sample.looked(Answer.LATER), "34 settings and places, and you have not told us of a look yet."),
        (sample.looked(None, races=(Answer.NOT_MINE, 1), dating=(Answer.FINE, 2)), "33 settings and places: you last did on Saturday 21 November, and not yet at 32 of them."),
    ],
)  # fmt: skip
def test_the_coverage_says_what_no_program_can_look_at_and_when_she_did(standings, says):
    coverage = letter(checkup=standings).coverage

    assert any(says in line for line in coverage.notes)


def test_while_nothing_of_the_check_up_is_due_the_letter_does_not_speak_of_it():
    assert not letter(checkup=sample.looked()).checkup


def test_an_account_is_told_by_its_platform_and_with_the_way_from_her_practice():
    way = exposures.joined("practice page → Linktree → yarnroom.example")
    account = replace(
        sample.BLUESKY,
        finding=replace(sample.BLUESKY.finding, source="platforms", url="https://linktr.ee/quietjuniper"),
        exposures=(*sample.BLUESKY.exposures, way),
    )

    digest = letter(account)

    assert digest.profiles.entries[0].words == (
        "Linktree, linktr.ee: a stranger sees the whole profile. Joined to your practice: "
        f"practice page → Linktree → yarnroom.example. [{account.id}]"
    )
