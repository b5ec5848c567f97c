import contextlib
import socket
import ssl
import threading
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

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


# -- its way to the server


class Post:
    """A handler that takes mail, or answers as it is told."""

    def __init__(self, **answers):
        self.answers, self.taken = answers, []

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 aiosmtpd's name
        if "mail" in self.answers:
            return self.answers["mail"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if "rcpt" in self.answers:
            return self.answers["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append(envelope)
        if self.answers.get("data") == "hang up":
            server.transport.abort()
        return self.answers.get("data", "250 taken")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def server_side(authority, name="localhost", **given):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **given).configure_cert(context)
    return context


@pytest.fixture
def trusting(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def post_office(handler, **given):
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), **given)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def settings(port, **given):
    return mail.MailSettings(**{"host": "localhost", "port": port, "security": "starttls", **given})


def accepting(server, session, envelope, mechanism, auth_data):
    right = auth_data.login == b"jane" and auth_data.password == b"s3cret"
    return AuthResult(success=right, handled=False)


def failure(raw=RAW, **given):
    with pytest.raises(DeliveryError) as failed:
        mail.send(raw, **given)
    assert "\n" not in str(failed.value)
    assert "maren" not in str(failed.value)
    return failed.value


def test_starttls_with_a_log_in_delivers(authority, trusting):
    post = Post()
    with post_office(
        post, tls_context=server_side(authority), require_starttls=True, auth_required=True, authenticator=accepting
    ) as port:
        mail.send(RAW, settings(port, username="jane", password="s3cret"), context=trusting)

    (envelope,) = post.taken
    assert envelope.mail_from == "footprint@postbox.example"
    assert envelope.rcpt_tos == ["maren@postbox.example"]
    assert envelope.content.rstrip() == RAW.rstrip()


def test_tls_from_the_first_byte_delivers(authority, trusting):
    post = Post()
    with post_office(post, ssl_context=server_side(authority)) as port:
        mail.send(RAW, settings(port, security="tls"), context=trusting)

    assert len(post.taken) == 1


def test_a_private_authority_is_trusted_by_name_of_its_file(authority, tmp_path):
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    post = Post()

    with post_office(post, tls_context=server_side(authority), require_starttls=True) as port:
        mail.send(RAW, settings(port, ca_file=str(file)))

    assert len(post.taken) == 1


def test_a_relay_on_this_machine_needs_no_encryption():
    post = Post()
    with post_office(post) as port:
        mail.send(RAW, settings(port, security="plain"))

    assert len(post.taken) == 1


def test_this_machine_does_not_give_its_name():
    seen = []

    class Curious(Post):
        async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
            session.host_name = hostname
            seen.append(hostname)
            return responses

    with post_office(Curious()) as port:
        mail.send(RAW, settings(port, security="plain"))

    assert seen == ["[127.0.0.1]"]


def test_without_starttls_nothing_is_sent():
    post = Post()
    with post_office(post) as port:
        error = failure(settings=settings(port, username="jane", password="s3cret"))

    assert "offers no encryption" in str(error)
    assert not error.permanent
    assert post.taken == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"host": "mail.postbox.example", "security": "plain"}, "this machine only"),
        ({"security": "plain", "username": "jane", "password": "s3cret"}, "never sent without encryption"),
        ({"username": "jane"}, "no password"),
        ({"ca_file": "nowhere.pem"}, "mail.ca_file"),
    ],
)
def test_unsafe_settings_are_refused_before_connecting(given, words):
    error = failure(settings=settings(1, **given))

    assert words in str(error)
    assert error.permanent


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_for_another_name_is_refused(authority, trusting, security):
    context = server_side(authority, "other.example")
    offer = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    post = Post()

    with post_office(post, **offer) as port:
        error = failure(settings=settings(port, security=security), context=trusting)

    assert "certificate for another name" in str(error)
    assert post.taken == []


def test_an_unknown_authority_is_refused(authority):
    with post_office(Post(), tls_context=server_side(authority), require_starttls=True) as port:
        error = failure(settings=settings(port))

    assert "does not trust" in str(error)
    assert not error.permanent


