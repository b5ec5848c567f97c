"""What a statement is about, by the words that pages use, and whether more of it is worse. Pure.

Words are those of directories, registers, people-search sites, obituaries, staff pages and profiles in general; a label
is a word before a colon. Where a label alone would say too much ("Partner: …"), the statement must also hold what it promises.
"""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, kw_only=True)
class Topic:
    """`title` completes "now also: …" and "no longer: …". `weight` is 1 where more of it is worse, -1 where it is better."""

    name: str
    title: str
    weight: int = 0


@dataclass(frozen=True, kw_only=True)
class _Words:
    """`labels` stand before a colon, `phrases` anywhere; `needs` must stand in the statement too, and `never` must not."""

    topic: Topic
    labels: str = ""
    phrases: str = ""
    needs: str = ""
    never: str = ""


_AUTHORITY = r"(?:licen[cs]\w+|board|committee|council|commission|tribunal|regulator|registration|register|order|public|college|department of health)"
_PENALTY = (
    r"(?:reprimand\w*|censure[ds]?|probation\w*|suspen(?:ded|sion)|revo(?:ked|cation)|surrender(?:ed)?|disciplin(?:ed|ary action|ary order)|sanction(?:ed|s)?|"
    r"consent (?:order|decree)|cease and desist|stipulated|letter of (?:admonition|concern|caution)|struck off|erased|restricted|"
    r"conditions of practice|formal (?:complaint|charges))"
)
_HARMLESS = (
    r"\b(?:no|not|none|never|without|zero|0) (?:\w+ ){0,3}(?:reprimand|censur|probation|suspen|revo|disciplin|sanction|action|complaint)"
    r"|\b(?:file|report|submit|make|lodge) (?:a |your )?complaint|\bhow (?:we|to)\b|\bcheck (?:for|whether)\b|: (?:none|no)\b"
    r"|\b(?:may|can|could|might|would|should|if|search|look up)\b"
)
_HOME = r"(?:home|house|property|residence|apartment|condo)"
_TALK = (
    r"(?:talk|workshop|keynote|lecture|panel|webinar|seminar|book signing|signing|reading|training|retreat|presentation|speaking|appearance|q&a|"
    r"open house|class|vortrag|conf[ée]rence|taller|charla)"
)
_MONTH = r"(?:jan|feb|m[aä]r|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[^\W\d_]*\.?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}|{_MONTH} \d{{1,2}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
_MONEY = r"(?:[$€£]|\b(?:USD|EUR|GBP|CAD|AUD|CHF)\b)"
_WORKER = (
    r"(?:staff|counsel+or|therapist|psychologist|psychiatrist|worker|physician|doctor|nurse|clinician|specialist|analyst|assistant|partner|"
    r"director|lecturer)"
)
_OFFICE = r"(?:director|lecturer|professor|supervisor|president|chair|manager|owner|founder|partner|fellow|instructor|chief|head|lead|coordinator)"

