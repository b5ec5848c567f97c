from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from checks.errors import DeliveryError
from reports import mail, render
from reports.digest import compose
from tests.reports import sample

KEY = b"a key of this home"
TO, SENDER = "Maren Holloway <maren@postbox.example>", "footprint@postbox.example"
DIGEST = compose(sample.busy())


def letter(**changes):
    given = {"to": TO, "sender": SENDER, "week": "2026-W48", "key": KEY, **changes}
    return mail.build(DIGEST, render.text(DIGEST), render.html(DIGEST), **given)


RAW = letter().as_bytes()


# -- the mail itself


def test_a_letter_is_text_and_html_with_a_neutral_subject():
    read = message_from_bytes(RAW, policy=policy.default)

    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert read["Subject"] == "Your weekly check: 5 things to look at"
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == render.text(DIGEST)
    assert read.get_body(("html",)).get_content().replace("\r\n", "\n") == render.html(DIGEST)
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"] == "Mon, 23 Nov 2026 07:30:00 -0800"
    assert not [name for name in read.keys() if name.startswith("List-")]  # noqa: SIM118 a header list, not a dict


def test_the_message_id_is_the_same_for_home_week_and_recipient_and_for_nothing_else():
    same = letter()["Message-ID"]

    assert same == letter()["Message-ID"]
    assert same.startswith("<footprint.2026-W48.")
    assert same.endswith("@postbox.example>")
    assert (
        len(
            {
                same,
                letter(key=b"other")["Message-ID"],
                letter(week="2026-W49")["Message-ID"],
                letter(to="x@postbox.example")["Message-ID"],
            }
        )
        == 4
    )
    assert "maren" not in same


def test_the_same_letter_is_the_same_bytes():
    assert letter().as_bytes() == RAW


def test_a_letter_follows_the_one_before():
    follows = letter(previous_message_id="<footprint.2026-W47.abc@postbox.example>")

    assert follows["References"] == follows["In-Reply-To"] == "<footprint.2026-W47.abc@postbox.example>"
    assert letter()["References"] is None


@pytest.mark.parametrize("previous", ["<a@b>\r\nBcc: all@list.example", "no id", "<a@b> <c@d>", "<>"])
def test_a_strange_previous_id_is_left_out(previous):
    assert letter(previous_message_id=previous)["References"] is None


@pytest.mark.parametrize(
    "address",
    [
        "maren@postbox.example\r\nBcc: all@list.example",
        "Maren\nBcc: x@y.example <maren@postbox.example>",
        "maren@postbox.example, other@postbox.example",
        "maren@postbox.example\x00",
        "maren",
        "@postbox.example",
        "",
        "mären@postbox.example",
        "a <b> <c@d.example>",
        "maren@post box.example",
    ],
)
def test_an_address_is_one_mailbox_or_refused(address):
    with pytest.raises(DeliveryError, match="mail address") as refused:
        letter(to=address)

    assert refused.value.permanent


def test_a_name_and_a_domain_in_another_script_can_be_written():
    built = letter(to="Märén, LCSW <maren@bücher.example>")

    read = message_from_bytes(built.as_bytes(), policy=policy.default)
    assert read["To"].addresses[0].addr_spec == "maren@xn--bcher-kva.example"
    assert read["To"].addresses[0].display_name == "Märén, LCSW"


def test_hostile_titles_stay_out_of_the_headers():
    broker = replace(
        sample.BROKER, finding=replace(sample.BROKER.finding, title="x\r\nBcc: all@list.example\r\n\r\nhi")
    )
    digest = compose(replace(sample.busy(), judged=(broker,), untold=()))

    built = mail.build(digest, render.text(digest), render.html(digest), to=TO, sender=SENDER, week="2026-W48", key=KEY)

    assert message_from_bytes(built.as_bytes())["Bcc"] is None
