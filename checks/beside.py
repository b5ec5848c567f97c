"""What stands beside a name and beside nothing else: "by", "Dr.", "counsel:" before it, "said", ", 61", "v." behind."""

import re

from checks.professions import spoken
from checks.tokens import Tokens

LISTED = re.compile(r"(?:[,;] | and |, and | & )$")
CELL_ENDS = re.compile(r"[.,;)\n]|$")

# Roles under which a form, a docket or a programme names people: "Grantor: …", "Attorney …".
_ROLE = (
    r"grantors?|grantees?|owners?|co-owners?|sellers?|buyers?|borrowers?|lenders?|trustees?|petitioners?|respondents?|plaintiffs?|"
    r"defendants?|appellants?|appell?ees?|claimants?|debtors?|creditors?|counsel|attorneys?|lawyers?|judges?|magistrates?|"
    r"registered agents?|agents?|officers?|members?|managers?|incorporators?|organizers?|notar(?:y|ies)|witness(?:es)?|"
    r"payees?|payers?|recipients?|donors?|candidates?|supervisors?|supervised by|referred by|"
    r"authors?|editors?|presenters?|co-presenters?|speakers?|instructors?|teachers?|coach|hosts?|hosted by|guests?|"
    r"moderators?|moderation|interviewer?|photos?|photographer|contact|coordinator|treasurer|president|chair|secretary|"
    r"principal|pastor|rabbi|mayor|senator|governor|councill?or|commissioner|sheriff|"
    r"names?|spouse|neighbou?rs?|roommates?|associates?|relatives?|emergency contact|next of kin|parents?|guardians?"
)
_PERSON_BEFORE = re.compile(
    rf"\b(?:{_ROLE}|by|with|started by|between|signed|paid|charged|thanked|thanks|married|met|dr|prof|mr|mrs|ms|mx|rev|hon|"
    r"fr|sen|gov|capt|lt|sgt|col|herr|frau|mme|sra|señora?|dott|dra)\b[.:]{0,2} $",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(rf"\b(?:{_ROLE})(?: for \w{{1,20}})?: $", re.IGNORECASE)
_PERSON_BEHIND = re.compile(
    r"^(?:,? (?:\(?(?:age )?[1-9]\d\b|who\b|born\b)|,? (?:LLC )?Obituar|[’']s (?:wife|husband|son|daughter|mother|father)|"
    r" (?:is|was|has|called|said|says|told|tells|moved|retired|thanked|paid|chairs|leads|writes|wrote|lives|joined|married|died|passed|speaks|"
    r"[a-z]{2,}ed|& Co|spoke|talks|asks|asked|added|explained|reports|agrees|disagreed|of [A-Z]|and [A-Z]\w+ (?:have|had|live|were|are)|"
    r"have|\([A-Z])\b| \(\d|: [“\"«]| vs?\.? )"
)
_DASH = re.compile(r" [-–—|·] |, ")
_IN_PROSE_BEFORE = re.compile(
    r"(?<![A-Z])\b(?!(?:in|at|from|near|of|to|the|for|on|le|el|al|im|den|dem|der|das|die|a|an|de|du|des|del|della|und|et|y)\b)[a-zß-ÿ]{1,15} $"
)
_IN_PROSE_BEHIND = re.compile(r"[.;)!?](?:\s|$)|,? [a-zß-ÿ]{2,}")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from) $", re.IGNORECASE)


def stands_like_one(said: Tokens, index: int, last: int) -> bool:
    """Whether the words `index` to `last` stand where only a person can, by what is written before and behind."""
    start, end = said[index].start, said.end(last)
    before, behind = said.text[max(0, start - 24) : start], said.text[end : end + 60]
    if _ROLE_BEFORE.search(before) or (
        not said[index].shouts and (_PERSON_BEFORE.search(before) or _PERSON_BEHIND.match(behind))
    ):
        return True
    if said[index].shouts:
        return bool(_PERSON_BEFORE.search(before) or _PERSON_BEHIND.match(behind))
    if last != index + 1 or said[last].is_initial:
        return False
    if _IN_PROSE_BEFORE.search(before) and _IN_PROSE_BEHIND.match(behind):
        return True
    in_cell = before.endswith(": ") and CELL_ENDS.match(behind)
    return bool(in_cell or (_DASH.match(behind) and spoken(behind)))


def is_after_a_place_word(text: str, start: int) -> bool:
    """Whether "in", "at" or the like stands before it: then it is rather a place."""
    return bool(_PLACE_BEFORE.search(text, max(0, start - 8), start))
