"""What one value of `config.toml` may look like: names, phones, addresses, numbers with check digits.

Each check completes the sentence "name.daily …" and never repeats the value: it may be private.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo

from checks.forms import forms

# Control characters, and those that turn the direction of a line or cannot be seen.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NAME_SIGNS = frozenset(" '’ʼ`´.,-‐‑–·")
# In a search these would ask for somebody else as well ("Jane Doe" OR "John Roe"); two people are no name either.
_JOINING = frozenset({"or", "OR", "and", "AND", "not", "NOT", "und", "&"})
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.?", re.IGNORECASE)


def clean(text: str) -> str:
    if _UNSEEN.search(text):
        raise ValueError("must not hold line breaks or characters that cannot be seen")
    return " ".join(text.split())


def _filled(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


def _spoken(text: str) -> str:
    if '"' in text:
        raise ValueError("must not hold quotation marks: it is put between some when it is searched for")
    return text


def _name(text: str) -> str:
    if not all(c in _NAME_SIGNS or unicodedata.category(c)[0] in "LM" for c in text):
        raise ValueError("must be a person's name: letters, spaces, hyphens, apostrophes and periods only")
    if any(word in _JOINING for word in text.split()):
        raise ValueError("must be the name of one person")
    read = forms((text,))
    if len(text.split()) > 8 or not read or not read[0].given:
        raise ValueError("must have a first and a last name, with a space between them")
    return text


def _email(text: str) -> str:
    try:
        # `test_environment` lets .test through; .example is accepted anyway. No DNS is asked.
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True).normalized
    except EmailNotValidError:
        raise ValueError("must be an e-mail address, such as jane@practice.example") from None


def _mailbox(text: str) -> str:
    """`jane@host`, or `Jane <jane@host>`."""
    found = re.fullmatch(r"([^<>@]*)<([^<>]+)>", text)
    return f"{found[1].strip()} <{_email(found[2].strip())}>".strip() if found else _email(text)


def _phone(text: str, info: ValidationInfo) -> str:
    country = (info.context or {}).get("country", "US")
    try:
        fits = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(text, country))
    except phonenumbers.NumberParseException:
        fits = phonenumbers.ValidationResult.INVALID_LENGTH
    if fits == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise ValueError("must have its area code")
    if fits != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError("must be a phone number; from another country with its code, as in +44 20 7946 0123")
    return text


def _url(text: str) -> str:
    """A web address. A name and password in it would end up in logs and in other people's servers."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or " " in text or '"' in text or not is_host(host):
        raise ValueError("must be a web address that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold a user name or password")
    return text


def _page(text: str) -> str:
    if "." not in (urlsplit(text).hostname or ""):
        raise ValueError("must be a page of the public web")
    return text


def _gateway(text: str) -> str:
    """Everything that is said, keys included, goes there: on another machine only under encryption."""
    parts = urlsplit(text)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("must lie on this machine (http://127.0.0.1:…) or begin with https://")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must end after its port")
    return text


def _server(text: str) -> str:
    if re.fullmatch(r"[^:/]+:\d+", text):
        raise ValueError("must be the name alone: the number behind the colon belongs into mail.port")
    if not is_host(text.strip("[]")):
        raise ValueError("must be the name of a mail server, such as smtp.practice.example")
    return text


