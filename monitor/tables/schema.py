"""The tables, and every step that they have taken.

Times are seconds since 1970, UTC. The order of answers is the order of their ids, so that a clock which was moved does
not turn the past around. A migration that was released is never edited: the next one is added below it.
"""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("footprint")

_FIRST = """
-- One query, handle, page or identifier put to one source. (source, text) is its identity.
CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    text TEXT NOT NULL,                 -- what is said, word for word
    name TEXT NOT NULL DEFAULT '',      -- the form of her name that it asks for
    site TEXT NOT NULL DEFAULT '',      -- the host it is restricted to
    tells TEXT,                         -- JSON array; NULL: only heard of as a witness, not asked yet
    every_days INTEGER NOT NULL DEFAULT 7,
    retired INTEGER NOT NULL DEFAULT 0, -- not asked any more: it may not say that something is gone
    etag TEXT NOT NULL DEFAULT '',      -- the validators of its last readable answer
    last_modified TEXT NOT NULL DEFAULT '',
    UNIQUE (source, text)
) STRICT;

-- The answer of one source to one question at one time.
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    question INTEGER NOT NULL REFERENCES question,
    taken_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    rules TEXT NOT NULL,                -- version of our own rules and of the source's parser
    answered_with INTEGER NOT NULL      -- how many findings it showed
) STRICT;
CREATE INDEX snapshot_question ON snapshot (question);
CREATE INDEX snapshot_complete ON snapshot (question) WHERE outcome = 'complete';

-- One public record. Withheld (about somebody else): the keyed hash and the dates are all there is.
CREATE TABLE finding (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- what the clinician types; never given to another
    source TEXT NOT NULL,
    fingerprint BLOB NOT NULL,          -- BLAKE2b of (source, key) under the key file beside the configuration
    key TEXT,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    gone_at INTEGER,
    told_in INTEGER REFERENCES message, -- the first letter that it stood in
    withheld INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, fingerprint)
) STRICT;

-- What a finding said, one row for each span in which it said the same: an unchanged week moves `until` alone.
CREATE TABLE sighting (
    finding INTEGER NOT NULL REFERENCES finding,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    rules TEXT NOT NULL,                -- of the last reading
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,                 -- redacted before it came here
    facts TEXT NOT NULL,                -- JSON object of arrays
    excerpt INTEGER NOT NULL,
    PRIMARY KEY (finding, since)
) STRICT, WITHOUT ROWID;

-- Where a finding stands or last stood: it was in every readable answer to `question` from `since` to `until`, at `rank`.
CREATE TABLE appearance (
    question INTEGER NOT NULL REFERENCES question,
    finding INTEGER NOT NULL REFERENCES finding,
    since INTEGER NOT NULL REFERENCES snapshot,
    until INTEGER NOT NULL REFERENCES snapshot,
    rank INTEGER NOT NULL,
    witness INTEGER REFERENCES question, -- whose complete answers may say that it is gone; NULL: none
    PRIMARY KEY (question, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_finding ON appearance (finding);
CREATE INDEX appearance_witness ON appearance (witness) WHERE witness IS NOT NULL;

-- Where it stood before: a span of `appearance` that has ended. Apart, so that what is asked every week does not grow.
CREATE TABLE former_rank (
    question INTEGER NOT NULL REFERENCES question,
    until INTEGER NOT NULL REFERENCES snapshot,
    finding INTEGER NOT NULL REFERENCES finding,
    since INTEGER NOT NULL REFERENCES snapshot,
    rank INTEGER NOT NULL,
    PRIMARY KEY (question, until, finding)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES finding,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    question INTEGER NOT NULL REFERENCES question,
    detail TEXT NOT NULL DEFAULT '',    -- kinds in words, masked; never a value
    told_in INTEGER REFERENCES message  -- NULL: not told yet
) STRICT;
CREATE INDEX change_finding ON change (finding);
CREATE INDEX change_untold ON change (id) WHERE told_in IS NULL;

-- What the clinician said of a finding. The last one that was not undone is in force.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES finding,
    verdict TEXT NOT NULL,
    at INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0, -- of a removal request
    undone_at INTEGER
) STRICT;
CREATE INDEX decision_finding ON decision (finding);

-- The outbox: letters, frozen when they were written.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,    -- the header: a repeat is recognised by it
    week TEXT NOT NULL,                 -- "2026-W47"
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,                 -- the bytes that are sent, deflated
    numbers TEXT NOT NULL,              -- JSON: its glance, to say the next one against
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER,
    error TEXT NOT NULL DEFAULT '',
    sent_at INTEGER
) STRICT;
CREATE INDEX message_queued ON message (id) WHERE state = 'queued';

-- The ledger: what class of identifier was said to whom, when, why. What repeats each week is said once, in `recipient`.
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    tells TEXT NOT NULL,                -- JSON array
    purpose TEXT NOT NULL,
    UNIQUE (source, host, tells, purpose)
) STRICT;
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    recipient INTEGER NOT NULL REFERENCES recipient
) STRICT;
CREATE INDEX disclosure_at ON disclosure (at);

CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@MIGRATIONS(name="001_first")
def _first(db: Database) -> None:
    db.executescript(_FIRST)


_DECISIONS = """
-- The answer that this one spread from; NULL: she gave it of this very finding. A direct answer is in force before any other.
ALTER TABLE decision ADD COLUMN cause INTEGER REFERENCES decision;
CREATE INDEX decision_cause ON decision (cause) WHERE cause IS NOT NULL;