# The gravest first.
_TABLE = (
    _Words(
        topic=Topic(name="removed", title="the listing", weight=-1),
        phrases=(
            r"\b(?:record|listing|profile|entry|page|information|result|account)s?\b.{0,40}\b(?:removed|deleted|suppressed|withheld|opted out|taken down|"
            r"no longer (?:available|listed|shown|displayed))\b.{0,40}\b(?:request|owner|person|individual|law|privacy|opt|user)\b"
            r"|\bremoved at the request\b|\bopt(?:ed)?[- ]out (?:complete|processed|request (?:was )?(?:honou?red|processed))"
        ),
    ),
    _Words(
        topic=Topic(name="licence_action", title="an action on your licence", weight=1),
        phrases=rf"\b{_PENALTY}\b.{{0,80}}\b{_AUTHORITY}\b|\b{_AUTHORITY}\b.{{0,80}}\b{_PENALTY}\b",
        never=_HARMLESS,
    ),
    _Words(
        topic=Topic(name="home_image", title="photos of your home", weight=1),
        phrases=(
            rf"\b(?:interior|listing|home|house) (?:photos?|pictures?|images?)\b|\b(?:photos?|pictures?|images?|virtual tour|street[- ]?view|"
            rf"satellite view|aerial view)\b.{{0,40}}\b(?:of|for) (?:this|the|her|his|their|your) {_HOME}\b"
        ),
    ),
    _Words(
        topic=Topic(name="personal_address", title="a home address", weight=1),
        labels=r"home address(?:es)?|residential address|residence|home|current address|resides at|lives at|privatadresse|adresse personnelle|domicilio",
        needs=r"\d",
    ),
    _Words(
        topic=Topic(name="personal_phone", title="a personal phone", weight=1),
        labels=(
            r"(?:personal|private|home|mobile|cell) ?(?:cell|mobile|phone|number|telephone|line)?(?: number)?|cell ?phone|privat(?:nummer|telefon)|handy"
        ),
        phrases=(
            r"\b(?:text|call|dm|reach|whatsapp|message) me\b\W.{0,24}\d{3}|\b(?:my|personal|private) (?:cell|mobile|phone|number|line)\b.{0,24}\d{3}"
        ),
        needs=r"\d{3}",
    ),
    _Words(
        topic=Topic(name="personal_email", title="a personal e-mail address", weight=1),
        labels=r"(?:personal|private|home) e-?mail(?: address)?",
        needs="@",
    ),
    _Words(
        topic=Topic(name="birth", title="a birth date", weight=1),
        labels=(
            r"date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geburtsdatum|geboren(?: am)?|n[ée]e? le|date de naissance|"
            r"fecha de nacimiento"
        ),
        needs=r"\d",
    ),
    _Words(
        topic=Topic(name="relatives", title="relatives", weight=1),
        labels=(
            r"(?:(?:possible|known|likely|immediate|close) )?(?:relatives?|family(?: members?)?|relations?|spouse|partner|husband|wife|children|"
            r"parents?|siblings?|household(?: members?)?)(?: (?:include|and associates|listed))?|(?:may be )?related to"
        ),
        phrases=r"\b(?:may|might) be related to\b|\b(?:relatives|family members|survivors) include\b|\bsurvived by\b",
        needs=r"\[(?:relative|child|person)",
    ),
    _Words(
        topic=Topic(name="appearance", title="where you will be on a day", weight=1),
        phrases=(
            rf"^\W{{0,4}}(?:upcoming|next|coming up|save the date|join (?:us|me|her|him|them)|see (?:me|her|him)|register|meet)\b.{{0,60}}\b{_TALK}\b"
            rf".{{0,80}}{_DAY}|^\W{{0,4}}(?:upcoming|next|coming) {_TALK}s?:"
            rf"|\b(?:will|is going to|is set to|scheduled to|wird)\b.{{0,60}}\b(?:speak|talk|present|lecture|lead|teach|appear|host|give|be|run|"
            rf"sprechen)\b.{{0,120}}{_DAY}"
        ),
    ),
    _Words(
        topic=Topic(name="fee", title="fees"),
        labels=r"fees?|rates?|costs?|prices?|finances?|pricing|session (?:fee|rate|cost)s?|sliding scale|honorar|tarifs?|tarifas?|kosten",
        phrases=(
            rf"\b(?:sessions?|individuals?|couples|consult\w*|intakes?|visits?|evaluations?|hour|fee|rate|copay|sliding scale|sitzung|s[ée]ance|"
            rf"sesi[óo]n)\b.{{0,25}}{_MONEY}|[$€£] ?\d[\d,.]* ?(?:-|–|/|per|an?)? ?(?:sessions?|hour|visit|individual|couples?|minutes|sitzung)"
        ),
    ),
    _Words(
        topic=Topic(name="role", title="role"),
        labels=r"role|position|title|job|job title|occupation|profession|works as|beruf|poste|fonction|cargo|puesto",
        phrases=(
            rf"\b(?:is|was|been|became|appointed|named|promoted to|serves as|works as|now)\b (?:now |currently |the |an? |our ){{0,2}}[\w -]{{0,40}}"
            rf"\b{_OFFICE}\b"
        ),
    ),
    _Words(
        topic=Topic(name="workplace", title="workplace"),
        labels=(
            r"employers?|works? (?:at|for)|employment|workplace|company|organi[sz]ation|practice(?: name| location| address)?|"
            r"office(?: address| location)?|clinic|affiliations?|hospital affiliations?|group|arbeitgeber|employeur|empresa|praxis|cabinet"
        ),
        phrases=(
            rf"\b(?:works?|working|practi[cs]es?|practi[cs]ing|employed|based|associated|affiliated|{_WORKER}) (?:at|with|for)\b"
            r"|\b(?:joined|now at|left|moved to|on staff at|member of)\b"
        ),
    ),
    _Words(
        topic=Topic(name="school", title="school"),
        labels=(
            r"schools?|education|alma mater|university|college|degrees?|medical school|graduate school|residency|training|ausbildung|studium|"
            r"formation|[ée]tudes|estudios"
        ),
        phrases=(
            r"\b(?:trained|studied|educated|graduated|attended|alumn\w+|degree|doctorate|master['’]?s|residency|internship|fellowship)\b.{0,60}"
            r"\b(?:at|from|of)\b|\battended\b"
        ),
    ),
    _Words(
        topic=Topic(name="licence", title="licence"),
        labels=(
            r"licen[cs]es?(?: (?:number|no|status|type))?|credentials?|certifications?|board certified|registration|status|qualifications?"
        ),
    ),
    _Words(
        topic=Topic(name="town", title="town"),
        labels=r"locations?|lives? in|based in|city|town|hometown|current city|from|area|wohnort|ville|ciudad|standort",
        phrases=r"\b(?:lives|living|resides|based|grew up|moved) (?:in|to)\b",
    ),
)  # fmt: skip
_BEFORE_LABEL = r"^\W{0,4}(?:(?:current|present|new|primary|main|recent|latest|previous|former|past|last|other|known|last known|possible|likely|probable|reported|confirmed)\W+)?(?:%s)(?: on file| of record)?\s{0,2}[:：]\s{0,2}\S"
_ONE = re.compile(
    r"^\W{0,3}(?:she|he|they|ze|I|sie|er|elle|il|ella|[ée]l|ich|je|yo|dr\.?|meet)\b|\bI (?:am|work|trained|studied|live|practi)",
    re.IGNORECASE,
)


