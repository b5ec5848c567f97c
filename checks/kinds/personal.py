"""Her life: birth and age, family and children, names, health, faith, views and pastimes. By page wording only.

Nothing is inferred from a name or a picture (DOMAIN §5). What concerns a child or her health must be said of her: in a
sentence that names her, or on a page that is named after her.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from checks import particulars, shapes
from checks.forms import forms
from checks.kinds.seen import Giveaway, Seen
from checks.model import CHILD, NAMED_RELATIVE, RELATIVE
from checks.text import words

_BORN_IN = re.compile(
    r"\b(?:born|birth year|year of birth|jahrgang|n[ée]e? en)\b:?\s{0,2}(?:in\s|(?:[A-Z][a-z]{2,8}\.?,?\s))?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AGE_TOLD = re.compile(r", (?:an?|the) [^.,;\d\n]{3,60}, ([2-9]\d)(?=[,.;]?(?:\s|$|[”\"]))")
_FORMERLY = re.compile(
    r"\b(?:n[ée]e|formerly|maiden|also known as|aka|a\.k\.a\.|previously|alias(?:es)?|geb(?:orene|\.))(?!\w)",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"\b(?:relatives?|family members?|family:|may (?:also )?be related|possible family|known associates|household|spouse:|siblings:|parents:|children:)(?!\w)",
    re.IGNORECASE,
)
_FAMILY_TIE = re.compile(
    r"\b(?:surviv\w+|mourn\w*|leaves (?:behind|a|his|her)|preceded|predeceased|daughters?|sons?|child(?:ren)?|wife|husband|spouse|widow(?:er)?|"
    r"partner|mother|father|parents|sisters?|brothers?|siblings?|nieces?|nephews?|aunt|uncle|cousins?|grand(?:daughter|son|child(?:ren)?|parents?|mother|father)|"
    r"(?:step|god|half-)\w+|\w+-in-law|tochter|sohn|ehemann|ehefrau|fille|fils|épou(?:x|se)|hij[ao]s?|espos[ao])\b",
    re.IGNORECASE,
)
_A_MINOR = re.compile(
    r"\b(?:school|pre-?school|kindergarten|daycare|grades?\b|grader|honou?r roll|student of|class of 20[2-4]\d|(?:[1-9]|1[0-7])[- ]years?[- ]old|"
    r"age(?:d)? (?:[1-9]|1[0-7])\b|toddler|newborn|baby|soccer|little league|scouts?|recital|camp|swim team|u-?(?:8|10|12|14|16)\b|tryouts|"
    r"fundraiser|first communion|bar mitzvah|bat mitzvah|birthday party)",
    re.IGNORECASE,
)
_CHILD_OF = re.compile(
    r"\b(?:(?:her|his|their|our) (?:\w+ )?(?:son|daughter|child|kids?|twins|boy|girl)|(?:son|daughter|child|children|parents?|mom|mum|dad|mother|father) (?:of|to)\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:husband|wife|spouse|fianc[ée]e?|boyfriend|girlfriend|newlyweds?|bride|groom|engage(?:d to|ment)|married|wedding|divorc\w+|"
    r"dissolution of marriage|separated from|in a relationship|anniversary of their|marriage licen[cs]e|verheiratet|mariée?|casad[ao])\b"
    r"|\b(?:and|&) \[(?:person|relative)\](?:[ -][\w'’-]{2,20}){0,3}?,? (?:have|has|had|welcomed?|are expecting|expect|share|tied the knot|were married|got married|live|"
    r"celebrated|adopted|raise)\b|\b(?:partner|love of (?:her|his|their) life),? \[(?:person|relative)\]",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"…(?:[ -][A-Z][\w'’-]+){0,3}, …")  # relatives, some of whom share her family name
_WEDDING = re.compile(
    r"\b(?:wedding (?:website|registry|announcements?|of|party)|we['’]?re getting married|our wedding|save the date|engagement announcements?|"
    r"marriage (?:licen[cs]es?|records?|index)|divorce (?:decrees?|records?|filings?))\b",
    re.IGNORECASE,
)
_FAITH = re.compile(
    r"\b(?:church|parish(?:ioners?)?|congregations?|temple|synagogue|shul|mosque|masjid|islamic cent(?:er|re)|gurdwara|sangha|cathedral|chapel|"
    r"ministr(?:y|ies)|diocese|friends meeting|quaker|unitarian|lutheran|methodist|presbyterian|episcopal|catholic|baptist|evangelical|"
    r"pentecostal|vestry|deacon|rabbi|imam|pastor|worship|sunday school|bible study|mass (?:times|intentions)|coffee hour|sacrament|torah|"
    r"kirche(?:ngemeinde)?|gemeindebrief|paroisse|parroquia|iglesia|église|latter-day|ward (?:choir|newsletter))\b",
    re.IGNORECASE,
)
_COMMUNITY = re.compile(
    r"\b(?:bulletins?|newsletters?|minutes|members?(?:hip)?|directory|roster|committee|potluck|treasurer|choir|volunteers?|services?|donors?|gemeindebrief)\b",
    re.IGNORECASE,
)
_FAITH_PAPER = re.compile(
    r"\b(?:parish|church|temple|synagogue|mosque|congregation\w*|ministry) (?:\w+ )?(?:bulletin|newsletter|directory|council|choir|picnic|supper|board)\b",
    re.IGNORECASE,
)
_FAITH_WORK = re.compile(
    r"\b(?:pastoral counsel|faith-based|christian counsel|chaplain|seminar(?:y|ies))", re.IGNORECASE
)
_VIEWS = re.compile(
    r"\b(?:petitions?|signatures?|signator(?:y|ies)|open letter|rally|protest(?:ers?|ed)?|recall the|letters? to the editor|op-ed|guest column|"
    r"endors(?:e|ed|ement)|vote (?:yes|no) on|ballot measure|testif(?:y|ied) (?:for|against|before)|public comment|change\.org|picket|"
    r"city council meeting minutes|pétition|unterschriften|firmas)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\b(?:petitions?|signatures?|signator(?:y|ies)|open letter|change\.org)\b", re.IGNORECASE)
_ILL = re.compile(
    r"\b(?:cancer|tumou?r|chemo(?:therapy)?|transplant|stroke|surgery|diagnos(?:is|ed with)|lupus|multiple sclerosis|leuk[a]?emia|miscarriage|"
    r"rehab|sobriety|in recovery|pregnan(?:t|cy)|long covid|hospitali[sz]ed|medical (?:bills|expenses|leave))\b",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"(?i:\b(?:go ?fund ?me|caringbridge|fundraiser|raised of|donations?|meal train|(?:her|my) (?:fight|battle|journey|recovery|diagnosis|story))\b)"
    r"|\b[Hh]elp (?:(?:[A-Z]\w+ ){1,3}|us )(?:beat|fight|recover|heal)|\b[Ss]upport(?:ing)? [A-Z]\w+"
)
_OUT = re.compile(
    r"\b(?:came out as|comes out as|openly|identifies as|transitioned from|deadname|formerly known as a (?:man|woman))\s?(?:an? )?"
    r"(?:gay|lesbian|bisexual|trans(?:gender)?|queer|non-?binary|asexual)?\b",
    re.IGNORECASE,
)
_OUT_WORDS = re.compile(r"\b(?:gay|lesbian|bisexual|trans(?:gender)?|queer|non-?binary|asexual)\b", re.IGNORECASE)
_RACE = re.compile(
    r"\b(?:bib|chip time|gun time|finish(?:ers?|ed)|overall|age group|splits?|pace|race results?|overall results|half[- ]marathon|marathon|triathlon|"
    r"(?:5|8|10|15|50)k\b|fun run|turkey trot|regatta|open water|swim meet|division)\b",
    re.IGNORECASE,
)
_CLUB = re.compile(
    r"\b(?:(?:garden|book|chess|running|ski|yacht|hiking|camera|bridge|quilt\w*|astronomy|kennel|cycling|rowing|tennis|pickleball|rotary|lions|"
    r"bird(?:ing)?|beekeep\w+|model rail\w+|sailing|curling|dance) (?:club|society|league|guild|association)|community (?:theat(?:re|er)|choir|band|orchestra)|"
    r"club members?|member roster|fantasy league|scoreboard|cast list|club championship|tournament results)\b",
    re.IGNORECASE,
)
_TREE = re.compile(
    r"\b(?:family tree|genealog\w+|pedigree|descend(?:ants?|ents?) of|ancest(?:ors?|ry)|born \w+ - living|living (?:person|relative)s?|"
    r"familysearch|wikitree|geni\b|myheritage|gedcom|stammbaum|généalogie)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:wish ?list|gift registry|baby registry|wedding registry|registry for|shower registry|wunschliste|liste de (?:naissance|mariage))\b",
    re.IGNORECASE,
)
_TRACKS = re.compile(
    r"\b(?:check(?:ed)?[- ]in at|check-?ins?|gps|routes?\b|activities|segments?|weekly (?:mileage|distance)|start point|heat ?map|geotag(?:ged)?|"
    r"elevation gain|moving time|last (?:run|ride|activity)|morning (?:run|ride)|lunch run|swarm|strava)\b",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"\b(?:public (?:salar(?:y|ies)|pay(?:roll)?)|gross pay|total pay|base (?:pay|salary)|salary database|pay & benefits|ppp loan|paycheck protection|"
    r"tax lien|bankruptcy|chapter (?:7|11|13)\b|foreclosure|wage garnish\w+)\b",
    re.IGNORECASE,
)
_DATING = re.compile(
    r"\b(?:dating profile|looking for (?:a (?:relationship|partner)|love|someone|friends and more)|okcupid|tinder|bumble|hinge|match\.com|"
    r"single (?:woman|man|mom|mum|dad)|seeking (?:men|women)|turn[- ]ons?|ideal (?:date|match))\b",
    re.IGNORECASE,
)
_OWN_REVIEWS = re.compile(
    r"\b(?:local guide|reviews? (?:written )?by (?!patients|clients|verified|the)|\d+ (?:contributions|reviews written)|reviewer (?:profile|ranking|rank)|"
    r"['’]s? (?:reviews|ratings|shelves)\b|bookshel(?:f|ves)|elite (?:reviewer|squad))",
    re.IGNORECASE,
)
# Pages that show by their words alone what they are, the surest first: how many different words it takes.
_COUNTED: Mapping[str, tuple[re.Pattern[str], int]] = MappingProxyType(
    {
        "wishlist_registry": (_WISHES, 1),
        "genealogy_profile": (_TREE, 2),
        "dating_profile_discoverable": (_DATING, 2),
        "income_or_finance": (_PAY, 1),
        "political_opinion": (_SIGNED, 1),
        "hobbies_memberships": (_RACE, 3),
        "location_pattern": (_TRACKS, 2),
    }
)


def births(seen: Seen) -> Iterator[Giveaway]:
    """Her birth date where it is hers; a strange one only while she has entered none, on records of where people live."""
    born = seen.subject.private.birth_date
    shown = {*seen.facts("birth_date"), *(d.isoformat() for d in particulars.birth_dates(seen.text, seen.country))}
    full = {day for day in shown if len(day) == 10}
    said = "\n".join((seen.text, *seen.facts("birth_date")))
    is_hers = born is not None and str(born.year) in said and "the birth date" in seen.subject.private.found_in(said)
    if born is not None and is_hers:
        yield Giveaway(kind="date_of_birth_full", value=born.isoformat(), masked="your full birth date")
    elif born is None and seen.record in ("people", "voter", "court"):
        yield from (
            Giveaway(kind="date_of_birth_full", value=day, masked="a full birth date") for day in sorted(full)[:1]
        )
    years = [*seen.facts("age"), *_told_ages(seen), *(match.group(1) for match in _BORN_IN.finditer(seen.text))]
    years += [day for day in shown if re.fullmatch(r"(?:19|20)\d\d", day)]
    if years and not full and not seen.is_hers:
        yield Giveaway(kind="age_or_birth_year", value=years[0], masked="your age or birth year")


def _told_ages(seen: Seen) -> Iterator[str]:
    """As papers write it: "said Maren Holloway, a nurse, 45."."""
    part = seen.reading.free
    found = (_AGE_TOLD.match(part.text, mention.end) for mention in part.people)
    return (match[1] for match in found if match)


def family(seen: Seen) -> Iterator[Giveaway]:
    """A list of relatives under a word for it, or one whom she named herself. A single "related to" in a row of many people
    is none, nor is the other owner of a house; an obituary is a kind of its own."""
    related = seen.facts("related_to")
    if not related or shapes.is_obituary(seen.finding):
        return
    is_named = NAMED_RELATIVE in related
    said = seen.text.replace(RELATIVE, "…")
    is_list = seen.record in ("", "people") and bool(said == seen.text or _SEVERAL.search(said) or _FAMILY.search(said))
    if is_named or (is_list and not seen.is_hers):
        yield Giveaway(kind="family_members_listed")


def children(seen: Seen) -> Iterator[Giveaway]:
    """A child of hers beside her, on a page of school, sport or family."""
    if seen.is_people_search or shapes.is_obituary(seen.finding) or not seen.is_web:
        return
    near = seen.about_her
    if any((CHILD in each or _CHILD_OF.search(each)) and "[" in each and _A_MINOR.search(each) for each in near):
        yield Giveaway(kind="minor_child_identifiable")


def names(seen: Seen) -> Iterator[Giveaway]:
    """Her former and her present family name on one page; on her own pages that is her choice."""
    if not seen.is_hers and _names_both(seen):
        yield Giveaway(kind="former_name_linked")


def _names_both(seen: Seen) -> bool:
    declared = forms(seen.subject.query.names)
    if not declared:
        return False
    present = set(declared[0].family)
    former = {form.declared: form.family for form in declared if not present & set(form.family)}
    if not former:
        return False
    said = {word.folded for word in words(f"{seen.text}\n" + "\n".join(seen.facts("alternate_name")))}
    if not any(said.issuperset(each) for each in former.values()):
        return False
    named = {mention.declared for mention in seen.reading.mentions}
    return bool(named - set(former)) and bool(named & set(former) or _FORMERLY.search(seen.text))


def page_kind(seen: Seen) -> str:
    """Which kind of page of private life it is; empty for none."""
    if shapes.is_obituary(seen.finding):
        return "obituary_family_web" if seen.says_of_her(_FAMILY_TIE) or _in_family(seen) else ""
    if _is_illness(seen):
        return "own_health_disclosure"
    counted = (kind for kind, (sign, least) in _COUNTED.items() if shapes.distinct(sign, seen.text) >= least)
    return next(counted, "") or next((kind for kind, fits in _ASKED.items() if fits(seen)), "")


def _is_illness(seen: Seen) -> bool:
    """An appeal or a journal about her own illness; a clinician's page names illnesses all the time."""
    is_appeal = _APPEAL.search(seen.text) and _ILL.search(seen.text)
    return bool(is_appeal) and (seen.names_her_in_title or seen.says_of_her(_ILL))