def test_a_refused_log_in_says_its_cure(authority, trusting):
    with post_office(Post(), tls_context=server_side(authority), auth_required=True, authenticator=accepting) as port:
        error = failure(settings=settings(port, username="jane", password="wrong"), context=trusting)

    assert "app password" in str(error)
    assert "wrong" not in str(error)
    assert error.permanent


def test_a_server_without_log_in_says_so(authority, trusting):
    with post_office(Post(), tls_context=server_side(authority), auth_exclude_mechanism=["PLAIN", "LOGIN"]) as port:
        error = failure(settings=settings(port, username="jane", password="s3cret"), context=trusting)

    assert "offers no log-in" in str(error)
    assert error.permanent


@pytest.mark.parametrize(
    ("answers", "words", "permanent"),
    [
        ({"rcpt": "550 5.1.1 <maren@postbox.example> unknown"}, "address in mail.to (550)", True),
        ({"rcpt": "450 greylisted, maren"}, "address in mail.to just now (450)", False),
        ({"mail": "553 not yours, maren"}, "address in mail.sender (553)", True),
        ({"mail": "530 log in first"}, "without a log-in", True),
        ({"mail": "552 too big"}, "too large", True),
        ({"mail": "421 closing"}, "(421)", False),
        ({"data": "552 too big"}, "too large", True),
        ({"data": "554 spam"}, "did not take the letter (554)", True),
        ({"data": "451 try later"}, "did not take the letter just now (451)", False),
        ({"data": "hang up"}, "may have arrived", False),
    ],
)
def test_what_a_server_says_against_a_letter(answers, words, permanent):
    with post_office(Post(**answers)) as port:
        error = failure(settings=settings(port, security="plain"))

    assert words in str(error)
    assert error.permanent is permanent


def test_a_letter_over_the_servers_limit_is_too_large():
    with post_office(Post(), data_size_limit=1000) as port:
        error = failure(settings=settings(port, security="plain"))

    assert "too large" in str(error)
    assert error.permanent


def test_nobody_listening_is_temporary():
    error = failure(settings=settings(free_port(), security="plain"))

    assert "refuses connections" in str(error)
    assert not error.permanent


def test_an_unknown_name_is_temporary():
    error = failure(settings=settings(25, host="no-such-host.invalid"))

    assert "name not found" in str(error)
    assert not error.permanent


@contextlib.contextmanager
def raw_server(*said):
    """Says its lines one by one, whatever it hears, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def serve():
            connection, _ = listening.accept()
            with connection:
                for line in said:
                    connection.sendall(line)
                    if line.endswith(b"\n"):
                        connection.recv(1024)
                done.wait(5)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            done.set()
            thread.join(5)


def test_a_silent_server_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    with raw_server(b"220 hello") as port:
        error = failure(settings=settings(port, security="plain"))

    assert not error.permanent


@pytest.mark.parametrize(
    ("banner", "words", "permanent"),
    [
        (b"554 go away\r\n", "refused (554)", True),
        (b"421 busy\r\n", "refused just now (421)", False),
        (b"HTTP/1.1 400 Bad\r\n", "", False),
    ],
)
def test_a_server_that_will_not_talk(banner, words, permanent):
    with raw_server(banner) as port:
        error = failure(settings=settings(port, security="plain"))

    assert words in str(error)
    assert error.permanent is permanent


def test_tls_to_a_server_that_speaks_plainly_names_the_cure():
    with raw_server(b"220 hello\r\n") as port:
        error = failure(settings=settings(port, security="tls"))

    assert "465 is tls, 587 starttls" in str(error)


@pytest.mark.parametrize(
    "raw", [b"", b"From: a@b.example\r\n\r\nhi", b"From: a@b.example\r\nTo: a@b.example, c@d.example\r\n\r\nhi"]
)
def test_a_broken_letter_in_the_outbox_is_one_clear_line(raw):
    error = failure(raw, settings=settings(1))

    assert "no usable sender and recipient" in str(error)
    assert error.permanent


def test_a_password_is_not_in_what_settings_print():
    assert "s3cret" not in repr(settings(25, username="jane", password="s3cret"))
