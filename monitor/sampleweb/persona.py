"""The configuration of the fictional clinician, as she would have written it."""

from monitor.sampleweb.brave import KEY
from monitor.sampleweb.google_alerts import FEED

__all__ = ["FEED", "FEED_VARIABLE", "KEY", "KEY_VARIABLE", "config"]

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

[sources.searxng]
url = "http://searx.example"

[sources.brave]
api_key_env = "{key}"

[sources.google_alerts]
feed_url_env = "{feed}"
"""


def config(gateway: str) -> str:
    """The text of `config.toml`, with everything sent to `gateway`."""
    return _CONFIG.format(gateway=gateway, key=KEY_VARIABLE, feed=FEED_VARIABLE)