-- By what a finding that she answered is known again at another address: keyed hashes of its page, profile and number.
CREATE TABLE mirror (
    hash BLOB NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision,
    same_page INTEGER NOT NULL,         -- 0: the same person only, so that no more than whose it is carries over
    PRIMARY KEY (hash, decision)
) STRICT, WITHOUT ROWID;

-- What tells a person whom she set aside from others: keyed hashes, nothing else of anybody.
CREATE TABLE namesake (
    hash BLOB NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision, -- her "not me"; taken back, it does not count
    kind TEXT NOT NULL,                 -- phone, email, npi, licence, street, employer, handle
    met_at INTEGER NOT NULL,            -- when a record with it was last read
    lifted_by INTEGER REFERENCES decision, -- a later "mine" of a record that holds it: so it is hers after all
    PRIMARY KEY (hash, decision)
) STRICT, WITHOUT ROWID;
CREATE INDEX namesake_decision ON namesake (decision);
"""


@MIGRATIONS(name="002_decisions")
def _decisions(db: Database) -> None:
    db.executescript(_DECISIONS)


_CHECKUP = """
-- What she said when she looked at what no program can: see checks/checkup.py. The last answer to an item is in force.
CREATE TABLE checkup (
    id INTEGER PRIMARY KEY,
    item TEXT NOT NULL,                 -- id of a row in data/checkup.csv
    answer TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX checkup_item ON checkup (item);
"""


@MIGRATIONS(name="003_checkup")
def _checkup(db: Database) -> None:
    db.executescript(_CHECKUP)


_OUTBOX = """
-- 'letter': the weekly one. 'alarm': something critical, told the same day; the letter tells it again. 'note': counts
-- only, to the services under [notify].
ALTER TABLE message ADD COLUMN kind TEXT NOT NULL DEFAULT 'letter' CHECK (kind IN ('letter', 'alarm', 'note'));
ALTER TABLE message ADD COLUMN is_critical INTEGER NOT NULL DEFAULT 0; -- keeps quiet hours
-- Until then one process is sending it. Whoever was killed meanwhile leaves it behind; after that it is tried again.
ALTER TABLE message ADD COLUMN leased_until INTEGER;
ALTER TABLE message ADD COLUMN lost_replies INTEGER NOT NULL DEFAULT 0; -- how often the server had it and did not say so
ALTER TABLE change ADD COLUMN alarmed_in INTEGER REFERENCES message; -- NULL: no alarm told it
"""


@MIGRATIONS(name="004_outbox")
def _outbox(db: Database) -> None:
    db.executescript(_OUTBOX)
