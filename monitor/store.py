"""What an installation remembers, in one SQLite file. Each method is one transaction: all of it or nothing.

Each noun has its SQL in a module of its own: `recording` writes snapshots down, `recall` knows what comparing needs,
`stored` what the clinician sees, `health` how questions fared, `retention` how long it is kept; `decisions`, `checkup`,
`ledger`, `outbox`. `schema` has the tables.
"""

import hashlib
import json
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database, Migrations

from checks.checkup import Answer, Given
from checks.errors import StoreError
from checks.model import Appearance, Change, Decision, Disclosure, Finding, Question, Snapshot, Validators, Verdict
from monitor.compare import Comparison, History, Id, Known
from monitor.namesake import Namesakes, Trait
from monitor.tables import checkup, decisions, health, ledger, outbox, recall, recording, retention, stored
from monitor.tables.database import (
    DAMAGED,
    copies_of,
    copy_to,
    memory_database,
    moment,
    open_database,
    read,
    seconds,
    translated,
    write,
)
from monitor.tables.health import Health, Page, Placing
from monitor.tables.outbox import LEASE, Message, MessageKind, MessageState
from monitor.tables.retention import KEPT, Purged
from monitor.tables.schema import MIGRATIONS
from monitor.tables.stored import Span, Stored, Untold

__all__ = [
    "KEPT",
    "LEASE",
    "Health",
    "Message",
    "MessageKind",
    "MessageState",
    "Page",
    "Placing",
    "Purged",
    "Span",
    "Store",
    "Stored",
    "Untold",
]


