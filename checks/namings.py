"""Ways of writing that nothing but a name has: "Mrs. Achterberg", "Achterberg BJ, Oyelaran GT", "her son Anders", and a
word of another script in a Latin text. They need no list of names, so they hold for names that no list knows."""

import re
from collections.abc import Iterator
from functools import cache

from checks.lexicon import no_names, things, words_too
from checks.places import find_regions
from checks.professions import credential
from checks.text import fold

_NAME = r"[^\W\d_a-zß-ÿ][\w'’-]{1,30}"
_TITLED = re.compile(
    rf"(?<![\w.])(?:(?:Mr|Mrs|Ms|Mx|Rev|Hon|Sen|Gov|Sgt|Capt|Lt|Prof)\.?|Miss|Judge|Pastor|Rabbi|Coach|coach|Mayor|Senator|Deacon|"
    rf"Herr|Frau|Madame|Mme\.?|Monsieur|Señora?|Sra\.|Signora?|Doctor|Nurse|Officer|Sheriff|Detective|Auntie?|Uncle|Grandma|Grandpa|"
    rf"(?:^|(?<=[\s(“\"]))Dr\.) (?P<name>{_NAME}(?: [A-Z]\.)?(?: {_NAME}){{0,2}})"
)
# Citations: a surname with initials right behind, at least two such in a row.
_CITED = re.compile(
    r"(?<![\w.])(?P<name>[^\W\d_a-zß-ÿ][\w'’-]{1,30}(?: [^\W\d_a-zß-ÿ][\w'’-]{1,30}){0,2}(?: (?P<bare>[A-Z]{1,3})|,? (?:[A-Z]\.[ -]?){1,3}))(?!\w|\.\w)"
)
_CITATION_GOES_ON = re.compile(r"[,;.]{0,2} (?:& |and |et )?")
_KIN = re.compile(
    r"\b(?:sons?|daughters?|child(?:ren)?|kids|boys|girls|twins|triplets|grand(?:sons?|daughters?|children|kids)|step(?:sons?|daughters?|children)|"
    r"great-grandchildren|nieces?|nephews?|sisters?|brothers?|siblings|cousins?|wife|husband|spouse|fianc[ée]e?|partner|parents|"
    rf"baby|toddler|newborn|dogs?|cats?)(?:-in-law)?(?:,|:| named| is| are|, named)? (?P<list>{_NAME}(?: {_NAME}){{0,3}}"
    rf"(?:(?:, and |, & |, | and | & | und | et | y ){_NAME}(?: {_NAME}){{0,3}}){{0,12}})"
)
_LIST_PARTS = re.compile(r", and |, & |, | and | & | und | et | y ")
_UNCASED = re.compile(
    r"[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u10a0-\u10ff\u0530-\u058f]"
    r"[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u10a0-\u10ff\u0530-\u058f\u00b7・=＝‧ -]{0,40}"
)
_FEW = 0.1  # share of a text's letters up to which another script is a guest in it
_LONGEST = 25  # characters of a name in another script


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand, in no order; a span may meet one that is known to be something else."""
    for match in _TITLED.finditer(text):
        yield from _words(text, *match.span("name"))
    for match in _KIN.finditer(text):
        yield from _listed(text, *match.span("list"))
    yield from _cited(text)
    yield from _of_another_script(text)


def _listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in (*_LIST_PARTS.finditer(text, start, end), None):
        stop = part.start() if part else end
        name = next(_words(text, start, stop), None)
        if name is None:
            return  # "her children, Portland …": the list is over
        yield name
        if part:
            start = part.end()


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run of words from `start` that may be a name, without what is surely none; nothing where the first is none."""
    stop, thing = start, False
    for word in re.finditer(r"[^\W_][\w'’.-]*", text[start:end]):
        folded = fold(word.group())
        if folded in things():
            thing = True
        if folded in _no_part() or credential(word.group()) is not None:
            break
        stop = start + word.end()
    if stop > start and not thing:
        yield start, stop - (text[stop - 1] == ".")


@cache
def _no_part() -> frozenset[str]:
    return (
        no_names()
        | things()
        | (words_too() & frozenset(["august", "april", "may", "june", "summer", "autumn", "winter"]))
    )


def _cited(text: str) -> Iterator[tuple[int, int]]:
    """Of a row of surnames with initials all; "Salem OR, Boise ID" and "Holloway MS, Quigley MD" are none."""
    row: list[re.Match[str]] = []
    for match in (*_CITED.finditer(text), None):
        if row and not (match and _CITATION_GOES_ON.fullmatch(text, row[-1].end(), match.start())):
            if sum(not _is_code(each["bare"] or "") for each in row) * 2 >= len(row) > 1:
                yield from ((each.start(), each.start() + len(each["name"].rstrip(" -"))) for each in row)
            row = []
        if match:
            row.append(match)


def _is_code(letters: str) -> bool:
    return credential(letters) is not None or (len(letters) == 2 and bool(find_regions(f"Town, {letters}")))


def _of_another_script(text: str) -> Iterator[tuple[int, int]]:
    if text.isascii():
        return
    found = [(m.start(), m.start() + len(m.group().rstrip(" -"))) for m in _UNCASED.finditer(text)]
    if found and sum(end - start for start, end in found) <= _FEW * len(text):
        yield from ((start, end) for start, end in found if 1 < end - start <= _LONGEST)
