"""Her answers to the check-up: what she said of each item and when. The last one counts; the others are its history."""

from datetime import datetime

from sqlite_utils import Database

from checks.checkup import Answer, Given
from monitor.tables.database import moment, seconds


def answer(db: Database, item: str, said: Answer, at: datetime) -> None:
    db.execute("INSERT INTO checkup (item, answer, at) VALUES (?, ?, ?)", [item, said.value, seconds(at)])


def take_back(db: Database, item: str) -> None:
    """Her last answer on it; the one before counts again."""
    db.execute("DELETE FROM checkup WHERE id = (SELECT max(id) FROM checkup WHERE item = ?)", [item])


def answers(db: Database) -> dict[str, Given]:
    """The answers in force, by item."""
    rows = db.execute("SELECT item, answer, at FROM checkup WHERE id IN (SELECT max(id) FROM checkup GROUP BY item)")
    return {row["item"]: Given(answer=Answer(row["answer"]), at=moment(row["at"])) for row in rows}
