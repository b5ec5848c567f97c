"""One SQLite file: opened safely, written in whole transactions, its failures said in one line with a cure."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from checks.errors import StoreError

DAMAGED = "{path} is damaged. Put a backup in its place (`footprint restore`), or move it aside to start afresh."
_CURES = {
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was written to {path}. Free some space and try again.",
    sqlite3.SQLITE_BUSY: "{path} is in use by another footprint. Wait until it is done, or stop it, and try again.",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another footprint. Wait until it is done, or stop it, and try again.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: "{path} is not a footprint database. Put a backup in its place, or move it aside to start afresh.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written. Allow yourself to write the file and its folder, or set FOOTPRINT_HOME to another folder.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Allow yourself to write the file and its folder, or set FOOTPRINT_HOME to another folder.",
    sqlite3.SQLITE_PERM: "{path} cannot be opened. Allow yourself to write the file and its folder, or set FOOTPRINT_HOME to another folder.",
    sqlite3.SQLITE_IOERR: "The disk that holds {path} failed, so nothing was written. Check the disk, then try again.",
}


_BEFORE = ".before-"  # begins the ending of a copy that was set aside


def seconds(moment: datetime) -> int:
    """A UTC-aware time as it is stored. A naive one is a bug of ours and is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    return datetime.fromtimestamp(stored, UTC)


def moment_or_none(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)


@contextmanager
def write(db: Database) -> Iterator[None]:
    """All of the block or nothing of it. IMMEDIATE: a deferred read-then-write fails at once beside another writer."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


@contextmanager
def read(db: Database) -> Iterator[None]:
    """The block sees one state of the file, whatever other processes write meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Failures that the outside world can cause become a StoreError with its cure; bugs of ours keep their traceback."""
    try:
        yield
    except sqlite3.Error as error:
        cure = _CURES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the rest of the code is detail
        if cure is None:
            raise
        raise StoreError(cure.format(path=path)) from error


def open_database(path: Path, migrations: Migrations, *, timeout_seconds: float) -> Database:
    """A database of today's schema at `path`, for its owner's eyes only. A backup is taken before an older one is changed."""
    _make_owner_only(path)
    with translated(path):
        db = _connect(str(path), timeout_seconds)
        try:
            _refuse_foreign(db, migrations, path)
            db.enable_wal()
            _migrate(db, migrations, path)
        except BaseException:
            db.close()
            raise
    return db


def memory_database(migrations: Migrations) -> Database:
    db = _connect(":memory:", 0)
    with write(db):
        migrations.apply(db)
    return db


def _connect(path: str, timeout_seconds: float) -> Database:
    # Used from one thread at a time, but not always the one that opened it (scan's executor); Store holds a lock.
    connection = sqlite3.connect(path, timeout=timeout_seconds, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    db = Database(connection, execute_plugins=False)
    db.execute("PRAGMA foreign_keys = ON")  # off by default, and for each connection
    db.execute("PRAGMA synchronous = FULL")  # NORMAL can lose the last rows in a power cut
    db.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten (promise 9)
    return db


def _make_owner_only(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made before SQLite opens it: the files that SQLite puts beside it take its mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be opened ({error.strerror}). "
            "Allow yourself to write the file and its folder, or set FOOTPRINT_HOME to another folder."
        ) from error


def _refuse_foreign(db: Database, migrations: Migrations, path: Path) -> None:
    if not db.table_names():
        return
    applied = {step.name for step in migrations.applied(db)}
    if not applied:
        raise StoreError(
            f"{path} is a database of another program. Move it aside, or set FOOTPRINT_HOME to another folder."
        )
    with closing(sqlite3.connect(":memory:")) as empty:  # where all steps are pending: so it tells all that we know
        ours = {step.name for step in migrations.pending(Database(empty, execute_plugins=False))}
    if not applied <= ours:
        raise StoreError(
            f"{path} was written by a newer version of footprint. Update the program, or put an older backup in its place."
        )


def _migrate(db: Database, migrations: Migrations, path: Path) -> None:
    if migrations.applied(db) and (pending := migrations.pending(db)):
        copy_to(db, path.with_name(f"{path.name}{_BEFORE}{pending[0].name}"))
    # One transaction around all steps: a second process that starts now waits here and then finds nothing to do. It
    # also shows a file that cannot be written before anything is asked of the web.
    with write(db):
        migrations.apply(db)


def copies_of(path: Path) -> tuple[Path, ...]:
    """What was set aside beside the file, oldest first."""
    found = path.parent.glob(f"{path.name}{_BEFORE}*")
    return tuple(sorted(found, key=lambda copy: (copy.stat().st_mtime, copy.name)))


def copy_to(db: Database, target: Path) -> None:
    """A whole copy of one moment, or none: it gets its name when it is complete. Owner-only; an old one is replaced."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    _make_owner_only(unfinished)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            db.conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file alone, whatever mode it was copied in
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
