"""A letter's way to a mail server: the faults that a healthy server never shows, played on loopback."""

import base64
import contextlib
import socket
import ssl
import threading

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from checks.errors import DeliveryError
from reports import smtp
from tests.reports.test_mail import RAW


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
    return smtp.MailSettings(**{"host": "localhost", "port": port, "security": "starttls", **given})


def accepting(server, session, envelope, mechanism, auth_data):
    right = auth_data.login == b"jane" and auth_data.password == b"s3cret"
    return AuthResult(success=right, handled=False)


def failure(raw=RAW, **given):
    with pytest.raises(DeliveryError) as failed:
        smtp.send(raw, **given)
    assert "\n" not in str(failed.value)
    assert "maren" not in str(failed.value)
    return failed.value


def test_starttls_with_a_log_in_delivers(authority, trusting):
    post = Post()
    with post_office(
        post, tls_context=server_side(authority), require_starttls=True, auth_required=True, authenticator=accepting
    ) as port:
        smtp.send(RAW, settings(port, username="jane", password="s3cret"), context=trusting)

    (envelope,) = post.taken
    assert envelope.mail_from == "footprint@postbox.example"
    assert envelope.rcpt_tos == ["maren@postbox.example"]
    assert envelope.content.rstrip() == RAW.rstrip()


def test_tls_from_the_first_byte_delivers(authority, trusting):
    post = Post()
    with post_office(post, ssl_context=server_side(authority)) as port:
        smtp.send(RAW, settings(port, security="tls"), context=trusting)

    assert len(post.taken) == 1


def test_a_private_authority_is_trusted_by_name_of_its_file(authority, tmp_path):
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    post = Post()

    with post_office(post, tls_context=server_side(authority), require_starttls=True) as port:
        smtp.send(RAW, settings(port, ca_file=str(file)))

    assert len(post.taken) == 1


def test_a_relay_on_this_machine_needs_no_encryption():
    post = Post()
    with post_office(post) as port:
        smtp.send(RAW, settings(port, security="plain"))

    assert len(post.taken) == 1


def test_this_machine_does_not_give_its_name():
    seen = []

    class Curious(Post):
        async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
            session.host_name = hostname
            seen.append(hostname)
            return responses

    with post_office(Curious()) as port:
        smtp.send(RAW, settings(port, security="plain"))

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
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
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


# -- a server that plays one conversation, line by line


class Script:
    """Answers each command of a client by its first word; `bytewise` seconds lie between two bytes of every answer.

    An answer of None is silence, "" hangs up. What a client said is kept; the letter is one entry, "(letter)".
    """

    def __init__(self, bytewise=0.0, **answers):
        self.answers = {
            "hello": "220 here",
            "ehlo": "250-here\r\n250 SIZE 1000000",
            "mail": "250 ok",
            "rcpt": "250 ok",
            "data": "354 go on",
            "(letter)": "250 taken",
            "quit": "221 bye",
            **answers,
        }
        self.bytewise, self.heard, self.letters = bytewise, [], []
        self._over = threading.Event()

    @contextlib.contextmanager
    def serving(self):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=self._serve, args=(listening,), daemon=True)
            thread.start()
            try:
                yield listening.getsockname()[1]
            finally:
                self._over.set()
                thread.join(5)

    def _serve(self, listening):
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            said = connection.makefile("rb")
            if not self._say(connection, "hello"):
                return
            while line := said.readline():
                word = line.split()[0].decode().lower()
                if not self._say(connection, word):
                    return
                if word == "data":
                    lines = iter(said.readline, b".\r\n")
                    self.letters.append(b"".join(line.removeprefix(b".") for line in lines))
                    if not self._say(connection, "(letter)"):
                        return

    def _say(self, connection, word):
        self.heard.append(word)
        answer = self.answers[word]
        if answer is None:
            self._over.wait(5)
        if not answer:
            return False
        for byte in f"{answer}\r\n".encode():
            connection.sendall(bytes([byte]))
            if self._over.wait(self.bytewise):
                return False
        return True


