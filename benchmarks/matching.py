"""How well we know her, on an evaluation set: `python benchmarks/matching.py KIND --personas P --records R --out F`.

KIND is identity, exposures or redaction; `pairs` takes `--pairs Q` instead of `--records`. Writes one JSON line per record,
as the set's own scorer reads it, and prints the time per thousand records. A persona becomes a `Subject`, a record what a
source would have handed over; everything else is the product's own. The answer key is never read: only the fields of
`SEEN` leave `read`.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from checks import exposures, hits, page, records, redact
from checks.model import (
    WEB,
    Address,
    Finding,
    Handle,
    Level,
    Licence,
    Match,
    Practice,
    PrivateFacts,
    Query,
    Subject,
    Town,
)
from checks.text import canonical_url
from monitor import direction, scan

SEEN = ("record_id", "persona_id", "kind", "source", "url", "rank", "title", "snippet", "text", "html", "fields", "row")
SEEN_PAIR = ("pair_id", "persona_id", "kind", "url", "before", "after")
ON = datetime(2026, 11, 1, tzinfo=UTC)  # the day on which everything of the set is seen

# What a source calls the fields of its answer -> our facts. Of the others a source would make nothing.
FACTS = {
    "name": "name", "given_name": "given_name", "family_name": "family_name", "honorific_suffix": "honorific_suffix",
    "job_title": "job_title", "works_for": "works_for", "address": "address", "telephone": "telephone", "birth_date": "birth_date",
    "npi": "npi", "handle": "handle", "description": "description", "location": "home_location", "discipline": "disciplinary_action",
    "expires": "valid_through", "amount": "amount", "recipient": "recipient", "party": "party", "co_owner": "related_to",
    "joined": "date_created",
}  # fmt: skip
# A source knows what it is: a field that only such a record has stands for that here.
TYPES = {
    "party": "voter", "parcel": "property", "recipient": "donation", "registered_agent": "company", "transactions": "payments",
    "post_count": "forum", "followers": "social", "discipline": "licence", "enumeration_date": "provider",
}  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("identity", "exposures", "redaction", "pairs"))
    parser.add_argument("--personas", required=True, type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args(argv)
    lines = given.pairs if given.kind == "pairs" else given.records
    if lines is None:
        parser.error(f"{given.kind} needs --{'pairs' if given.kind == 'pairs' else 'records'}")
    subjects = {each["persona_id"]: subject(each) for each in read(given.personas)}
    items = list(read(lines, SEEN_PAIR if given.kind == "pairs" else SEEN))
    answer = {"identity": judged, "exposures": exposed, "redaction": stored, "pairs": compared}[given.kind]
    seconds = 0.0
    with given.out.open("w", encoding="utf-8") as out:
        for item in items:
            row, taken = answer(item, subjects[item["persona_id"]])
            seconds += taken
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(items)} answered; {seconds / len(items) * 1000:.2f} s per thousand", file=sys.stderr)
    return 0


def read(path: Path, names: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            whole = json.loads(line)
            yield whole if names is None else {name: whole[name] for name in names if name in whole}


# -- what the program would have in hand


def subject(persona: Mapping[str, Any]) -> Subject:
    practice, private = persona.get("practice") or {}, persona.get("private") or {}
    towns = [f"{practice['city']}, {practice.get('region', '')}"] if practice.get("city") else []
    country = practice.get("country") or "US"
    public = {digits(practice.get("phone")), practice.get("email")} - {None, ""}
    return Subject(
        query=Query(
            names=(persona["name"], *persona.get("other_names", ())),
            credentials=tuple(persona.get("credentials", ())),
            profession=persona.get("profession") or "",
            towns=tuple(town(each, country) for each in (*towns, *persona.get("cities", ()))),
            practice=Practice(**{name: practice.get(name) or "" for name in ("name", "phone", "email", "website")}),
            licences=tuple(Licence(**each) for each in persona.get("licences", ())),
            npi=persona.get("npi") or "",
            orcid=persona.get("orcid") or "",
            handles=tuple(Handle(**each) for each in persona.get("handles", ())),
            profiles=tuple(persona.get("profiles", ())),
            country=country,
        ),
        practice_address=address(practice),
        employers=tuple(persona.get("employers", ())),
        private=PrivateFacts(
            home_addresses=tuple(filter(None, [address(private.get("home_address") or {}, country)])),
            phones=tuple(each for each in private.get("phones") or () if digits(each) not in public),
            emails=tuple(each for each in private.get("emails") or () if each not in public),
            birth_date=date.fromisoformat(private["birth_date"]) if private.get("birth_date") else None,
        ),
    )


def town(line: str, country: str) -> Town:
    city, _, region = line.partition(",")
    return Town(city=city.strip(), region=region.strip(), country=country)


def address(parts: Mapping[str, str], country: str = "US") -> Address | None:
    if not parts.get("street"):
        return None
    names = ("street", "city", "region", "postal_code")
    return Address(**{name: parts.get(name) or "" for name in names}, country=parts.get("country") or country)


def digits(phone: str | None) -> str:
    return re.sub(r"\D", "", phone or "")[-10:]


def findings(record: Mapping[str, Any], names: tuple[str, ...]) -> list[Finding]:
    """What a source would hand over of a record: of a page its person blocks, of a row the block in which it stands."""
    if record.get("fields"):
        return [of_fields(record)]
    snippet = record.get("snippet") or ""
    excerpt = hits.hit(record["url"], record["title"], snippet) if snippet else None
    if record["kind"] == "search_result":
        return [excerpt] if excerpt else []
    if record.get("html"):
        whole = page.read(record["url"], record["html"].encode(), "text/html; charset=utf-8")
    else:
        whole = page.Page(url=record["url"], title=record["title"], text=record.get("text") or "")
    found = list(records.of_page(whole, names, excerpt))
    row = squash(record.get("row") or "")
    return [each for each in found if row in squash(f"{each.title}\n{each.text}")] if row else found


def of_fields(record: Mapping[str, Any]) -> Finding:
    facts: dict[str, tuple[str, ...]] = {}
    said = record["fields"]
    for name, value in said.items():
        if name in FACTS and value:
            facts[FACTS[name]] = tuple(sorted({*facts.get(FACTS[name], ()), str(value)}))
    if number := said.get("license_number"):
        facts["licence"] = (f"{number} {said.get('board', '')}".strip(),)
        if said.get("status"):
            facts["licence_status"] = (str(said["status"]),)
    kind = next((TYPES[name] for name in TYPES if name in said), "")
    shows = {
        "friends": said.get("friends_visible") == "yes" or said.get("friends"),
        "payments": said.get("transactions"),
        "posts": said.get("posts"),
    }
    facts |= {"additional_type": (kind,)} if kind else {}
    facts |= {"shows": tuple(sorted(name for name, value in shows.items() if value))} if any(shows.values()) else {}
    facts |= {"visibility": ("public",)} if record["kind"] == "profile" else {}
    key = canonical_url(record["url"])
    text = str(said.get("posts", ""))  # payments are never text: they name clients
    return Finding(source=kind or "registry", key=key, url=key, title=record["title"], facts=facts, text=text)


def squash(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# -- what the program makes of it


def timed(call: Callable[..., Any], *args: Any, **named: Any) -> tuple[Any, float]:
    began = time.process_time()
    return call(*args, **named), time.process_time() - began


def storable(record: Mapping[str, Any], who: Subject) -> list[Finding]:
    return [redact.storable(finding, who) for finding in findings(record, who.query.names)]


def best(record: Mapping[str, Any], who: Subject) -> tuple[Finding | None, Match | None, float]:
    """The finding of a record that is most likely hers: where a page shows several people of the name, she sees each."""
    judging, seconds, chosen = scan.Judging(subject=who, seen=ON), 0.0, []
    for finding in storable(record, who):
        match, taken = timed(judging.judge, finding)
        seconds += taken
        chosen.append((match.bits, finding, match))
    if not chosen:
        return None, None, seconds
    _bits, finding, match = max(chosen, key=lambda item: item[0])
    return finding, match, seconds


def judged(record: Mapping[str, Any], who: Subject) -> tuple[dict[str, Any], float]:
    """A record of which no source hands over anything names nobody of her name."""
    _finding, match, seconds = best(record, who)
    level, probability = (match.level.value, match.probability) if match else (Level.NOT_ME.value, 0.0)
    return {"record_id": record["record_id"], "level": level, "probability": probability}, seconds


def exposed(record: Mapping[str, Any], who: Subject) -> tuple[dict[str, Any], float]:
    finding, _match, _seconds = best(record, who)
    found, seconds = (
        timed(exposures.find, who, finding, best_rank=record.get("rank"), seen=ON.date()) if finding else ((), 0.0)
    )
    shown = [{"kind": each.kind, "value": each.value} for each in found]
    return {"record_id": record["record_id"], "exposures": shown}, seconds


def stored(record: Mapping[str, Any], who: Subject) -> tuple[dict[str, Any], float]:
    """All that a record leaves on the disk as words; of somebody else's nothing (promise 9)."""
    judging, parts = scan.Judging(subject=who, seen=ON), []
    kept, seconds = timed(storable, record, who)
    for finding in kept:
        if not judging.is_other(finding, None):
            parts += [finding.title, finding.text, *(value for values in finding.facts.values() for value in values)]
    return {"record_id": record["record_id"], "stored_text": "\n".join(parts)}, seconds


def compared(pair: Mapping[str, Any], who: Subject) -> tuple[dict[str, Any], float]:
    """Two sightings of one place, a week apart, as the store hands them to `compare`."""
    before, after = (sighting(pair, side, who) for side in ("before", "after"))
    judging = scan.Judging(subject=who, seen=ON)
    verdict, seconds = timed(direction.direction, before, after, judging.weigh, who.query.names, who.query.country)
    return {"pair_id": pair["pair_id"], "verdict": verdict[0].value if verdict else "noise"}, seconds


def sighting(pair: Mapping[str, Any], side: str, who: Subject) -> Finding:
    finding, _match, _seconds = best({"kind": pair["kind"], "url": pair["url"], **pair[side]}, who)
    return finding or Finding(source=WEB, key=pair["url"], url=pair["url"], title="")


if __name__ == "__main__":
    sys.exit(main())
