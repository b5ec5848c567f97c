"""One spelling for each kind of fact, so that another way to write a value is not another value. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from checks import particulars, postal
from checks.places import find_regions
from checks.text import canonical_url, fold

_NOTHING = frozenset(
    {
        "",
        "none",
        "no",
        "n a",
        "na",
        "null",
        "unknown",
        "not available",
        "not provided",
        "not listed",
        "false",
        "0",
        "unspecified",
    }
)
_LEGAL = re.compile(
    r"(?: (?:p?llc|l l c|p l l c|inc|incorporated|ltd|limited|pc|p c|llp|lp|corp|corporation|gmbh|co))+$"
)
_BARRED = re.compile(
    r"\b(?:suspen|revo[kc]|surrender|cancel|annul|den(?:ied|ial)|removed|struck|erased|barred|prohibit|cease|disqualif|expelled|null and void)",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"\b(?:probation|restrict|condition|limited|disciplin|reprimand|censure|stipulat|consent|stayed|under (?:investigation|review|order)|"
    r"pending (?:hearing|action|discipline)|encumber|warning|not in good standing)",
    re.IGNORECASE,
)
_LAPSED = re.compile(
    r"\b(?:inactive|not active|laps|expired|delinquent|retired|dormant|not (?:current|renewed|registered)|void|closed|terminated|deactivated|non-?practi)",
    re.IGNORECASE,
)


def same_kind(name: str) -> Callable[[str, str], str]:
    """How values of a fact are spelt: takes the value and the country."""
    return _SPELLINGS.get(name, _folded)


def spelt(name: str, values: Iterable[str], country: str = "US") -> frozenset[str]:
    """The values of a fact in one spelling each; a filled-in "none" is no value."""
    spell = same_kind(name)
    return frozenset(value for each in values if (value := spell(each, country)) and fold(value) not in _NOTHING)


def standing(status: str) -> int:
    """How a licence stands: 0 in order, 1 lapsed, 2 restricted, 3 taken away."""
    if _BARRED.search(status):
        return 3
    if _RESTRICTED.search(status):
        return 2
    return int(bool(_LAPSED.search(status)))


def nearness(place: str) -> int:
    """How closely a place is told: 0 nothing, 1 a region or a town, 2 a street."""
    if not place.strip():
        return 0
    return (
        2
        if postal.addresses(place)
        or re.search(r"(?:^|\s)\d{1,5}[a-z]?\s+[^\W\d_]{2,}|[^\W\d_]{3,}\s\d{1,4}[a-z]?\s*(?:,|$)", place)
        else 1
    )


def _folded(value: str, _country: str) -> str:
    return fold(value)


def _in_any_order(value: str, _country: str) -> str:
    """ "HOLLOWAY, MAREN E." is "Maren E. Holloway"."""
    return " ".join(sorted(fold(value).split()))


def _letters(value: str, _country: str) -> str:
    """Post-nominals: "L.C.S.W., Ph.D." is "PHD LCSW"."""
    return " ".join(sorted(fold(part.replace(".", "").replace("-", "")) for part in re.split(r"[,;\s]+", value)))


def _phone(value: str, country: str) -> str:
    return particulars.e164(re.split(r"(?i)\s*(?:x|ext|#)\.?\s*\d", value)[0], country) or re.sub(r"\D", "", value)


def _address(value: str, country: str) -> str:
    found = postal.addresses(value, country)
    if not found:
        return fold(value)
    unit = re.search(r"(?:Suite|Apt|Unit|Floor|Room|Building|Lot) ([\w-]+)$", found[0].street)
    return " ".join(filter(None, (postal.folded_street(found[0]), unit[1].lower() if unit else "")))


def _town(value: str, country: str) -> str:
    """ "Portland, Oregon" is "Portland, OR"; with a street in it, that street."""
    if nearness(value) > 1:
        return _address(value, country)
    found = next(iter(find_regions(value, country)), None)
    if found is None:
        return fold(value)
    city = found.town.city or value[: found.start].strip(" ,")
    return " ".join(filter(None, (fold(city), found.town.region.lower(), found.town.country.lower())))


def _firm(value: str, _country: str) -> str:
    """Without what a firm is by law: "Juniper Street Counseling, LLC"."""
    return _LEGAL.sub("", fold(value)) or fold(value)


def _day(value: str, country: str) -> str:
    days = particulars.birth_dates(f"born {value}", country)
    return days[0].isoformat() if days else fold(value)


def _page(value: str, _country: str) -> str:
    """An address on the web without scheme, "www." and a closing slash."""
    parts = urlsplit(canonical_url(value))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}" if parts.hostname else fold(value)


def _mailbox(value: str, _country: str) -> str:
    return value.strip().removeprefix("mailto:").casefold()


_SPELLINGS: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("name", "alternate_name", "given_name", "family_name", "additional_name", "related_to"), _in_any_order
        ),
        "honorific_suffix": _letters,
        **dict.fromkeys(("telephone", "fax_number"), _phone),
        "address": _address,
        "home_location": _town,
        **dict.fromkeys(("works_for", "affiliation"), _firm),
        **dict.fromkeys(("birth_date", "valid_through", "start_date", "date_created", "breach_date"), _day),
        **dict.fromkeys(("same_as", "image"), _page),
        "email": _mailbox,
    }
)
