import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Migrations

from checks.checkup import Answer, Given
from checks.errors import StoreError
from checks.model import Answers, Change, ChangeKind, Disclosure, Outcome, Question, Validators, Verdict
from monitor.compare import Comparison, History
from monitor.store import Store
from monitor.tables.schema import MIGRATIONS
from tests.monitor.weeks import ENGINE, LIST, MONDAY, NAMESAKE, SITE, Diary, finding, partial

KEY = b"0123456789abcdef"
TOWN = replace(LIST, text="Maren Holloway, Boise")
WEEK = timedelta(days=7)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "footprint.sqlite3"


@pytest.fixture
def diary():
    with Store.in_memory() as store:
        yield Diary(store)


def ranks(page):
    return [(row.rank, row.finding, row.before) for row in page.rows]


# -- the file


def test_file_and_folder_are_for_the_owner_alone(path):
    with Store.open(path, KEY) as store:
        store.approve(MONDAY)
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in [path.parent, *path.parent.iterdir()]}

    assert modes == {"home": 0o700, path.name: 0o600, f"{path.name}-wal": 0o600, f"{path.name}-shm": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(path):
    Store.open(path, KEY).close()
    path.chmod(0o644)

    Store.open(path, KEY).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_recorded_is_there_after_opening_again(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({"a": "bio !phone"})

    with Store.open(path, KEY) as store:
        (stored,) = store.findings()

    assert stored.finding == finding("a", "bio !phone")


def test_the_file_is_strict_in_wal_mode_and_survives_a_power_cut(path):
    with Store.open(path, KEY) as store:
        pragmas = [store._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        loose = [
            row["name"]
            for row in store._db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
            if not row["strict"] and not row["name"].startswith(("sqlite_", "_sqlite_"))
        ]

    assert (pragmas, loose) == (["wal", 2], [])


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.parent.mkdir()
    path.write_text("my diary, page one\n" * 100)

    with pytest.raises(StoreError, match=r"not a footprint database.*backup"):
        Store.open(path, KEY)

    assert path.read_text().startswith("my diary")


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match="another program"):
        Store.open(path, KEY)

    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_in_one_line(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({str(n): "bio" for n in range(200)})
    body = bytearray(path.read_bytes())
    body[4096:] = b"\xff" * (len(body) - 4096)
    path.write_bytes(body)

    with pytest.raises(StoreError, match=r"damaged.*backup"):
        Store.open(path, KEY)


def test_damage_that_shows_later_is_one_line_too(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({str(n): "bio " * 20 for n in range(400)})
        (root,) = store._db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sighting'").fetchone()
    body = bytearray(path.read_bytes())
    body[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(body)

    with Store.open(path, KEY) as store:
        for use in (store.findings, store.check, lambda: Diary(store).ask({"1": "other"})):
            with pytest.raises(StoreError, match="damaged"):
                use()


def test_a_sound_file_passes_the_check(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({"a": "bio"})

        store.check()


def test_a_locked_file_is_said_with_its_cure(path):
    Store.open(path, KEY).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreError, match=r"in use by another footprint\. Wait"):
            Store.open(path, KEY, timeout_seconds=0.05)


def test_a_file_locked_in_mid_use_is_said_with_its_cure_and_nothing_is_half_written(path):
    with Store.open(path, KEY, timeout_seconds=0.05) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another footprint"):
            Diary(store).ask({"a": "bio"})
        other.rollback()

        assert (store.findings(), store.health()) == ((), ())
        assert Diary(store).ask({"a": "bio"}) == []


def test_a_place_that_cannot_be_used_is_said_with_its_cure(tmp_path):
    (tmp_path / "file").write_text("")

    for place in (tmp_path / "file" / "footprint.sqlite3", tmp_path):
        with pytest.raises(StoreError, match=r"cannot be opened.*FOOTPRINT_HOME"):
            Store.open(place, KEY)


def test_a_file_that_cannot_be_written_is_said_with_its_cure(path):
    with Store.open(path, KEY) as store:
        store._db.execute("PRAGMA query_only = ON")  # what a read-only disk answers, also for root

        with pytest.raises(StoreError, match="cannot be written"):
            store.approve(MONDAY)


def test_a_full_disk_is_said_with_its_cure_and_nothing_is_half_written(path):
    with Store.open(path, KEY) as store:
        diary = Diary(store)
        diary.ask({"a": "bio"})
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")

        with pytest.raises(StoreError, match=r"disk is full.*Free some space"):
            diary.later().ask({str(n): "bio " * 200 for n in range(200)})

        store._db.execute("PRAGMA max_page_count = 100000")
        assert [stored.finding.key for stored in store.findings()] == ["a"]
        assert store.history(LIST, "1") == History(complete=1)
        assert diary.ask({"a": "bio", "b": "bio"}) == ["new b"]


def test_a_fault_of_ours_in_the_middle_leaves_nothing_half_written_and_keeps_its_traceback(diary):
    broken = replace(finding("b", "bio"), facts={"description": ({1, 2},)})
    snapshot = diary.snapshot({"a": "bio"})

    with pytest.raises(TypeError):
        diary.store.record(snapshot, Comparison(states=(*snapshot.findings, broken)), ())

    assert diary.store.findings() == ()
    assert diary.store.health() == ()


def test_another_key_is_refused_because_nothing_would_be_recognised(path):
    Store.open(path, KEY).close()

    with pytest.raises(StoreError, match="another key file"):
        Store.open(path, b"another key here")


def next_version():
    newer = Migrations("footprint")
    for step in MIGRATIONS._migrations:
        newer(name=step.name)(step.fn)
    newer(name="002_later")(lambda db: db.execute("ALTER TABLE meta ADD COLUMN later TEXT"))
    return newer


def test_a_newer_database_is_refused(path):
    Store.open(path, KEY, migrations=next_version()).close()

    with pytest.raises(StoreError, match=r"newer version of footprint\. Update"):
        Store.open(path, KEY)


def test_a_backup_is_taken_before_a_migration(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({"a": "bio"})

    Store.open(path, KEY, migrations=next_version()).close()

    (backup,) = path.parent.glob("*.before-002_later")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with Store.open(backup, KEY) as store:
        assert [stored.finding.key for stored in store.findings()] == ["a"]


def test_no_backup_is_taken_without_a_migration(path):
    Store.open(path, KEY).close()
    Store.open(path, KEY).close()

    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_migration_that_fails_changes_nothing(path):
    Store.open(path, KEY).close()
    newer = next_version()
    newer(name="003_broken")(lambda db: db.execute("ALTER TABLE nowhere ADD COLUMN later TEXT"))

    with pytest.raises(sqlite3.OperationalError):
        Store.open(path, KEY, migrations=newer)

    Store.open(path, KEY).close()


def test_several_processes_may_open_a_new_file_at_once(path):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store.open(path, KEY), range(8)))

    for store in stores:
        store.approve(MONDAY)
        store.close()


# -- questions and answers


def test_a_failed_answer_leaves_its_own_row_and_nothing_else(diary):
    diary.ask({"a": "bio"})
    before = diary.store.findings()

    diary.later().ask(Outcome.BLOCKED)

    (health,) = diary.store.health()
    assert diary.store.findings() == before
    assert (health.last_outcome, health.reason, health.since_complete) == (Outcome.BLOCKED, "a wall", 1)
    assert (health.last_at, health.last_complete, health.last_readable) == (MONDAY + WEEK, MONDAY, MONDAY)


def test_what_comes_with_a_failed_answer_is_not_remembered(diary):
    snapshot = diary.snapshot({"a": "1"})

    diary.store.record(replace(snapshot, outcome=Outcome.BLOCKED), Comparison(states=snapshot.findings), ())

    assert diary.store.findings() == ()
    assert diary.store.page(LIST) is None


def test_history_counts_answers_read_under_the_same_rules(diary):
    for answer in ({"a": "1"}, partial({}), partial({}), Outcome.BLOCKED):
        diary.later().ask(answer)

    assert diary.store.history(LIST, "1") == History(complete=1, partial=2)
    assert diary.store.history(LIST, "2") == History()
    assert diary.store.history(TOWN, "1") == History()


def test_planned_questions_come_back_as_they_were(diary):
    question = replace(LIST, name="Maren Lindqvist", site="a.example", every_days=28, tells=("name", "town"))

    diary.store.plan([question], [])

    (health,) = diary.store.health()
    assert health.question == question
    assert (health.last_at, health.last_outcome, health.first_complete, health.answered_with) == (None, None, None, 0)


def test_what_is_not_planned_any_more_is_retired_but_for_follow_ups_of_engines(diary):
    diary.store.plan([LIST, TOWN, ENGINE], ["searxng"])
    diary.engine({}, SITE)

    diary.store.plan([LIST, ENGINE], ["searxng"])
    with_engine = [health.question for health in diary.store.health()]
    diary.store.plan([LIST], [])
    without = [health.question for health in diary.store.health()]
    diary.store.plan([LIST, ENGINE], ["searxng"])

    assert (with_engine, without) == ([LIST, ENGINE, SITE], [LIST])
    assert [health.question for health in diary.store.health()] == [LIST, ENGINE, SITE]


def test_a_witness_that_was_never_asked_is_no_question_of_its_own_yet(diary):
    diary.engine({"a": "1"})

    assert [health.question for health in diary.store.health()] == [ENGINE]


def test_a_witness_that_was_never_asked_outlives_a_plan_as_long_as_its_engine(diary):
    diary.engine({"a": "1"})

    def misses():
        return diary.store.known(ENGINE, [("web", "a")], "1")[("web", "a")].misses

    diary.store.plan([ENGINE], ["searxng"])
    assert misses() == {SITE.key: ()}
    diary.store.plan([ENGINE], [])
    assert misses() == {}


def test_what_is_known_is_what_was_asked_for_and_what_the_question_may_deny(diary):
    diary.ask({"gone": "1", "denied": "1", "other": NAMESAKE})
    diary.ask({"elsewhere": "1", "asked for": "1"}, TOWN)
    for _ in range(2):
        diary.later().ask({"denied": "1"})

    known = diary.store.known(LIST, [("nppes", "asked for"), ("nppes", "unheard of")], "1")

    assert {key for _source, key in known} == {"denied", "asked for"}
    assert known[("nppes", "denied")].last_seen == MONDAY + 2 * WEEK


def test_validators_are_those_of_the_last_answer_if_it_was_complete_and_read_by_the_same_rules(diary):
    validators = Validators(etag='"1"', last_modified="Mon, 02 Nov 2026 09:00:00 GMT")
    diary.store.record(replace(diary.snapshot({"a": "1"}), validators=validators), Comparison(), ())

    assert diary.store.validators(LIST, "1") == validators
    assert not diary.store.validators(LIST, "2")
    assert not diary.store.validators(TOWN, "1")
    diary.later().ask(Outcome.BLOCKED)
    assert diary.store.validators(LIST, "1") == validators
    diary.later().ask(partial({}))
    assert not diary.store.validators(LIST, "1")


def test_after_a_304_the_last_answer_stands(diary):
    validators = Validators(etag='"1"')
    snapshot = diary.snapshot({"a": "1", "other": NAMESAKE})
    diary.store.record(
        replace(snapshot, validators=validators), Comparison(states=snapshot.findings), [finding("other", "").id]
    )

    diary.later().unchanged()

    (stored,) = diary.store.findings()
    assert stored.last_seen == MONDAY + WEEK
    assert [span.until for span in diary.store.sightings(stored.id)] == [MONDAY + WEEK]
    assert diary.store.validators(LIST, "1") == validators
    assert ranks(diary.store.page(LIST)) == [(1, stored.id, 1), (2, None, 2)]
    assert [diary.later().ask({}), diary.later().ask({})] == [[], ["gone a"]]


def test_a_304_does_not_bring_back_what_another_question_found_gone(diary):
    diary.engine({"a": "1"}, SITE)
    diary.ask({"a": "1"}, ENGINE, answers=Answers.STREAM)
    diary.later().engine({}, SITE)
    diary.later().engine({}, SITE)

    diary.later().unchanged(ENGINE)

    (stored,) = diary.store.findings()
    assert (stored.gone_at, stored.last_seen) == (MONDAY + 2 * WEEK, MONDAY)
    assert [span.until for span in diary.store.sightings(stored.id)] == [MONDAY]


def test_the_last_answer_is_the_last_complete_one_in_rank_order_without_namesakes(diary):
    diary.engine({"a": "1", "b": "1", "other": NAMESAKE})
    diary.later().engine({"b": "1", "other": NAMESAKE, "a": "1"})
    diary.later().engine(partial({"a": "1"}))
    diary.later().engine(Outcome.BLOCKED)

    findings, appearances = diary.store.last_answer(ENGINE)

    assert [item.key for item in findings] == ["b", "a"]
    assert [(a.finding, a.rank, a.witness) for a in appearances] == [
        (("web", "b"), 1, SITE.key),
        (("web", "a"), 3, SITE.key),
    ]


def test_a_question_that_was_never_answered_has_no_last_answer_and_no_page(diary):
    diary.ask(Outcome.BLOCKED)

    assert diary.store.last_answer(LIST) == ((), ())
    assert diary.store.page(LIST) is None
    assert diary.store.page(TOWN) is None


def test_a_page_shows_ranks_beside_those_of_the_answer_before(diary):
    diary.engine({"a": "1", "b": "1", "other": NAMESAKE})
    diary.later().engine({"b": "1", "c": "1", "other": NAMESAKE, "a": "1"})
    diary.later().engine(Outcome.BLOCKED)

    page = diary.store.page(ENGINE)

    ids = {stored.finding.key: stored.id for stored in diary.store.findings()}
    assert (page.taken_at, page.outcome) == (MONDAY + WEEK, Outcome.COMPLETE)
    assert ranks(page) == [(1, ids["b"], 2), (2, ids["c"], None), (3, None, 3), (4, ids["a"], 1)]


pages = st.lists(st.lists(st.sampled_from("abcd"), unique=True), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(pages)
def test_a_page_is_the_last_answer_whatever_came_before(answers):
    diary = Diary()
    for keys in answers:
        diary.later().engine(dict.fromkeys(keys, "1"))

    page = diary.store.page(ENGINE)

    key_of = {stored.id: stored.finding.key for stored in diary.store.findings()}
    before = answers[-2] if len(answers) > 1 else []
    assert [(rank, key_of[id_], was) for rank, id_, was in page.rows] == [
        (rank, key, before.index(key) + 1 if key in before else None) for rank, key in enumerate(answers[-1], 1)
    ]
    assert [item.key for item in diary.store.last_answer(ENGINE)[0]] == answers[-1]


# -- findings


def test_an_unchanged_state_moves_the_end_of_its_span_alone(diary):
    for words in ("1", "1", "2", "2", "1"):
        diary.ask({"a": words})
        diary.later()

    (stored,) = diary.store.findings()

    assert [(s.since, s.until, s.finding.fact("description")) for s in diary.store.sightings(stored.id)] == [
        (MONDAY, MONDAY + WEEK, "1"),
        (MONDAY + 2 * WEEK, MONDAY + 3 * WEEK, "2"),
        (MONDAY + 4 * WEEK, MONDAY + 4 * WEEK, "1"),
    ]


def test_of_a_whole_record_only_the_facts_make_a_new_span(diary):
    first = diary.snapshot({"a": "1"})
    diary.store.record(first, Comparison(states=first.findings), ())
    renamed = tuple(replace(item, title="Renamed") for item in first.findings)
    diary.store.record(replace(first, taken_at=MONDAY + WEEK, findings=renamed), Comparison(states=renamed), ())

    (stored,) = diary.store.findings()

    assert len(diary.store.sightings(stored.id)) == 1
    assert stored.finding.title == "Renamed"


def test_of_an_excerpt_the_words_make_a_new_span_too(diary):
    first = diary.snapshot({"a": "1"}, ENGINE, answers=Answers.RANKED)
    diary.store.record(first, Comparison(states=first.findings), ())
    reworded = tuple(replace(item, text="other words") for item in first.findings)
    diary.store.record(replace(first, taken_at=MONDAY + WEEK, findings=reworded), Comparison(states=reworded), ())

    (stored,) = diary.store.findings()

    assert [span.finding.text for span in diary.store.sightings(stored.id)] == ["1", "other words"]


def test_two_states_of_one_second_are_the_later_one(diary):
    diary.ask({"a": "1"})
    diary.ask({"a": "2"})

    (stored,) = diary.store.findings()

    assert stored.finding.fact("description") == "2"
    assert len(diary.store.sightings(stored.id)) == 1


def test_the_last_state_is_the_one_recorded_last_even_if_the_clock_was_put_back(diary):
    diary.ask({"a": "1"})
    diary.later(-30).ask({"a": "2"})

    (stored,) = diary.store.findings()

    assert stored.finding.fact("description") == "2"
    assert stored.first_seen == stored.last_seen == MONDAY - timedelta(days=30)


def test_gone_and_returned_leave_a_gap_in_the_history(diary):
    for answer in ({"a": "1"}, {}, {}, {"a": "1"}):
        diary.ask(answer)
        diary.later()

    (stored,) = diary.store.findings()

    assert [(s.since, s.until) for s in diary.store.sightings(stored.id)] == [
        (MONDAY, MONDAY),
        (MONDAY + 3 * WEEK, MONDAY + 3 * WEEK),
    ]
    assert [c.kind for c in diary.store.changes_of(stored.id)] == [ChangeKind.GONE, ChangeKind.RETURNED]
    assert stored.gone_at is None


def test_a_finding_says_which_questions_show_it_and_where_it_stands_in_their_last_answers(diary):
    diary.engine({"a": "1", "b": "1"})
    diary.engine({"b": "1", "a": "1"}, SITE)
    diary.later().engine({"b": "1"})

    by_key = {stored.finding.key: stored for stored in diary.store.findings()}

    assert by_key["a"].ranks == ((SITE.key, 2),)
    assert set(by_key["a"].shown_by) == {ENGINE.key, SITE.key}
    assert by_key["b"].ranks == ((ENGINE.key, 1), (SITE.key, 1))
    assert diary.store.find(by_key["a"].id) == by_key["a"]


def test_there_is_no_finding_by_a_number_that_was_not_given(diary):
    assert diary.store.find(12) is None
    with pytest.raises(StoreError, match="no finding 12: `footprint show`"):
        diary.store.decide(12, Verdict.MINE, MONDAY)


def test_what_half_a_character_of_a_stranger_breaks_is_nothing(diary):
    hostile = replace(
        finding("a", "1"), key="k\ud800", title="t\ud83d", text="x\x00\udfff", facts={"name": ("n\ud800",)}
    )
    snapshot = replace(diary.snapshot({}), findings=(hostile,), reason="r\ud800")

    for _ in range(2):
        diary.store.record(snapshot, Comparison(states=(hostile,)), ())

    known = diary.store.known(LIST, [hostile.id], "1")
    assert list(known) == [hostile.id]
    assert known[hostile.id].finding.facts == hostile.facts
    assert len(diary.store.findings()) == 1


@given(facts=st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3))
@settings(max_examples=20, deadline=None)
def test_facts_come_back_as_they_were(facts):
    with Store.in_memory() as store:
        item = replace(finding("a", ""), facts=facts)
        store.record(replace(Diary(store).snapshot({}), findings=(item,)), Comparison(states=(item,)), ())

        assert store.findings()[0].finding == item


# -- somebody else, and what she decides


def test_of_a_namesake_only_a_keyed_hash_reaches_the_file(path):
    with Store.open(path, KEY) as store:
        Diary(store).ask({"secretkey": f"{NAMESAKE} secretfact", "a": "hers"})
        assert store.withheld() == 1
        assert [stored.finding.key for stored in store.findings()] == ["a"]

    written = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert b"secretkey" not in written
    assert b"secretfact" not in written
    assert b"hers" in written


def test_a_change_of_what_is_withheld_is_not_written(diary):
    snapshot = diary.snapshot({"a": "1", "b": "1"})
    changes = tuple(
        Change(kind=ChangeKind.NEW, finding=item.id, at=MONDAY, question=LIST.key) for item in snapshot.findings
    )

    written = diary.store.record(snapshot, Comparison(changes=changes, states=snapshot.findings), [changes[0].finding])

    assert written == changes[1:]
    assert [change for _id, _finding, change in diary.store.untold()] == list(changes[1:])


def test_not_me_takes_every_trace_out_of_the_file_while_it_is_open(path):
    with Store.open(path, KEY) as store:
        diary = Diary(store)
        diary.ask({})
        diary.later().ask({"secretkey": "!secretfact"})
        diary.later().ask({"secretkey": "!secretfact other"})
        (stored,) = store.findings()

        store.decide(stored.id, Verdict.NOT_ME, diary.now)

        written = b"".join(p.read_bytes() for p in path.parent.iterdir())
        assert b"secret" not in written
        assert (store.findings(), store.untold(), store.withheld()) == ((), (), 1)
        assert store.sightings(stored.id) == store.changes_of(stored.id) == ()
        left = store.find(stored.id)
        assert (left.withheld, left.finding.key, left.finding.url, left.decision.verdict) == (True, "", "", "not_me")


def test_the_keyed_hash_depends_on_the_key(tmp_path):
    prints = []
    for name, key in (("one", KEY), ("two", b"fedcba9876543210")):
        with Store.open(tmp_path / name, key) as store:
            Diary(store).ask({"a": NAMESAKE})
            prints.append(store._db.execute("SELECT fingerprint FROM finding").fetchone()[0])

    assert prints[0] != prints[1]
    assert [len(print_) for print_ in prints] == [16, 16]


def test_not_me_taken_back_asks_the_source_without_a_condition(diary):
    snapshot = replace(diary.snapshot({"a": "1"}), validators=Validators(etag='"1"'))
    diary.store.record(snapshot, Comparison(states=snapshot.findings), ())
    (stored,) = diary.store.findings()
    diary.store.decide(stored.id, Verdict.NOT_ME, MONDAY)

    undone = diary.store.undo(stored.id, MONDAY + WEEK)

    assert undone.verdict is Verdict.NOT_ME
    assert not diary.store.validators(LIST, "1")
    assert diary.store.find(stored.id).decision is None
    assert diary.store.findings() == ()


def test_undoing_a_mine_that_followed_a_not_me_forgets_again(diary):
    diary.ask({"a": "1"})
    (stored,) = diary.store.findings()
    diary.store.decide(stored.id, Verdict.NOT_ME, MONDAY)
    diary.store.decide(stored.id, Verdict.MINE, MONDAY)
    diary.later().ask({"a": "1"})
    assert len(diary.store.findings()) == 1

    diary.store.undo(stored.id, diary.now)

    assert diary.store.findings() == ()
    assert diary.store.sightings(stored.id) == ()


def test_removal_requests_count_their_attempts(diary):
    diary.ask({"a": "1"})
    (stored,) = diary.store.findings()

    attempts = [diary.store.decide(stored.id, Verdict.REQUESTED, MONDAY + n * WEEK).attempt for n in range(2)]
    diary.store.undo(stored.id, MONDAY)
    again = diary.store.decide(stored.id, Verdict.REQUESTED, MONDAY)

    assert (attempts, again.attempt) == ([1, 2], 2)
    assert diary.store.findings()[0].decision == again


def test_undo_brings_the_decision_before_back_in_force(diary):
    diary.ask({"a": "1"})
    (stored,) = diary.store.findings()
    diary.store.decide(stored.id, Verdict.UNSURE, MONDAY)
    diary.store.decide(stored.id, Verdict.ACCEPTED, MONDAY)

    undone = [diary.store.undo(stored.id, MONDAY) for _ in range(3)]

    assert [decision and decision.verdict for decision in undone] == [Verdict.ACCEPTED, Verdict.UNSURE, None]
    assert diary.store.findings()[0].decision is None


def test_her_word_comes_with_what_is_known(diary):
    diary.ask({"a": "1"})
    (stored,) = diary.store.findings()
    diary.store.decide(stored.id, Verdict.NOT_ME, MONDAY)

    known = diary.store.known(LIST, [("nppes", "a")], "1")

    assert (known[("nppes", "a")].verdict, known[("nppes", "a")].withheld) == (Verdict.NOT_ME, True)


# -- ledger and the small facts


def test_the_ledger_says_what_was_told_to_whom_since_when(diary):
    rows = [
        Disclosure(at=MONDAY + n * WEEK, source="nppes", host="npi.example", tells=("name", "town"), purpose="scan")
        for n in range(3)
    ]
    for row in rows:
        diary.store.disclose(row)

    assert diary.store.disclosures(MONDAY) == tuple(rows)
    assert diary.store.disclosures(MONDAY + WEEK) == tuple(rows[1:])


def test_seal_first_yes_due_dates_and_rules_are_kept(path):
    with Store.open(path, KEY) as store:
        empty = (store.sealed(), store.approved(), store.due("week"), store.mark("rules"))
        store.seal(["Maren Holloway", "Maren Lindqvist"])
        store.approve(MONDAY)
        store.set_due("week", MONDAY)
        store.set_due("week", MONDAY + WEEK)
        store.set_mark("rules", "3")

    assert empty == ((), None, None, "")
    with Store.open(path, KEY) as store:
        assert store.sealed() == ("Maren Holloway", "Maren Lindqvist")
        assert (store.approved(), store.due("week"), store.mark("rules")) == (MONDAY, MONDAY + WEEK, "3")


def test_a_time_without_a_zone_is_refused(diary):
    with pytest.raises(ValueError, match="without a zone"):
        diary.store.approve(MONDAY.replace(tzinfo=None))


# -- numbers (DESIGN §9)


def vacuumed_size(store: Store, copy: Path) -> int:
    copy.unlink(missing_ok=True)
    store._db.execute(f"VACUUM INTO '{copy}'")
    return copy.stat().st_size


@pytest.mark.parametrize("requests", [1, 2])
def test_an_unchanged_week_adds_less_than_200_bytes_for_each_question(path, tmp_path, requests):
    weeks, questions = 60, [replace(ENGINE, text=f'"Maren Holloway" {n}') for n in range(10)]
    answer = {f"page {n}": "bio !phone" for n in range(20)}
    said = Disclosure(at=MONDAY, source="searxng", host="search.example", tells=("name", "credential"), purpose="scan")
    with Store.open(path, KEY) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        diary = Diary(store, rules="1.1")

        def week():
            diary.later()
            for question in questions:
                for _ in range(requests):
                    store.disclose(replace(said, at=diary.now))
                snapshot = diary.snapshot(answer, question, answers=Answers.RANKED, witness=question)
                store.record(snapshot, Comparison(states=snapshot.findings), ())

        week(), week()
        before = vacuumed_size(store, tmp_path / "copy")
        for _ in range(weeks):
            week()
        added = vacuumed_size(store, tmp_path / "copy") - before

    assert 0 < added / (weeks * len(questions)) < 200


def test_every_weekly_question_is_an_index_walk(diary):
    """However long the history, no table is read from end to end to compare or to record one answer."""
    diary.engine({"a": "1", "b": "2"}), diary.engine({"a": "1"}, SITE)
    statements = []
    with diary.store._db.tracer(lambda sql, parameters: statements.append((sql, parameters))):
        diary.later().engine({"a": "2", "c": "1"})
        diary.later().engine({}, SITE)
        diary.later().engine({}, SITE)
        diary.store.validators(ENGINE, "1")
        diary.store.page(ENGINE)
        diary.store.last_answer(ENGINE)
        diary.store.disclosures(MONDAY)
        diary.store.untold()

    # The plan of an upsert names a walk over the children of its keys, which runs only while a key is already broken.
    diary.store._db.execute("PRAGMA foreign_keys = OFF")
    scans = {
        row["detail"]
        for sql, parameters in statements
        if sql.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}
        for row in diary.store._db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", parameters or ()).fetchall()
        if row["detail"].startswith("SCAN") and "CONSTANT ROW" not in row["detail"]
    }
    assert scans == {"SCAN c USING INDEX change_untold"}


def test_a_change_that_was_recorded_waits_to_be_told(diary):
    diary.ask({})
    diary.later().ask({"a": "1"})

    ((change_id, finding_id, change),) = diary.store.untold()

    assert change == Change(kind=ChangeKind.NEW, finding=("nppes", "a"), at=MONDAY + WEEK, question=LIST.key)
    assert finding_id == diary.store.findings()[0].id
    assert change_id


def test_a_question_is_its_source_and_text(diary):
    diary.ask({"a": "1"}, Question(source="nppes", text="x: y", tells=()))

    assert diary.store.findings()[0].ranks == (("nppes:x: y", 1),)


def test_of_a_page_that_is_not_hers_the_question_that_could_call_it_gone_goes_too():
    diary = Diary()
    diary.engine({"a": "bio"})
    (page,) = diary.store.findings()

    diary.store.decide(page.id, Verdict.NOT_ME, diary.now)

    texts = [row["text"] for row in diary.store._db.query("SELECT text FROM question")]
    assert [text for text in texts if "a.example" in text] == []
    assert '"Maren Holloway"' in texts


def test_the_last_answer_to_an_item_of_the_check_up_counts_until_it_is_taken_back():
    with Store.in_memory() as store:
        store.answer_checkup("old_posts", Answer.TO_DO, MONDAY)
        store.answer_checkup("old_posts", Answer.FINE, MONDAY + timedelta(days=3))
        both = store.checkup()
        store.take_back_checkup("old_posts")
        one = store.checkup()
        store.take_back_checkup("old_posts")

        assert both == {"old_posts": Given(answer=Answer.FINE, at=MONDAY + timedelta(days=3))}
        assert one == {"old_posts": Given(answer=Answer.TO_DO, at=MONDAY)}
        assert store.checkup() == {}
