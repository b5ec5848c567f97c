"""A sitting of the review, key by key, as she sees it."""

from dataclasses import replace

import pytest

from checks.errors import FootprintError
from checks.model import Exposure, Level, Match, Severity, Verdict
from monitor.answers import Answered
from monitor.offers import Offer, Place
from monitor.review import Waiting
from monitor.terminal import reviewing
from reports import wording

from .test_review import judged

PHONE = Offer(
    place=Place.PRIVATE_PHONE,
    fields=(("", "(503) 555-0188"),),
    question="Is (503) 555-0188 your private phone?",
    what_then="Never sent.",
)


class Service:
    """A service that holds these questions, and remembers what it is told."""

    def __init__(self, *numbers, along=None, offers=(), answered=0, is_changed=False):
        self.open = {number: Waiting(judged=item(number)) for number in numbers}
        self.reach, self.offered, self.answered = along or {}, offers, answered
        self.said, self.kept, self.is_changed, self.forgets = [], [], is_changed, False

    def waiting(self):
        return tuple(self.open.values())

    def decide(self, ids, verdict):
        (id_,) = ids
        along = self.reach.get(id_, ())
        self.said.append((id_, verdict))
        for number in (id_, *along):
            if verdict is None and not self.forgets:
                self.open[number] = Waiting(judged=item(number))
            else:
                self.open.pop(number, None)
        return Answered(said=(id_,), along=along)

    def count_answer(self, more=1):
        self.answered += more

    def offers(self, id_):
        return self.offered

    def keep(self, offer):
        if self.is_changed:
            raise FootprintError("config.toml was changed meanwhile")
        self.kept.append(offer)


def item(number, **more):
    made = judged(number, **more)
    return replace(made, finding=replace(made.finding, url=f"https://h{number}.example/", title=f"Title {number}"))


def hold(service, keys, *, go_on=False):
    """The whole sitting as lines."""
    lines, keys = [], list(keys)
    reviewing.Conversation(service, say=lambda *said: lines.extend(said), key=lambda: keys.pop(0)).hold(go_on=go_on)
    return lines


def headings(lines):
    return [line for line in lines if line.startswith("Question")]


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("m", Verdict.MINE),
        ("n", Verdict.NOT_ME),
        ("a", Verdict.ACCEPTED),
        ("r", Verdict.REQUESTED),
        ("d", Verdict.DENIED),
        ("u", Verdict.UNSURE),
        ("N", Verdict.NOT_ME),
    ],
)
def test_one_key_is_one_answer_and_it_is_kept_at_once(key, verdict):
    service = Service(1)

    lines = hold(service, key)

    assert service.said == [(1, verdict)]
    assert service.answered == 1
    assert lines[-1] == "Done. 1 answer kept; nothing else waits."


def test_five_are_asked_and_the_rest_can_wait():
    service = Service(*range(1, 9))

    lines = hold(service, "nnnnn")

    assert headings(lines)[-1] == "Question 5 of 5"
    assert "3 more can wait" in lines[0]


def test_after_five_answers_this_week_nothing_more_is_asked_unless_she_goes_on():
    tired, eager = Service(1, 2, answered=5), Service(1, 2, answered=5)

    assert headings(hold(tired, "")) == []
    assert len(headings(hold(eager, "nn", go_on=True))) == 2


def test_a_skipped_one_stays_open_and_q_stops():
    service = Service(1, 2, 3)

    lines = hold(service, "sq")

    assert service.said == []
    assert headings(lines) == ["Question 1 of 3", "Question 2 of 3"]
    assert lines[-1].startswith("Done. 0 answers kept; 3 can still be answered")


def test_b_takes_the_last_answer_back_and_shows_its_card_again():
    service = Service(1, 2, along={1: (7,)})

    lines = hold(service, "ubss")

    assert service.said == [(1, Verdict.UNSURE), (1, None)]
    assert service.answered == 0
    assert "That also settles No. 7." in lines
    assert "That also opens No. 7 again." in lines
    assert headings(lines) == ["Question 1 of 2", "Question 2 of 2", "Question 1 of 2", "Question 2 of 2"]