def test_a_server_that_answers_byte_by_byte_gets_the_letter_once():
    script = Script(bytewise=0.001)
    with script.serving() as port:
        smtp.send(RAW, settings(port, security="plain"))

    assert [letter.rstrip() for letter in script.letters] == [RAW.rstrip()]


def test_a_server_that_never_ends_its_answer_is_given_up_although_each_byte_comes_in_time(monkeypatch):
    monkeypatch.setattr(smtp, "WHOLE_SECONDS", 0.3)
    with Script(bytewise=0.05, ehlo="250 " + 200 * "x").serving() as port:
        error = failure(settings=settings(port, security="plain"))

    assert "did not get done" in str(error)
    assert not error.permanent
    assert not error.perhaps_taken


@pytest.mark.parametrize(
    ("answers", "perhaps_taken"),
    [
        ({"(letter)": ""}, True),
        ({"(letter)": None}, True),
        ({"data": ""}, False),
        ({"data": None}, False),
        ({"rcpt": ""}, False),
        ({"(letter)": "451 later"}, False),
        ({"rcpt": "550 unknown"}, False),
    ],
)
def test_only_who_had_the_whole_letter_may_have_taken_it(monkeypatch, answers, perhaps_taken):
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    script = Script(**answers)
    with script.serving() as port:
        error = failure(settings=settings(port, security="plain"))

    assert error.perhaps_taken is perhaps_taken


def test_a_line_that_begins_with_a_dot_arrives_as_it_was_written():
    raw = RAW + b".\r\n..two\r\n.\r\nafter\r\n"
    post = Post()
    with post_office(post) as port:
        smtp.send(raw, settings(port, security="plain"))

    assert post.taken[0].content == raw


# -- a log-in by access token


@contextlib.contextmanager
def token_office(authority, post, *tokens):
    class Office(Post):
        async def auth_XOAUTH2(self, server, args):  # noqa: N802 aiosmtpd's name
            said = base64.b64decode(args[1]).decode()
            if said in {f"user=jane\x01auth=Bearer {token}\x01\x01" for token in tokens}:
                return AuthResult(success=True, auth_data=LoginPassword(b"jane", b""))
            await server.push("334 eyJzdGF0dXMiOiI0MDEifQ==")
            assert (await server._reader.readline()) == b"\r\n"
            return AuthResult(success=False, handled=False)

    post.__class__ = Office
    with post_office(
        post, tls_context=server_side(authority), require_starttls=True, auth_required=True, authenticator=accepting
    ) as port:
        yield port


def test_a_fresh_token_logs_in(authority, trusting):
    post = Post()
    with token_office(authority, post, "fresh") as port:
        smtp.send(RAW, settings(port, username="jane", token=lambda: "fresh"), context=trusting)

    assert len(post.taken) == 1


def test_a_refused_token_says_its_cure(authority, trusting):
    with token_office(authority, Post(), "fresh") as port:
        error = failure(settings=settings(port, username="jane", token=lambda: "stale"), context=trusting)

    assert "mail.token_command" in str(error)
    assert "stale" not in str(error)
    assert error.permanent


def test_a_server_that_knows_no_tokens_says_so(authority, trusting):
    with post_office(Post(), tls_context=server_side(authority)) as port:
        error = failure(settings=settings(port, username="jane", token=lambda: "fresh"), context=trusting)

    assert "XOAUTH2" in str(error)


def test_each_step_that_went_well_is_told(authority, trusting):
    steps = []
    with post_office(
        Post(), tls_context=server_side(authority), require_starttls=True, auth_required=True, authenticator=accepting
    ) as port:
        smtp.send(RAW, settings(port, username="jane", password="s3cret"), context=trusting, tell=steps.append)

    assert [step.split(maxsplit=3)[-1].split(",")[0] for step in steps] == ["answers", "accepts the log-in", "took it"]
