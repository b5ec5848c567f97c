"""The pages of the sample web's story, as engines show them. Data; `engines` finds them, `world` says what is to be made of them.

Everybody here is invented, hosts end in .example, numbers are 555-01xx.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

T = TypeVar("T")

WEEKS = (1, 2, 3, 4, 5)
ALL = frozenset(WEEKS)

# Brave has an index of its own; the other three are those that the SearXNG server asks.
BRAVE, UPSTREAM = "brave", ("duckduckgo", "mojeek", "startpage")
EVERYWHERE = frozenset({BRAVE, *UPSTREAM})

PRACTICE = "https://juniperstreet.example/"
LISTING = "https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207"
BROKER = "https://peoplelookup.example/p/maren-holloway-portland-or"
BROKER_NAMESAKE = "https://peoplelookup.example/p/maren-holloway-tampa-fl"
NUMBERS = "https://numberfind.example/maren-holloway-or"
RATINGS = "https://ratedcare.example/providers/maren-holloway-lcsw"
DIRECTORY = "https://therapistfinder.example/or/portland/maren-holloway"
NEWS = "https://cascadegazette.example/2024/grief-groups"
OBITUARY = "https://boiseremembers.example/obituaries/ingrid-lindqvist"
POSTERS = "https://socialworkdays.example/2025/posters"
ALUMNI = "https://gemstatealumni.example/2006"
RACE = "https://runpdx.example/results/2023-10k"
MIRROR = "https://npirecords.example/or/portland/maren-e-holloway-lcsw"
PANEL = "https://cascadegazette.example/2026/grief-panel"
REALTOR = "https://sunbayrealty.example/agents/maren-holloway"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the web. `excerpts` by the week from which they hold; `ranks` too, where its place changes.

    `words`: what else stands on the page, so that questions for it find it. `{views}` in an excerpt is a counter.
    """

    url: str
    title: str
    excerpts: Mapping[int, str]
    ranks: Mapping[int, int]
    weeks: frozenset[int] = ALL
    known_to: frozenset[str] = EVERYWHERE
    words: str = ""
    published: date | None = None
    hers: bool = True  # about the clinician, not about one of her namesakes

    def excerpt(self, week: int) -> str:
        return since(self.excerpts, week).replace("{views}", str(311 + 17 * week))

    def rank(self, week: int) -> int:
        return since(self.ranks, week)


def since(by_week: Mapping[int, T], week: int) -> T:
    """What holds in a week: the entry of the latest week up to it."""
    return by_week[max(start for start in by_week if start <= week)]


