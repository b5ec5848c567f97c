"""What a statement is about, by the words that pages use, and whether more of it is worse. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Topic:
    """`title` completes "now also: …" and "no longer: …". `weight` is 1 where more of it is worse, -1 where it is better."""

    name: str
    title: str
    weight: int = 0


_AUTHORITY = r"(?:licen[cs]\w+|board|committee|council|commission|tribunal|regulator|registration|register|order|public|college|department of health)"
_PENALTY = (
    r"(?:reprimand\w*|censur\w*|probation\w*|suspen\w+|revo(?:ked|cation|ke)\w*|surrender\w*|disciplin\w+|sanction\w*|consent (?:order|decree)|"
    r"cease and desist|stipulated|letter of (?:admonition|concern|caution)|struck off|erased|restrict\w+|conditions of practice|formal (?:complaint|charges))"
)
_NEGATED = re.compile(
    r"\b(?:no|not|none|never|without|zero|0) (?:\w+ ){0,3}(?:reprimand|censur|probation|suspen|revo|disciplin|sanction|action|complaint)|"
    r"\b(?:file|report|submit|make|lodge) (?:a |your )?complaint|\bhow (?:we|to)\b|\bcheck (?:for|whether)\b|: (?:none|no)\b",
    re.IGNORECASE,
)
_HOME = r"(?:home|house|property|residence|apartment|condo)"
_TALK = r"(?:talk|workshop|keynote|lecture|panel|webinar|seminar|book signing|signing|reading|training|retreat|presentation|speaking|appearance|q&a|open house|class|vortrag|conf[ée]rence|taller|charla)"
_MONTH = r"(?:jan|feb|m[aä]r|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[^\W\d_]*\.?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}|{_MONTH} \d{{1,2}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"


def _label(words: str) -> str:
    return rf"^\W{{0,4}}(?:(?:current|present|new|primary|main|recent|latest|previous|former|past)\W+)?(?:{words})(?: on file| of record)?\s{{0,2}}(?:[:–—=]|\s-\s)\s{{0,2}}\S"


_I = re.IGNORECASE
_TOPICS = (
    (
        Topic(name="removed", title="the listing", weight=-1),
        re.compile(
            r"\b(?:record|listing|profile|entry|page|information|result|account)s?\b.{0,40}\b(?:removed|deleted|suppressed|withheld|opted out|taken down|"
            r"no longer (?:available|listed|shown|displayed))\b.{0,40}\b(?:request|owner|person|individual|law|privacy|opt|user|at)\b"
            r"|\bremoved at the request\b|\bopt(?:ed)?[- ]out (?:complete|processed|request (?:was )?(?:honou?red|processed))",
            _I,
        ),
    ),
    (
        Topic(name="licence_action", title="an action on your licence", weight=1),
        re.compile(rf"\b{_PENALTY}\b.{{0,80}}\b{_AUTHORITY}\b|\b{_AUTHORITY}\b.{{0,80}}\b{_PENALTY}\b", _I),
    ),
    (
        Topic(name="home_image", title="photos of your home", weight=1),
        re.compile(
            rf"\b(?:street[- ]?view|satellite view|aerial view|(?:interior|exterior|listing|home|house) (?:photos?|pictures?|images?)|"
            rf"(?:photos?|pictures?|images?|virtual tour) of (?:this|the|her|his|their|your) {_HOME})\b",
            _I,
        ),
    ),
    (
        Topic(name="personal_address", title="a home address", weight=1),
        re.compile(_label(r"home address(?:es)?|residential address|residence|home|resides at|privatadresse|adresse personnelle|domicilio"), _I),
    ),
    (
        Topic(name="personal_phone", title="a personal phone", weight=1),
        re.compile(
            _label(r"(?:personal|private|home|mobile|cell) ?(?:cell|mobile|phone|number|telephone|line)?(?: number)?|cell ?phone|privat(?:nummer|telefon)|handy")
            + r"|\b(?:text|call|dm|reach|whatsapp|message) me\b\W.{0,24}\d{3}|\b(?:my|personal|private) (?:cell|mobile|phone|number|line)\b.{0,24}\d{3}",
            _I,
        ),
    ),
    (
        Topic(name="personal_email", title="a personal e-mail address", weight=1),
        re.compile(_label(r"(?:personal|private|home) e-?mail(?: address)?"), _I),
    ),
    (
        Topic(name="birth", title="a birth date", weight=1),
        re.compile(_label(r"date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geburtsdatum|geboren(?: am)?|n[ée]e? le|date de naissance|fecha de nacimiento"), _I),
    ),
    (
        Topic(name="relatives", title="relatives", weight=1),
        re.compile(
            _label(
                r"(?:(?:possible|known|likely|may be|immediate|close) )?(?:relatives?|related to|family(?: members?)?|relations?|spouse|partner|husband|wife|children|"
                r"parents?|siblings?|associates?|household(?: members?)?)(?: (?:include|and associates|listed))?"
            )
            + r"|\bmay be related to\b|\brelatives include\b",
            _I,
        ),
    ),
    (
        Topic(name="appearance", title="where you will be on a day", weight=1),
        re.compile(
            rf"^\W{{0,4}}(?:upcoming|next|coming up|save the date|join (?:us|me|her|him|them)|see (?:me|her|him)|register|meet)\b.{{0,60}}\b{_TALK}\b.{{0,80}}{_DAY}"
            rf"|^\W{{0,4}}(?:upcoming|next|coming) {_TALK}s?\b"
            rf"|\b(?:will|is going to|is set to|scheduled to|wird)\b.{{0,60}}\b(?:speak|talk|present|lecture|lead|teach|appear|host|give|be|run|sprechen)\b.{{0,120}}{_DAY}",
            _I,
        ),
    ),
    (
        Topic(name="fee", title="fees"),
        re.compile(
            _label(r"fees?|rates?|costs?|prices?|finances?|pricing|session (?:fee|rate|cost)s?|sliding scale|honorar|tarifs?|tarifas?|kosten")
            + r"|\b(?:sessions?|individuals?|couples|consult\w*|intakes?|visits?|evaluations?|hour|fee|rate|copay|sliding scale|sitzung|s[ée]ance|sesi[óo]n)\b.{0,25}(?:[$€£]|\b(?:USD|EUR|GBP|CAD|AUD|CHF)\b)"
            r"|[$€£] ?\d[\d,.]* ?(?:-|–|/|per|an?)? ?(?:sessions?|hour|visit|individual|couples?|minutes|sitzung)",
            _I,
        ),
    ),
    (
        Topic(name="role", title="role"),
        re.compile(
            _label(r"(?:current )?(?:role|position|title|job|job title|occupation|profession|works as|beruf|poste|fonction|cargo|puesto)")
            + r"|\b(?:is|was|been|became|appointed|named|promoted to|serves as|works as|now)\b (?:now |currently |the |an? |our ){0,2}[\w -]{0,40}"
            r"\b(?:director|lecturer|professor|supervisor|president|chair|manager|owner|founder|partner|fellow|instructor|chief|head|lead|coordinator)\b",
            _I,
        ),
    ),
    (
        Topic(name="workplace", title="workplace"),
        re.compile(
            _label(r"employers?|works? (?:at|for)|employment|workplace|company|organi[sz]ation|practice(?: name| location| address)?|office(?: address| location)?|clinic|affiliations?|hospital affiliations?|group|arbeitgeber|employeur|empresa|praxis|cabinet")
            + r"|\b(?:works?|working|practi[cs]es?|practi[cs]ing|employed|based|staff|counsel+or|therapist|psychologist|psychiatrist|worker|physician|doctor|nurse|clinician|specialist|analyst|assistant|associated|affiliated|partner|director|lecturer) (?:at|with|for)\b"
            r"|\b(?:joined|now at|left|moved to|on staff at|member of)\b",
            _I,
        ),
    ),
    (
        Topic(name="school", title="school"),
        re.compile(
            _label(r"schools?|education|alma mater|university|college|degrees?|medical school|graduate school|residency|training|ausbildung|studium|formation|[ée]tudes|estudios")
            + r"|\b(?:trained|studied|educated|graduated|attended|alumn\w+|degree|doctorate|master['’]?s|residency|internship|fellowship)\b.{0,60}\b(?:at|from|of)\b|\battended\b",
            _I,
        ),
    ),
    (
        Topic(name="licence", title="licence"),
        re.compile(_label(r"licen[cs]es?(?: (?:number|no|status|type))?|credentials?|certifications?|board certified|registration|status|qualifications?"), _I),
    ),
    (
        Topic(name="town", title="town"),
        re.compile(_label(r"locations?|lives? in|based in|city|town|hometown|current city|from|area|wohnort|ville|ciudad|standort") + r"|\b(?:lives|living|resides|based|grew up|moved) (?:in|to)\b", _I),
    ),
    (
        Topic(name="contact", title="contact details"),
        re.compile(_label(r"phones?(?: numbers?)?|tel(?:ephone)?|call|fax|e-?mail(?: address)?|contact|website|address(?:es)?|telefon|adresse|direcci[óo]n|t[ée]l[ée]phone"), _I),
    ),
)  # fmt: skip
_PRONOUN = re.compile(
    r"^\W{0,3}(?:she|he|they|ze|I|sie|er|elle|il|ella|[ée]l|ich|je|yo|dr\.?|our|meet)\b|\bI (?:am|work|trained|studied|live|practi)",
    _I,
)


def topics(text: str) -> tuple[Topic, ...]:
    """The topics of one statement, the gravest first. What a page says in the negative of an action is none."""
    found = (topic for topic, pattern in _TOPICS if pattern.search(text))
    return tuple(t for t in found if t.name != "licence_action" or not _NEGATED.search(text))


def is_labelled(text: str) -> bool:
    """Whether a statement opens with the label of one of the topics: "School: …"."""
    return any(each.pattern.startswith("^") and each.match(text) for _, each in _TOPICS)


def speaks_of_one(text: str) -> bool:
    """Whether a statement goes on about one person: "He trained at …"."""
    return bool(_PRONOUN.search(text))