def _is_reviewer(seen: Seen) -> bool:
    return bool(_OWN_REVIEWS.search(seen.title)) and seen.names_her_in_title


def _is_pastime(seen: Seen) -> bool:
    return _is_race_row(seen) or bool(_CLUB.search(seen.text))


def _is_outing(seen: Seen) -> bool:
    return seen.says_of_her(_OUT) and seen.says_of_her(_OUT_WORDS)


def _is_couple(seen: Seen) -> bool:
    return bool(_WEDDING.search(seen.text)) or seen.says_of_her(_TOGETHER) or _together(seen)


def _is_opinion(seen: Seen) -> bool:
    return shapes.distinct(_VIEWS, seen.text) > 1 or seen.says_of_her(_VIEWS)


def _in_family(seen: Seen) -> bool:
    """She stands in the list of those who are left: behind a word for them, in the same line."""
    return any(
        _FAMILY_TIE.search(line) and any(each in line for each in seen.about_her)
        for line in seen.text.split("\n")
        if not re.search(r"\bthanks? to\b", line, re.IGNORECASE)
    )


def _together(seen: Seen) -> bool:
    """ "She and [person] have a daughter", in the sentence behind the one that names her."""
    sentences = re.split(r"(?<=[.!?])\s+", seen.finding.text)
    for before, after in pairwise(sentences):
        if any(each.strip() in before or before in each for each in seen.about_her) and re.match(
            r"(?:She|He|They)\b", after
        ):
            return bool(_TOGETHER.search(after))
    return False