def test_what_was_forgotten_cannot_be_shown_again_and_that_is_said():
    service = Service(1, 2)
    service.forgets = True

    lines = hold(service, "nbs")

    assert any("the next scan brings it back" in line for line in lines)
    assert headings(lines) == ["Question 1 of 2", "Question 2 of 2", "Question 2 of 2"]


def test_there_may_be_nothing_to_take_back():
    assert "There is no answer of this sitting to take back." in hold(Service(1), "bq")


def test_what_an_answer_settles_is_not_asked_again():
    service = Service(1, 2, 3, along={1: (3,)})

    lines = hold(service, "mn")

    assert service.said == [(1, Verdict.MINE), (2, Verdict.NOT_ME)]
    assert "That also settles No. 3." in lines


def test_another_key_explains_the_keys():
    lines = hold(Service(1, 2), "sx?q")

    assert sum(line == "Press one key:" for line in lines) == 2  # on the first card, and where she asks
    assert sum(line.startswith("Press one key: m me") for line in lines) == 2


def test_interrupting_at_a_key_is_an_interruption():
    with pytest.raises(KeyboardInterrupt):
        hold(Service(1), "\x03")


def test_mine_asks_about_each_new_identifier_and_a_yes_is_written():
    service = Service(1, offers=(PHONE, PHONE))

    lines = hold(service, "myy")

    assert service.kept == [PHONE, PHONE]
    assert lines.count("Is (503) 555-0188 your private phone?") == 2
    assert lines.count("Written into config.toml.") == 2


@pytest.mark.parametrize(("keys", "asked"), [("mn\r", 2), ("mx ", 2), ("mq", 1)])
def test_any_other_key_is_a_no_and_q_leaves_out_the_rest(keys, asked):
    service = Service(1, offers=(PHONE, PHONE))

    lines = hold(service, keys)

    assert service.kept == []
    assert lines.count(PHONE.question) == asked


@pytest.mark.parametrize("key", ["n", "u"])
def test_other_answers_offer_nothing(key):
    lines = hold(Service(1, offers=(PHONE,)), key)

    assert PHONE.question not in lines


def test_a_file_that_was_changed_by_hand_ends_the_offers_and_keeps_the_answer():
    service = Service(1, offers=(PHONE, PHONE), is_changed=True)

    lines = hold(service, "my")

    assert lines.count("config.toml was changed meanwhile") == 1
    assert lines.count(PHONE.question) == 1
    assert service.said == [(1, Verdict.MINE)]


def card(made):
    return list(reviewing.card(Waiting(judged=made)))


def exposed(kind, level, **more):
    exposure = Exposure(kind=kind, title="A kind", severity=Severity.CRITICAL, recommendations=(9,), **more)
    made = item(1, level=level)
    return replace(
        made,
        exposures=(exposure,),
        match=Match(level=level, bits=1, probability=0.5, prior=-10, prior_words="a common name"),
    )


def test_a_maybe_is_worded_as_a_question_and_shows_no_value_in_full():
    text = "\n".join(card(exposed("personal_phone", Level.MAYBE, value="+15035550188", masked="…88")))

    assert "Is this you? It may be about somebody else with the same name." in text
    assert "critical, if it is you" in text
    assert "…88" in text
    assert "0188" not in text


def test_what_is_hers_shows_the_value_as_people_write_it():
    text = "\n".join(card(exposed("personal_phone", Level.MINE, value="+15035550188", masked="…88")))

    assert "(503) 555-0188" in text
    assert "may it stay?" in text


def test_a_card_says_one_line_for_and_one_against():
    lines = card(exposed("x", Level.MAYBE))

    assert "For: only the name fits so far." in lines
    assert "Against: a common name." in lines


def test_of_a_review_the_card_neither_shows_the_title_nor_invites_a_search():
    text = "\n".join(card(exposed("negative_review", Level.MINE, value="1.0", masked="1.0")))

    assert "Title 1" not in text
    assert wording.REVIEW_NOTE in text


def test_what_may_show_a_client_is_treated_as_an_incident():
    assert wording.INCIDENT in card(exposed("payment_feed_public", Level.MINE))