def is_host(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        pass
    else:
        return True
    try:
        return len(text) < 254 and bool(_HOST.fullmatch(text.encode("idna").decode()))
    except UnicodeError:
        return False


def is_loopback(host: str) -> bool:
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _npi(text: str) -> str:
    """Ten digits; the last is the Luhn check digit over 80840 and the other nine (45 CFR 162.406)."""
    if not re.fullmatch(r"[12][0-9]{9}", text):
        raise ValueError("must be ten digits and begin with 1 or 2")
    doubled = [int(c) * (1 + i % 2) for i, c in enumerate(reversed(f"80840{text}"))]
    if sum(d - 9 * (d > 9) for d in doubled) % 10:
        raise ValueError("is no NPI: its last digit does not fit the others, so one of them is mistyped")
    return text


def _orcid(text: str) -> str:
    """Sixteen digits; the last is a check digit by ISO 7064 MOD 11-2, X for ten."""
    digits = text.removeprefix("https://orcid.org/").replace("-", "").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        raise ValueError("must be four groups of four digits, such as 0000-0002-1825-0097")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    if digits[15] != "0123456789X"[(12 - total % 11) % 11]:
        raise ValueError("is no ORCID iD: its last digit does not fit the others, so one of them is mistyped")
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def _country(text: str) -> str:
    if text.upper() == "UK":
        raise ValueError('must be "GB" for the United Kingdom')
    if text.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError('must be the two letters of a country, such as "US"')
    return text.upper()


def _handle(text: str) -> str:
    if " " in text or '"' in text:
        raise ValueError("must be one word, as it stands in the address of the profile")
    return _filled(text.removeprefix("@"))


def _platform(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", text.lower()):
        raise ValueError('must be the name of a platform, such as "bluesky"')
    return text.lower()


def _birth_date(value: Any) -> Any:
    """TOML writes a date bare (1981-04-17); in quotation marks it is meant too."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime) or value.year < 1900:
        raise ValueError("must be a date written as year-month-day, such as 1970-12-31")
    return value


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # no such zone, a folder of zones, no path at all
        raise ValueError('must be the name of a time zone, such as "America/Los_Angeles"') from None
    return text


def _variable(text: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9_]{0,63}", text):
        raise ValueError("must be the name of an environment variable (capitals, digits, _), never the secret itself")
    return text


def _phone_or_empty(text: str, info: ValidationInfo) -> str:
    return _phone(text, info) if text else ""


def _optional(check: Callable[[str], str]) -> AfterValidator:
    """An empty text says the same as leaving the key out."""
    return AfterValidator(lambda text: check(text) if text else "")


_CLEAN, _FILLED, _SPOKEN = AfterValidator(clean), AfterValidator(_filled), AfterValidator(_spoken)
_SHORT = StringConstraints(max_length=100)

Text = Annotated[str, _SHORT, _CLEAN]  # optional; compared on this machine only
Line = Annotated[str, _SHORT, _CLEAN, _FILLED]
Said = Annotated[str, _SHORT, _CLEAN, _SPOKEN]  # optional; may be said aloud
SaidLine = Annotated[str, _SHORT, _CLEAN, _SPOKEN, _FILLED]
Name = Annotated[str, StringConstraints(max_length=80), _CLEAN, AfterValidator(_name)]
Email = Annotated[str, StringConstraints(max_length=254), _CLEAN, AfterValidator(_email)]
Phone = Annotated[str, StringConstraints(max_length=40), _CLEAN, AfterValidator(_phone)]
Page = Annotated[str, StringConstraints(max_length=1000), _CLEAN, AfterValidator(_url), AfterValidator(_page)]
Url = Annotated[str, StringConstraints(max_length=1000), _CLEAN, AfterValidator(_url)]
Country = Annotated[str, _CLEAN, AfterValidator(_country)]
HandleName = Annotated[str, _SHORT, _CLEAN, AfterValidator(_handle)]
Platform = Annotated[str, _SHORT, _CLEAN, AfterValidator(_platform)]
BirthDate = Annotated[date, BeforeValidator(_birth_date)]
OptionalEmail = Annotated[str, StringConstraints(max_length=254), _CLEAN, _optional(_email)]
OptionalMailbox = Annotated[str, StringConstraints(max_length=254), _CLEAN, _optional(_mailbox)]
OptionalPhone = Annotated[str, StringConstraints(max_length=40), _CLEAN, AfterValidator(_phone_or_empty)]
OptionalPage = Annotated[str, StringConstraints(max_length=1000), _CLEAN, _optional(_url), _optional(_page)]
OptionalGateway = Annotated[str, _SHORT, _CLEAN, _optional(_url), _optional(_gateway)]
OptionalServer = Annotated[str, StringConstraints(max_length=254), _CLEAN, _optional(_server)]
OptionalNpi = Annotated[str, _CLEAN, _optional(_npi)]
OptionalOrcid = Annotated[str, _CLEAN, _optional(_orcid)]
OptionalTimezone = Annotated[str, _CLEAN, _optional(_timezone)]
OptionalVariable = Annotated[str, _CLEAN, _optional(_variable)]
Variable = Annotated[str, _CLEAN, AfterValidator(_variable)]
SettingText = Annotated[str, StringConstraints(max_length=1000, strict=True), _CLEAN]
OptionalPath = Annotated[str, StringConstraints(max_length=1000), _CLEAN]