_ROW = re.compile(
    r"(?:^|\s)[FMX]\s?\d{2}\b[^\n]{0,80}?\b\d{1,3}:\d\d(?::\d\d)?\b|\b\d{1,3}:\d\d(?::\d\d)?\b[^\n]{0,80}?\s[FMX]\s?\d{2}\b"
)


def _is_race_row(seen: Seen) -> bool:
    """A row of results: sex, age and a finishing time."""
    return bool(_ROW.search(seen.text)) and bool(_RACE.search(seen.text))


def _is_faith(seen: Seen) -> bool:
    """A page of a congregation: by two of its words, or by its title and what goes on in one."""
    is_one = (
        shapes.distinct(_FAITH, seen.text) > 1
        or _FAITH_PAPER.search(seen.text)
        or (_FAITH.search(seen.title) and _COMMUNITY.search(seen.text))
    )
    return bool(is_one) and not _is_work(seen)


def _is_work(seen: Seen) -> bool:
    """A congregation's page that is about her work as a clinician says so at its head; her practice's name may be one too."""
    return bool(_FAITH_WORK.search(seen.title)) or any(
        _FAITH.search(employer.name) and seen.reading.phrase(employer.words) for employer in seen.sought.employers
    )


# Pages that have to be read for it, the surest first.
_ASKED: Mapping[str, Callable[[Seen], bool]] = MappingProxyType(
    {
        "reviews_you_wrote": _is_reviewer,
        "religion_affiliation": _is_faith,
        "hobbies_memberships": _is_pastime,
        "sexuality_or_gender_inference": _is_outing,
        "relationship_status": _is_couple,
        "political_opinion": _is_opinion,
    }
)
