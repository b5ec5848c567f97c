"""A letter as a mail. `smtp` brings it to a server.

Sending is at least once: a letter's Message-ID depends on nothing but home, week and recipient, so that a repeat is
recognisable.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from checks.errors import DeliveryError
from reports.digest import Digest

_MESSAGE_ID = re.compile(r"<[^<>@\s]{1,200}@[^<>@\s]{1,200}>")


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


def trial(*, to: str, sender: str, now: datetime, zone: ZoneInfo) -> EmailMessage:
    """A mail that says nothing but that mail arrives."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"] = address(sender), address(to)
    mail["Subject"] = "Your weekly check: a test"
    mail["Date"] = format_datetime(now.astimezone(zone))
    mail["Message-ID"] = f"<footprint.test.{secrets.token_hex(10)}@{address(sender).domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        "This is a test, and it arrived: your weekly check will come to this mailbox.\n\n"
        "Nothing was looked up for it, and nothing needs doing.\n",
        cte="quoted-printable",
    )
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
