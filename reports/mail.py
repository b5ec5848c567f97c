"""A letter as a mail, and its way to a mail server. The one home of SMTP.

Sending is at least once: a letter's Message-ID depends on nothing but home, week and recipient, so that a repeat is
recognisable. What the network or the server's bad day causes is temporary; what the server says about this letter or
this account is permanent. Server replies are not quoted: they repeat addresses, and errors end in logs.
"""

import hashlib
import hmac
import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal, NoReturn
from zoneinfo import ZoneInfo

import truststore

from checks.errors import DeliveryError
from reports.digest import Digest

TIMEOUT_SECONDS = 30.0  # for each answer of the server
GREETING = "[127.0.0.1]"  # instead of this machine's name, which is nobody's business

_MESSAGE_ID = re.compile(r"<[^<>@\s]{1,200}@[^<>@\s]{1,200}>")


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """`plain` is for a relay on this machine only. `ca_file`: a private authority, for somebody's own server."""

    host: str
    port: int
    security: Literal["starttls", "tls", "plain"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


def message_id(*, key: bytes, week: str, to: str, sender: str) -> str:
    """The same for the same home (`key`), week and recipient; tells nobody who they are."""
    code = hmac.new(key, f"{week}\n{address(to).addr_spec}".encode(), hashlib.sha256).hexdigest()[:20]
    return f"<footprint.{week}.{code}@{address(sender).domain}>"


def build(
    digest: Digest,
    text: str,
    html: str,
    *,
    to: str,
    sender: str,
    week: str,
    key: bytes,
    previous_message_id: str | None = None,
) -> EmailMessage:
    """The mail of one letter, byte for byte the same for the same letter."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"] = address(sender), address(to)
    mail["Subject"] = digest.subject_line
    mail["Date"] = format_datetime(digest.now.astimezone(ZoneInfo(digest.zone)))
    mail["Message-ID"] = message_id(key=key, week=week, to=to, sender=sender)
    if previous_message_id and _MESSAGE_ID.fullmatch(previous_message_id):
        mail["In-Reply-To"] = mail["References"] = previous_message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary("letter-" + hashlib.sha256(mail["Message-ID"].encode() + text.encode()).hexdigest()[:32])
    return mail


def address(written: str) -> Address:
    """`jane@host` or `Jane <jane@host>` of the configuration. Anything that could become a second header is refused."""
    found = re.fullmatch(r'\s*(?:"?([^"<>\x00-\x1f\x7f]*?)"?\s*<([^<>]+)>|([^<>]+))\s*', written)
    name, mailbox = (found[1] or "", (found[2] or found[3]).strip()) if found else ("", "")
    local, _, domain = mailbox.rpartition("@")
    try:
        return Address(display_name=name, addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, HeaderParseError) as error:
        raise DeliveryError(
            "the mail address in the configuration is not one that mail can be sent to", permanent=True
        ) from error


def send(raw: bytes, settings: MailSettings, *, context: ssl.SSLContext | None = None) -> None:
    """Hand one letter to the server. Returns once the server has taken it; every failure is a DeliveryError."""
    sender, recipient = _envelope(raw)
    _refuse_unsafe(settings)
    where = f"mail server {settings.host}:{settings.port}"
    with _told_in_words(where):
        server = _connect(settings, context or _context(settings), where)
        try:
            _log_in(server, settings, where)
            _hand_over(server, sender, recipient, raw, where)
        finally:
            _leave(server)


def _envelope(raw: bytes) -> tuple[str, str]:
    mail = message_from_bytes(raw, policy=policy.SMTP)
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
    if settings.username and not settings.password:
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


def _connect(settings: MailSettings, context: ssl.SSLContext, where: str) -> smtplib.SMTP:
    host, port = settings.host.strip("[]"), settings.port
    if settings.security == "tls":
        return smtplib.SMTP_SSL(host, port, local_hostname=GREETING, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(host, port, local_hostname=GREETING, timeout=TIMEOUT_SECONDS)
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
    if not settings.username:
        return
    try:
        server.login(settings.username, settings.password)
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            raise DeliveryError(f"{where} could not check the log-in just now ({error.smtp_code})") from error
        raise DeliveryError(
            f"{where} did not accept the log-in ({error.smtp_code}): check mail.username and the password. Many providers want an "
            "app password here, made in the account's security settings",
            permanent=True,
        ) from error
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException):
        raise
    except (smtplib.SMTPException, UnicodeError) as error:
        raise DeliveryError(f"{where} offers no log-in that a user name and a password fit", permanent=True) from error


def _hand_over(server: smtplib.SMTP, sender: str, recipient: str, raw: bytes, where: str) -> None:
    try:
        server.sendmail(sender, [recipient], raw)
    except smtplib.SMTPRecipientsRefused as error:
        code = next((code for code, _ in error.recipients.values()), 550)
        _refused(code, f"{where} does not take mail for the address in mail.to", error)
    except smtplib.SMTPSenderRefused as error:
        _refused(error.smtp_code, f"{where} does not take mail from the address in mail.sender", error)
    except smtplib.SMTPDataError as error:
        _refused(error.smtp_code, f"{where} did not take the letter", error)
    except smtplib.SMTPServerDisconnected as error:
        raise DeliveryError(
            f"{where} broke off; the letter may have arrived, and will be sent again with the same Message-ID"
        ) from error


def _refused(code: int, words: str, error: smtplib.SMTPException) -> NoReturn:
    if code == 552:
        raise DeliveryError(
            f"{words}: it is too large for that mailbox or the mailbox is full (552)", permanent=True
        ) from error
    if code == 530:
        raise DeliveryError(
            f"{words} without a log-in (530): set mail.username and its password", permanent=True
        ) from error
    raise DeliveryError(
        f"{words} ({code})" if code >= 500 else f"{words} just now ({code})", permanent=code >= 500
    ) from error


def _leave(server: smtplib.SMTP) -> None:
    """Politely where it can be; the letter's fate is decided by now."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


@contextmanager
def _told_in_words(where: str) -> Iterator[None]:
    """Everything that smtplib, ssl and the network raise, as one clear line."""
    try:
        yield
    except smtplib.SMTPException as error:
        raise _protocol(error, where) from error
    except (OSError, UnicodeError) as error:
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
