"""The configuration of the fictional clinician, as she would have written it."""

import importlib
from collections.abc import Collection, Iterator

from checks import catalog
from monitor.sampleweb import sources
from monitor.sampleweb.sources.brave import KEY
from monitor.sampleweb.sources.google_alerts import FEED

__all__ = ["FEED", "FEED_VARIABLE", "KEY", "KEY_VARIABLE", "STORY", "config"]

KEY_VARIABLE = "FOOTPRINT_DEMO_BRAVE_KEY"
FEED_VARIABLE = "FOOTPRINT_DEMO_ALERT"

_CONFIG = """\
# The fictional clinician of `footprint demo`.
npi = "2345678918"
profiles = [
    "https://juniperstreet.example/",
    "https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207",
]

[name]
daily = "Maren Holloway"
also = ["Maren E. Holloway"]
former = ["Maren Lindqvist"]
credentials = ["LCSW"]
profession = "therapist"

[[towns]]
city = "Portland"
region = "OR"

[[towns]]
city = "Boise"
region = "ID"

[practice]
name = "Juniper Street Counseling"
street = "1904 SW Juniper Street Suite 210"
city = "Portland"
region = "OR"
postal_code = "97205"
phone = "(503) 555-0142"
email = "hello@juniperstreet.example"
website = "https://juniperstreet.example/"

[[licences]]
board = "Oregon Board of Licensed Social Workers"
number = "L7731"

[[handles]]
platform = "bluesky"
handle = "marenholloway.bsky.social"

[[handles]]
platform = "github"
handle = "quietjuniper"

[[handles]]
platform = "linktree"
handle = "quietjuniper"

[breach_lookup]
emails = ["maren.holloway@postbox.example", "hello@juniperstreet.example"]

[background]
schools = ["Gem State University"]
specialties = ["grief", "anxiety"]

[private]
phones = ["(503) 555-0177"]
birth_date = 1981-04-17
relatives = ["Tobias Holloway"]

[[private.home_addresses]]
street = "2816 NE Alder Court"
city = "Portland"
region = "OR"
postal_code = "97212"

[mail]
to = "maren.holloway@postbox.example"
sender = "footprint@juniperstreet.example"

[schedule]
weekday = "monday"
hour = 7  # clocks are set back in the third week; the demo's own hour, 15:00 UTC, is late enough on both sides
timezone = "America/Los_Angeles"

[network]
contact = "hello@juniperstreet.example"
gateway = "{gateway}"
"""

# What every other source needs to be asked: licences to see clients of five more states from afar, and an old one.
_LICENCES = """\
[[licences]]
board = "Washington State Department of Health"
number = "LW60418718"

[[licences]]
board = "Colorado State Board of Social Work Examiners"
number = "CSW.09920418"

[[licences]]
board = "Illinois Department of Financial and Professional Regulation"
number = "149990418"

[[licences]]
board = "Connecticut Department of Public Health"
number = "58.990418"

[[licences]]
board = "Delaware Board of Social Work Examiners"
number = "Q1-0990418"

[[licences]]
board = "Texas Medical Board"
number = "PA990418"
"""

# The sources of the story, which every demo asks.
STORY = {
    "bluesky": "",
    "brave": 'api_key_env = "{key}"',
    "google_alerts": 'feed_url_env = "{feed}"',
    "gravatar": "",
    "nppes": "",
    "pages": "",
    "searxng": 'url = "http://searx.example"',
    "wayback": "",
    "xposedornot": "",
}


def config(gateway: str, *, everything: bool = False, off: Collection[str] = ()) -> str:
    """The text of `config.toml`, with everything sent to `gateway`.

    `everything`: every source there is, not the story's alone; but for those that are `off`.
    """
    parts = [
        f"[sources.{name}]\nenabled = {'true' if on and name not in off else 'false'}\n{settings}\n"
        for name, on, settings in _parts(everything)
    ]
    said = {"gateway": gateway, "key": KEY_VARIABLE, "feed": FEED_VARIABLE}
    return "\n".join((_CONFIG, _LICENCES if everything else "", *parts)).format(**said)


def _parts(everything: bool) -> Iterator[tuple[str, bool, str]]:
    own = catalog.own_names()
    for name in catalog.names():
        if name in STORY:
            yield name, True, STORY[name]
        else:
            on = everything and name in own  # a plug-in is no part of the story
            yield name, on, _configured(name) if on else ""


def _configured(name: str) -> str:
    """What a source of the whole web needs in the configuration: its sample says so as CONFIG."""
    sample = importlib.import_module(f"{sources.__name__}.{name}")
    return str(getattr(sample, "CONFIG", ""))