PAGES = (
    Page(
        url=PRACTICE,
        title="Juniper Street Counseling | Maren Holloway, LCSW",
        excerpts={1: "Therapy for grief and anxiety in Portland, OR. Maren Holloway, LCSW. Call (503) 555-0142."},
        ranks={1: 1},
        words="therapist",
    ),
    Page(
        url=f"{LISTING}?utm_source=search",
        title="Maren Holloway, Clinical Social Work/Therapist, Portland, OR, 97205",
        excerpts={
            1: "Maren Holloway, LCSW, is a therapist at Juniper Street Counseling in Portland, OR. (503) 555-0142."
        },
        ranks={1: 2},
        words="reviews",
    ),
    Page(
        url=BROKER,
        title="Maren Holloway, Age 45, Portland, OR | PeopleLookup",
        excerpts={
            1: "Maren Holloway, age 45, Portland OR. Lives at 2816 NE Alder Ct, Portland, OR 97212. "
            "Related to Tobias Holloway, Ingrid Lindqvist."
        },
        ranks={1: 3},
        weeks=frozenset({1, 2, 5}),
        words="address phone relatives LCSW",
    ),
    Page(
        url=RATINGS,
        title="Maren Holloway, LCSW: patient ratings | RatedCare",
        # Seven ratings that add up to 32, then an eighth of 1: 4.57 becomes 4.13.
        excerpts={
            1: "Maren Holloway, LCSW, Portland, OR. Rating: 4.6/5 from 7 reviews. Seen {views} times. "
            "“She gave me my sleep back” — Priya Natarajan",
            3: "Maren Holloway, LCSW, Portland, OR. Rating: 4.1/5 from 8 reviews. Seen {views} times. Newest: 1 star. "
            "“Never called me back” — Priya N.",
        },
        ranks={1: 6, 3: 4},
        words="therapist reviews",
    ),
    Page(
        url=NUMBERS,
        title="(503) 555-0177 - Maren Holloway - Portland, OR | NumberFind",
        excerpts={2: "Mobile number of Maren Holloway, age 45, Portland, OR: (503) 555-0177. Looked up {views} times."},
        ranks={2: 5},
        weeks=frozenset({2, 3, 4, 5}),
        known_to=frozenset({BRAVE, "mojeek", "startpage"}),
        words="phone",
    ),
    Page(
        url=DIRECTORY,
        title="Maren Holloway - Therapist in Portland - TherapistFinder",
        excerpts={
            1: "Maren Holloway, LCSW. Accepting new clients in Portland, Oregon. Is this you? Claim your profile."
        },
        ranks={1: 7},
        words="reviews",
    ),
    Page(
        url=REALTOR,
        title="Maren Holloway, Realtor | Sunbay Realty, Tampa, FL",
        excerpts={1: "Maren Holloway, 58, has sold homes in Tampa, FL for over 30 years. Call (813) 555-0116."},
        ranks={1: 8},
        words="reviews",
        hers=False,
    ),
    Page(
        url=NEWS,
        title="Grief groups return to southeast Portland - Cascade Gazette",
        excerpts={
            1: "“People need a room to be sad in,” says Maren Holloway, LCSW, a therapist at Juniper Street Counseling."
        },
        ranks={1: 9},
        words="Portland",
        published=date(2024, 9, 12),
    ),
    Page(
        url=POSTERS,
        title="Poster session: list of presenters",
        excerpts={
            1: "P-12 Dana Okafor (Tidewater Clinic, Salem) | P-13 Maren Holloway, LCSW (Juniper Street Counseling, Portland) | "
            "P-14 Luis Ferreira (Open Gate Clinic, Eugene)"
        },
        ranks={1: 10},
        known_to=frozenset({BRAVE, "startpage"}),
        published=date(2025, 5, 3),
    ),
    Page(
        url="https://tampaherald.example/2026/agents-of-the-year",
        title="Agents of the year: Maren Holloway of Sunbay Realty",
        excerpts={1: "Real estate agent Maren Holloway of Tampa, FL was honored for her sales on Saturday."},
        ranks={1: 11},
        known_to=frozenset({BRAVE, "duckduckgo", "mojeek"}),
        published=date(2026, 10, 17),
        hers=False,
    ),
    Page(
        url=MIRROR,
        title="Maren E Holloway, LCSW | NPI Records",
        excerpts={
            1: "NPI 2345678918. Maren E Holloway, LCSW, Social Worker, Clinical. 1904 SW Juniper Street Suite 210, Portland, OR 97205."
        },
        ranks={1: 12},
        known_to=frozenset({BRAVE, "mojeek", "duckduckgo"}),
        words="Maren Holloway",
    ),
    Page(
        url=BROKER_NAMESAKE,
        title="Maren Holloway, Age 58, Tampa, FL | PeopleLookup",
        excerpts={1: "Maren Holloway, age 58, Tampa, FL. Real estate agent. Phone (813) 555-0116."},
        ranks={1: 13},
        words="address relatives",
        hers=False,
    ),
    Page(
        url=RACE,
        title="RunPDX 10K results 2023",
        excerpts={1: "212 Maren Holloway F42 Portland OR 58:41 | 213 Carla Meissner F39 Gresham OR 58:44"},
        ranks={1: 14},
        known_to=frozenset({"startpage"}),  # nobody shows it while that engine is silent
    ),
    Page(
        url=OBITUARY,
        title="Ingrid Lindqvist obituary, 1948-2021, Boise, ID",
        excerpts={
            1: "Ingrid is survived by her daughter Maren Holloway of Portland, OR and her son Anders Lindqvist of Boise, ID."
        },
        ranks={1: 15},
        words="relatives",
        published=date(2021, 2, 20),
    ),
    Page(
        url="https://booknook.example/the-lighthouse-keepers-daughter",
        title="The Lighthouse Keeper's Daughter: a novel",
        excerpts={
            1: "When young Maren Holloway inherits a lighthouse, the island has its secrets. A novel in two parts & a map."
        },
        ranks={1: 16},
        known_to=frozenset({BRAVE, "duckduckgo"}),
        words="reviews",
        hers=False,
    ),
    Page(
        url=ALUMNI,
        title="Class notes 2006 - Gem State University alumni",
        excerpts={
            1: "Maren (Lindqvist) Holloway, MSW, lives in Portland, OR and works as a therapist. Née Maren Lindqvist."
        },
        ranks={1: 17},
        words="Maren Holloway",
    ),
    Page(
        url="https://boisecare.example/staff",
        title="Our nursing staff - Boise Care Center",
        excerpts={1: "Maren Holloway, LPN, joined our night team in 2011. Boise Care Center, Boise, ID."},
        ranks={1: 18},
        known_to=frozenset({BRAVE, "startpage"}),
        hers=False,
    ),
    # The alert knows it a week before the engines do: then it is known already.
    Page(
        url=PANEL,
        title="Panel on grief and work, Thursday - Cascade Gazette",
        excerpts={4: "On the panel: Maren Holloway, LCSW, of Juniper Street Counseling in Portland."},
        ranks={4: 9},
        weeks=frozenset({5}),
        published=date(2026, 11, 7),
    ),
)