class Store:
    """Used from one thread at a time; a lock makes sure. `key` is the key of the keyed hashes, 16 to 64 bytes."""

    def __init__(self, db: Database, key: bytes, path: Path) -> None:
        self._db, self._key, self._path = db, key, path
        self._lock = threading.RLock()
        self._check_key()

    @classmethod
    def open(cls, path: Path, key: bytes, *, timeout_seconds: float = 30, migrations: Migrations = MIGRATIONS) -> Self:
        """Made if it is not there, for its owner alone. Whatever stands in the way is a StoreError with its cure."""
        db = open_database(path, migrations, timeout_seconds=timeout_seconds)
        try:
            return cls(db, key, path)
        except BaseException:
            db.close()
            raise

    @classmethod
    def in_memory(cls, key: bytes = b"a key for tests.") -> Self:
        return cls(memory_database(MIGRATIONS), key, Path(":memory:"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # A lock, one transaction, and errors in words: the three of every method below.

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._lock, translated(self._path), write(self._db):
            yield self._db

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._lock, translated(self._path), read(self._db):
            yield self._db

    def _check_key(self) -> None:
        """With another key nothing would be recognised: everything would be new, and every "not me" forgotten."""
        mark = hashlib.blake2b(b"clinician-footprint", digest_size=16, key=self._key).hexdigest()
        with self._reading() as db:
            known = ledger.fact(db, "key_mark")
        if known is None:
            with self._writing() as db:
                ledger.set_fact(db, "key_mark", mark)
        elif known != mark:
            raise StoreError(
                f"{self._path} was made with another key file than the one beside it. Put the key file of its backup back."
            )

    def keyed(self, text: str) -> str:
        """A hash of a text that nobody without the key can make: for what may be known again and never read."""
        written = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(written, digest_size=8, key=self._key, person=b"review").hexdigest()

    def check(self) -> None:
        """Read the whole file; a StoreError if any of it is damaged. On start and for `doctor`."""
        with self._reading() as db:
            is_sound = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            is_whole = db.execute("PRAGMA foreign_key_check").fetchone() is None
        if not (is_sound and is_whole):
            raise StoreError(DAMAGED.format(path=self._path))

    def back_up(self, target: Path) -> None:
        """A whole copy of one moment, for its owner alone, while others read and write."""
        with self._lock, translated(self._path):
            copy_to(self._db, target)

    def purge(self, before: datetime) -> Purged:
        """Forget what was last seen, met, said or told before that time (DOMAIN §8)."""
        with self._writing() as db:
            purged = retention.purge(db, before)
        if purged.total:
            self._forget_log()
        return purged

    def forget(self, id_: int) -> int:
        """Erase one finding and the text of the sent letters that may name it; how many letters those are.

        A source that still shows it brings it again, as something new.
        """
        with self._writing() as db:
            letters = retention.forget(db, id_)
        self._forget_log()
        return letters

    def copies(self) -> tuple[Path, ...]:
        """Older copies beside the file, as taken before a migration; oldest first. They hold what was forgotten since."""
        return copies_of(self._path)

    def drop_copies(self, before: datetime) -> tuple[Path, ...]:
        """Delete those that were made before that time."""
        old = [path for path in self.copies() if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return tuple(old)

    # -- asking

    def plan(self, questions: Iterable[Question], engines: Collection[str]) -> None:
        """Register what is asked from now on. The rest is retired, but for site-restricted questions of `engines`."""
        with self._writing() as db:
            ledger.plan(db, questions, engines)

    def history(self, question: Question, rules: str) -> History:
        with self._reading() as db:
            return recall.history(db, question, rules)

    def validators(self, question: Question, rules: str) -> Validators:
        """Empty unless the last readable answer was complete and read under the same rules."""
        with self._reading() as db:
            return recall.validators(db, question, rules)

    def forget_validators(self) -> None:
        """Every question is asked without a condition next time: its whole answer is wanted, to be judged again."""
        with self._writing() as db:
            db.execute("UPDATE question SET etag = '', last_modified = ''")

    def last_answer(self, question: Question) -> tuple[tuple[Finding, ...], tuple[Appearance, ...]]:
        """What the last complete answer showed, in rank order, without what is withheld."""
        with self._reading() as db:
            return recall.last_answer(db, question)

    def known(self, question: Question, ids: Collection[Id], rules: str) -> dict[Id, Known]:
        """The findings with these ids, and all not gone that `question` is a witness of."""
        with self._reading() as db:
            return recall.known(db, self._key, question, ids, rules)

    def record(self, snapshot: Snapshot, comparison: Comparison, withheld: Collection[Id]) -> tuple[Change, ...]:
        """Remember one answer and what it changed; the changes that were written.

        Of what is withheld only the keyed hash and dates are kept, and no change. Her decisions weigh more than
        `withheld`. A failed answer leaves its own row and nothing else; a 304 moves the ends of the last answer.
        """
        with self._writing() as db:
            return recording.record(db, self._key, snapshot, comparison, frozenset(withheld))

    def disclose(self, *disclosures: Disclosure) -> None:
        """On the disk when this returns: call it before the requests leave."""
        with self._writing() as db:
            for disclosure in disclosures:
                ledger.disclose(db, disclosure)

    def disclosures(self, since: datetime) -> tuple[Disclosure, ...]:
        with self._reading() as db:
            return ledger.disclosures(db, since)

    def sent_since(self, since: datetime) -> dict[str, int]:
        """How many requests with an identifier in them each source made, answered or not."""
        with self._reading() as db:
            return ledger.sent_since(db, since)

    # -- knowing

    def findings(self) -> tuple[Stored, ...]:
        """Everything that is followed, gone ones included; nothing that is withheld."""
        with self._reading() as db:
            return stored.findings(db)

    def find(self, id_: int) -> Stored | None:
        """Also a withheld one: see `Stored.withheld`."""
        with self._reading() as db:
            return stored.find(db, id_)

    def sightings(self, id_: int) -> tuple[Span, ...]:
        with self._reading() as db:
            return stored.sightings(db, id_)

    def changes_of(self, id_: int) -> tuple[Change, ...]:
        with self._reading() as db:
            return stored.changes_of(db, id_)

    def untold(self) -> tuple[Untold, ...]:
        """Every change that no letter has told yet, oldest first."""
        with self._reading() as db:
            return stored.untold(db)

    def withheld(self) -> int:
        """How many findings are about somebody else."""
        with self._reading() as db:
            return stored.withheld(db)

    def health(self) -> tuple[Health, ...]:
        with self._reading() as db:
            return health.health(db)

    def page(self, question: Question) -> Page | None:
        """None if it never had an answer that could be read."""
        with self._reading() as db:
            return health.page(db, question)

    # -- deciding

    def decide(
        self,
        id_: int,
        verdict: Verdict,
        at: datetime,
        *,
        traits: Collection[Trait] = (),
        along: Collection[int] = (),
    ) -> Decision:
        """Her word on one finding; its copies, and after `not_me` those in `along`, follow (see `also_settled`).

        `requested` counts its attempts. `not_me` forgets what the findings said, at once, but for keyed hashes of `traits`.
        """
        with self._writing() as db:
            states = [(each.id, each.finding) for each in stored.findings(db)]
            decision = decisions.decide(db, self._key, id_, verdict, at, states=states, traits=traits, along=along)
        if verdict is Verdict.NOT_ME:
            self._forget_log()
        return decision

    def answers_of(self, id_: int) -> tuple[Decision, ...]:
        """All that she said of a finding and did not take back, oldest first."""
        with self._reading() as db:
            return decisions.given(db, id_)

    def also_settled(self, id_: int) -> tuple[int, ...]:
        """The findings that her last answer on this one spread to."""
        with self._reading() as db:
            return decisions.spread_to(db, id_)

    def namesakes(self) -> Namesakes:
        """What the people whom she set aside are known by."""
        with self._reading() as db:
            return decisions.namesakes(db, self._key)

    def met(self, traits: Collection[Trait], at: datetime) -> None:
        """A record of somebody whom she set aside was read."""
        with self._writing() as db:
            decisions.met(db, self._key, traits, at)

    def undo(self, id_: int, at: datetime) -> Decision | None:
        """Take the last decision back, with all that it spread to, and return it; None if there was none.

        After a `not_me` the facts are not here any more: the next scan brings them, as something new.
        """
        with self._writing() as db:
            return decisions.undo(db, id_, at)

    def _forget_log(self) -> None:
        """The write-ahead log still holds what was deleted. Another reader may hold the log for a while: then it is
        emptied when the last one closes the file."""
        with self._lock, translated(self._path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    # -- what only she can look at

    def answer_checkup(self, item: str, answer: Answer, at: datetime) -> None:
        """What she found when she looked (`checks.checkup`)."""
        with self._writing() as db:
            checkup.answer(db, item, answer, at)

    def take_back_checkup(self, item: str) -> None:
        with self._writing() as db:
            checkup.take_back(db, item)

    def checkup(self) -> dict[str, Given]:
        """Her last answer to every item that she answered."""
        with self._reading() as db:
            return checkup.answers(db)

    # -- telling

    def queue(
        self, message: Message, told: Collection[int], findings: Collection[int], alarmed: Collection[int] = ()
    ) -> bool:
        """Put a letter in the outbox and mark what it tells. False, and nothing marked, if it is there already."""
        with self._writing() as db:
            return outbox.queue(db, message, told, findings, alarmed)

    def due_messages(self, now: datetime, *, at_once: bool = False) -> tuple[Message, ...]:
        with self._reading() as db:
            return outbox.due_messages(db, now, at_once=at_once)

    def lease(self, id_: int, now: datetime) -> bool:
        """Whether it is now this process that sends the letter, and no other."""
        with self._writing() as db:
            return outbox.lease(db, id_, now)

    def mark_sent(self, id_: int, at: datetime) -> None:
        with self._writing() as db:
            outbox.mark_sent(db, id_, at)

    def mark_failed(self, id_: int, error: str, retry_at: datetime, *, dead: bool, lost_reply: bool = False) -> None:
        with self._writing() as db:
            outbox.mark_failed(db, id_, error, retry_at, dead=dead, lost_reply=lost_reply)

    def withdraw(self, id_: int, why: str, now: datetime) -> None:
        """Do not send it any more; what it told is untold again."""
        with self._writing() as db:
            outbox.withdraw(db, id_, why, now)

    def last_message(self, kind: MessageKind = MessageKind.LETTER) -> Message | None:
        return next(iter(self.messages(1, (kind,))), None)

    def last_letter(self) -> Message | None:
        """The newest weekly one that was sent or waits to be: of a dead one she knows nothing."""
        letters = self.messages(100, (MessageKind.LETTER,))
        return next((letter for letter in letters if letter.state is not MessageState.DEAD), None)

    def messages(self, limit: int, kinds: Collection[MessageKind] = tuple(MessageKind)) -> tuple[Message, ...]:
        """The newest first."""
        with self._reading() as db:
            return outbox.messages(db, limit, kinds)

    # -- the installation

    def due(self, name: str) -> datetime | None:
        with self._reading() as db:
            return ledger.due(db, name)

    def set_due(self, name: str, at: datetime) -> None:
        with self._writing() as db:
            ledger.set_due(db, name, at)

    def seal(self, names: Sequence[str]) -> None:
        """Whom this installation is about, from now on (promise 1)."""
        with self._writing() as db:
            ledger.set_fact(db, "sealed", json.dumps(names))

    def sealed(self) -> tuple[str, ...]:
        """Empty before the seal."""
        with self._reading() as db:
            return tuple(json.loads(ledger.fact(db, "sealed") or "[]"))

    def approve(self, at: datetime) -> None:
        """The first yes to a plan (promise 3)."""
        with self._writing() as db:
            ledger.set_fact(db, "approved_at", str(seconds(at)))

    def approved(self) -> datetime | None:
        with self._reading() as db:
            first_yes = ledger.fact(db, "approved_at")
        return moment(int(first_yes)) if first_yes else None

    def mark(self, name: str) -> str:
        """A short note of the program to itself, such as the rules of the last letter; empty if there is none."""
        with self._reading() as db:
            return ledger.fact(db, f"mark_{name}") or ""

    def set_mark(self, name: str, value: str) -> None:
        with self._writing() as db:
            ledger.set_fact(db, f"mark_{name}", value)