def topics(text: str) -> tuple[Topic, ...]:
    """The topics of one statement, the gravest first. What a page says in the negative of an action is none."""
    return tuple(
        topic for topic, labelled, said, needs, never in _compiled() if _is_on(text, labelled, said, needs, never)
    )


def is_labelled(text: str) -> bool:
    """Whether a statement opens with the label of one of the topics: "School: …"."""
    return any(labelled and labelled.match(text) for _, labelled, *_ in _compiled())


def speaks_of_one(text: str) -> bool:
    """Whether a statement goes on about one person: "He trained at …"."""
    return bool(_ONE.search(text))


_Pattern = re.Pattern[str] | None


def _is_on(text: str, labelled: _Pattern, said: _Pattern, needs: _Pattern, never: _Pattern) -> bool:
    if not ((labelled and labelled.match(text)) or (said and said.search(text))):
        return False
    return not (needs and not needs.search(text)) and not (never and never.search(text))


@cache
def _compiled() -> tuple[tuple[Topic, _Pattern, _Pattern, _Pattern, _Pattern], ...]:
    return tuple(
        (
            row.topic,
            _pattern(_BEFORE_LABEL % row.labels if row.labels else ""),
            _pattern(row.phrases),
            _pattern(row.needs),
            _pattern(row.never),
        )
        for row in _TABLE
    )


def _pattern(words: str) -> _Pattern:
    return re.compile(words, re.IGNORECASE) if words else None
