"""The way of a letter to a mail server. The one home of SMTP.

What the network or the server's bad day causes is temporary; what the server says about this letter or this account is
permanent. Between the end of the letter and the server's word on it nobody knows whether it was taken: such a failure
says `perhaps_taken`. Server replies are not quoted: they repeat addresses, and errors end in logs.
"""

import email.policy
import ipaddress
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Literal, NoReturn, Self

import truststore

from checks.errors import DeliveryError
from reports import providers

TIMEOUT_SECONDS = 30.0  # for each answer of the server
WHOLE_SECONDS = 240.0  # for all of it: a server that drips its answers byte by byte never keeps us waiting for one
GREETING = "[127.0.0.1]"  # instead of this machine's name, which is nobody's business

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """`plain` is for a relay on this machine only. `ca_file`: a private authority, for somebody's own server.

    `token`: makes a fresh access token for a log-in by XOAUTH2, instead of a password.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "plain"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    ca_file: str = ""


def send(
    raw: bytes, settings: MailSettings, *, context: ssl.SSLContext | None = None, tell: Tell = lambda _line: None
) -> None:
    """Hand one letter to the server. Returns once the server has taken it; every failure is a DeliveryError.

    `tell` hears each step that went well, in words.
    """
    sender, recipient = _envelope(raw)
    with _session(settings, context, tell) as (server, where):
        _hand_over(server, sender, recipient, raw, where)
        tell(f"{where} took it")


def find(settings: MailSettings) -> int:
    """Under how many addresses the server can be found. Raises with the cure if there is none."""
    with _told_in_words(f"mail server {settings.host}:{settings.port}", None):
        return len({each[4][0] for each in socket.getaddrinfo(settings.host.strip("[]"), settings.port)})


@contextmanager
def _session(settings: MailSettings, context: ssl.SSLContext | None, tell: Tell) -> Iterator[tuple[smtplib.SMTP, str]]:
    """A connection that is encrypted and logged in as the settings say, ended in time whatever the server does."""
    _refuse_unsafe(settings)
    where = f"mail server {settings.host}:{settings.port}"
    with _Deadline() as deadline, _told_in_words(where, deadline):
        server = _connect(settings, context or _context(settings), where, deadline)
        tell(f"{where} answers{'' if settings.security == 'plain' else ', and its certificate is right for that name'}")
        try:
            if settings.username:
                _log_in(server, settings, where)
                tell(f"{where} accepts the log-in")
            yield server, where
        finally:
            _leave(server)


class _Deadline:
    """Ends the connection after WHOLE_SECONDS: a time-out for each read is never reached by one byte at a time."""

    def __init__(self) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(WHOLE_SECONDS, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for each in self._sockets:
            each.close()

    def watch(self, connection: socket.socket) -> None:
        """A copy: encryption takes the socket itself over, and the connection is the same."""
        self._sockets.append(connection.dup())

    def _pass(self) -> None:
        self.passed = True
        for each in self._sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it ended by itself meanwhile


class _Server(smtplib.SMTP):
    """smtplib's own, whose socket the deadline knows from its first moment; encrypted at once where `context` is given."""

    def __init__(self, host: str, port: int, *, deadline: _Deadline, context: ssl.SSLContext | None = None) -> None:
        self._deadline, self._context, self._name = deadline, context, host
        super().__init__(host, port, local_hostname=GREETING, timeout=TIMEOUT_SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = socket.create_connection((host, port), timeout)
        self._deadline.watch(connection)
        if self._context is None:
            return connection
        return self._context.wrap_socket(connection, server_hostname=self._name)


def _envelope(raw: bytes) -> tuple[str, str]:
    mail = message_from_bytes(raw, policy=email.policy.SMTP)
    try:
        (sender,), (recipient,) = mail["From"].addresses, mail["To"].addresses
        pair = sender.addr_spec, recipient.addr_spec
        "".join(pair).encode("ascii")
    except (AttributeError, ValueError) as error:
        raise DeliveryError("the letter in the outbox has no usable sender and recipient", permanent=True) from error
    return pair


def _refuse_unsafe(settings: MailSettings) -> None:
    if settings.security == "plain" and not _is_loopback(settings.host):
        raise DeliveryError(
            f'mail without encryption goes to this machine only, not to {settings.host}: set mail.security to "starttls" or "tls"',
            permanent=True,
        )
    if settings.username and settings.security == "plain":
        raise DeliveryError(
            'a log-in is never sent without encryption: set mail.security to "starttls" or "tls"', permanent=True
        )
    if settings.username and not settings.password and settings.token is None:
        raise DeliveryError("mail.username is set, but there is no password for it", permanent=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _context(settings: MailSettings) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_file:
        try:
            context.load_verify_locations(settings.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise DeliveryError("mail.ca_file cannot be read as a certificate", permanent=True) from error
    return context


def _connect(settings: MailSettings, context: ssl.SSLContext, where: str, deadline: _Deadline) -> smtplib.SMTP:
    host, port = settings.host.strip("[]"), settings.port
    if settings.security == "tls":
        return _Server(host, port, deadline=deadline, context=context)
    server = _Server(host, port, deadline=deadline)
    try:
        if settings.security == "starttls":
            _start_tls(server, context, where)
        else:
            _stay_here(server, where)
    except BaseException:
        server.close()
        raise
    return server


def _stay_here(server: smtplib.SMTP, where: str) -> None:
    """`localhost` is a name, and names can be made to point anywhere."""
    if server.sock is None or not _is_loopback(str(server.sock.getpeername()[0])):
        raise DeliveryError(f"{where} is not on this machine; mail without encryption was not sent", permanent=True)


def _start_tls(server: smtplib.SMTP, context: ssl.SSLContext, where: str) -> None:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("starttls"):
        # Temporary: on a foreign network somebody may be taking the offer away.
        raise DeliveryError(
            f'{where} offers no encryption (STARTTLS); nothing was sent. If it never does, set mail.security to "tls"'
        )
    server.starttls(context=context)


def _log_in(server: smtplib.SMTP, settings: MailSettings, where: str) -> None:
    try:
        if settings.token is not None:
            _log_in_with_token(server, settings.username, settings.token())
        else:
            server.login(settings.username, settings.password)
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            raise DeliveryError(f"{where} could not check the log-in just now ({error.smtp_code})") from error
        cure = (
            "check mail.username and what mail.token_command prints"
            if settings.token is not None
            else f"check mail.username and the password. {providers.password(settings.host)}"
        )
        raise DeliveryError(f"{where} did not accept the log-in ({error.smtp_code}): {cure}", permanent=True) from error
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException):
        raise
    except (smtplib.SMTPException, UnicodeError) as error:
        fits = "an access token (XOAUTH2)" if settings.token is not None else "a user name and a password"
        raise DeliveryError(
            f"{where} offers no log-in that fits {fits}. {providers.password(settings.host)}", permanent=True
        ) from error


def _log_in_with_token(server: smtplib.SMTP, username: str, token: str) -> None:
    """https://developers.google.com/workspace/gmail/imap/xoauth2-protocol; after a refusal the server waits for an empty line."""
    server.ehlo_or_helo_if_needed()
    if "XOAUTH2" not in server.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("no XOAUTH2")
    said = f"user={username}\x01auth=Bearer {token}\x01\x01"
    server.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")


def _hand_over(server: smtplib.SMTP, sender: str, recipient: str, raw: bytes, where: str) -> None:
    """Step by step, so that it is known whether the server had the whole letter when it broke off."""
    server.ehlo_or_helo_if_needed()
    options = [f"size={len(raw)}"] if server.has_extn("size") else []
    _expect(server.mail(sender, options), f"{where} does not take mail from the address in mail.sender")
    _expect(server.rcpt(recipient), f"{where} does not take mail for the address in mail.to")
    _expect(server.docmd("data"), f"{where} did not take the letter", ready=354)
    server.send(_as_data(raw))
    try:
        answer = server.getreply()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise DeliveryError(
            f"{where} broke off; the letter may have arrived, and will be sent again with the same Message-ID",
            perhaps_taken=True,
        ) from error
    _expect(answer, f"{where} did not take the letter")


def _as_data(raw: bytes) -> bytes:
    """Lines end in CRLF, a dot at the start of one is doubled, a dot alone ends it all (RFC 5321 §4.5.2)."""
    lines = b"\r\n".join(raw.splitlines())
    return (b"." if lines.startswith(b".") else b"") + lines.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n"


def _expect(answer: tuple[int, bytes], words: str, *, ready: int = 250) -> None:
    code = answer[0]
    if code == ready or (ready == 250 and 200 <= code < 300):
        return
    if code == -1:
        raise smtplib.SMTPServerDisconnected(words)
    _refused(code, words)


def _refused(code: int, words: str) -> NoReturn:
    if code == 552:
        raise DeliveryError(f"{words}: it is too large for that mailbox or the mailbox is full (552)", permanent=True)
    if code == 530:
        raise DeliveryError(f"{words} without a log-in (530): set mail.username and its password", permanent=True)
    raise DeliveryError(f"{words} ({code})" if code >= 500 else f"{words} just now ({code})", permanent=code >= 500)


def _leave(server: smtplib.SMTP) -> None:
    """Politely where it can be; the letter's fate is decided by now."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


@contextmanager
def _told_in_words(where: str, deadline: _Deadline | None) -> Iterator[None]:
    """Everything that smtplib, ssl and the network raise, as one clear line."""
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if deadline and deadline.passed:
            raise DeliveryError(f"{where} did not get done within {WHOLE_SECONDS:.0f} seconds") from error
        if isinstance(error, smtplib.SMTPException):
            raise _protocol(error, where) from error
        raise _network(error, where) from error


def _protocol(error: smtplib.SMTPException, where: str) -> DeliveryError:
    match error:
        case smtplib.SMTPServerDisconnected():
            return DeliveryError(f"{where} broke off before it took the letter")
        case smtplib.SMTPResponseException(smtp_code=code) if code >= 500:
            return DeliveryError(f"{where} refused ({code})", permanent=True)
        case smtplib.SMTPResponseException(smtp_code=code):
            return DeliveryError(f"{where} refused just now ({code})")
        case _:
            return DeliveryError(f"{where} did not speak SMTP as expected: check mail.port and mail.security")


def _network(error: OSError | UnicodeError, where: str) -> DeliveryError:
    match error:
        case ssl.SSLCertVerificationError():
            return DeliveryError(f"{where} {_certificate(error)}; nothing was sent")
        case ssl.SSLError():
            return DeliveryError(
                f"{where} could not agree on encryption: check mail.port and mail.security (465 is tls, 587 starttls)"
            )
        case socket.gaierror():
            return DeliveryError(f"{where}: name not found. Check mail.host, and whether this machine is online")
        case ConnectionRefusedError():
            return DeliveryError(f"{where} refuses connections: check mail.host and mail.port")
        case TimeoutError():
            return DeliveryError(f"{where} did not answer within {TIMEOUT_SECONDS:.0f} seconds")
        case UnicodeError():
            return DeliveryError(f"{where}: mail.host is not a name that can be looked up", permanent=True)
        case _:
            return DeliveryError(f"{where} cannot be reached ({error.strerror or type(error).__name__})")


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    reason = f"{error.verify_message} {error}".lower()
    if "mismatch" in reason or "not valid for" in reason:
        return "shows a certificate for another name: check mail.host"
    if "expired" in reason or "not yet valid" in reason:
        return "shows a certificate that is out of date, or this machine's clock is wrong"
    return "shows a certificate that this machine does not trust"
