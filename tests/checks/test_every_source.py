"""What every source promises. The list comes from the catalogue: a source without saved answers fails here."""

import ast
import importlib
import inspect
import json
import re
from dataclasses import replace
from urllib.parse import unquote_plus, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks import catalog
from checks.errors import Blocked, FootprintError, Unreachable, Unreadable
from checks.model import FACTS, TELLS, TEXT_LIMIT, WEB, Answers, Finding
from checks.source import Source, witness
from tests.checks.asking import SAVED, Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

# Control characters, changes of direction, line separators, halves of pairs (promise 10).
NEVER_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_STATES = ("state", "contributor_state", "state[id]")  # what interfaces call the parameter that names a state

every_source = pytest.mark.parametrize("source", catalog.SOURCES, ids=lambda source: source.name)


def expected(source):
    return json.loads((SAVED / source.name / "expected.json").read_text(encoding="utf-8"))


def asked(source):
    """The question of the saved hit, and the settings that belong to it."""
    sample = expected(source)
    question = next(q for q in source.questions(QUERY, sample["settings"]) if q.text == sample["question"])
    return question, sample["settings"]


def answers_of(source, name):
    """The saved answers, one a request: `hit`, and `hit_2` where its question leads to a second request."""
    more = (SAVED / source.name / f"{name}_2.json").exists()
    return [saved(source.name, each) for each in (name, f"{name}_2")[: 1 + more]]


def hits(source):
    return answers_of(source, "hit")


async def answered(source, *answers):
    question, configured = asked(source)
    return await read(source, question, *answers, settings=configured)


def as_saved(finding: Finding):
    return {
        "source": finding.source, "key": finding.key, "url": finding.url, "title": finding.title,
        "facts": {name: list(values) for name, values in finding.facts.items()},
        "text": finding.text, "excerpt": finding.excerpt,
    }  # fmt: skip


# The form of a source


def module_of(source: Source):
    return importlib.import_module(f"checks.{source.room}.{source.name}")


@every_source
def test_its_name_is_its_files_name_and_its_room_its_package(source):
    assert module_of(source).SOURCE is source


@every_source
def test_it_says_who_it_is(source):
    docstring = inspect.getdoc(module_of(source))

    assert source.homepage.startswith("https://")
    assert source.title
    assert source.cost
    assert source.confidence in {"verified", "uncertain"}
    assert re.search(r"https://\S+$", docstring.splitlines()[0])
    assert "Catalogue: " in docstring


@every_source
def test_its_vocabulary_is_ours(source):
    configured = expected(source)["settings"]

    asked_for = list(source.questions(QUERY, configured))

    assert asked_for
    assert set(source.tells) <= TELLS
    for question in asked_for:
        assert question.source == source.name
        assert question.tells
        assert set(question.tells) <= set(source.tells)
        assert question.every_days >= 7
        assert question.text == question.text.strip() != ""
    assert len({question.key for question in asked_for}) == len(asked_for)


class Noticing(dict):
    """Settings that keep which of them were looked up."""

    def __init__(self, *said):
        super().__init__(*said)
        self.looked_up = set()

    def __getitem__(self, name):
        self.looked_up.add(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.looked_up.add(name)
        return super().get(name, default)


@every_source
async def test_it_looks_up_no_setting_that_it_does_not_declare(source):
    question, configured = asked(source)
    noticing = Noticing(configured)

    list(source.questions(QUERY, noticing))
    await read(source, question, *hits(source), settings=noticing)

    assert noticing.looked_up <= {*source.needs, *source.takes}


@every_source
def test_it_imports_neither_another_source_nor_the_client(source):
    tree = ast.parse(inspect.getsource(module_of(source)))
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            named |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}

    forbidden = (
        "checks.search",
        "checks.profiles",
        "checks.trail",
        "checks.catalog",
        "monitor",
        "reports",
        "httpx",
        "time",
        "logging",
    )
    assert not [name for name in named if any(name == part or name.startswith(f"{part}.") for part in forbidden)]
    assert not {"asyncio.sleep", "datetime.now"} & {
        ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)
    }


@every_source
def test_it_has_its_saved_answers(source):
    there = {path.name for path in (SAVED / source.name).iterdir()}

    assert {"hit.json", "nobody.json", "refusal.json", "changed.json", "expected.json"} <= there


def test_no_saved_answer_belongs_to_a_source_that_is_not_there():
    assert {path.name for path in SAVED.iterdir()} == {source.name for source in catalog.SOURCES}


# Its four answers


@every_source
async def test_a_hit_becomes_the_expected_findings(source):
    findings, error = await answered(source, *hits(source))

    assert error is None
    assert [as_saved(finding) for finding in findings] == expected(source)["findings"]


@every_source
async def test_it_asks_what_its_interface_documents_and_nothing_else(source):
    question, configured = asked(source)
    asking = Asking(*hits(source), settings=configured)

    async for _ in source.search(question, asking):
        pass

    sample = expected(source)
    wanted = sample["requests"] if "requests" in sample else [sample["request"]]
    assert [as_sent(request) for request in asking.requests] == wanted
    spelled = {"url": configured.get("url", ""), "page": question.text}
    hosts = {urlsplit(spelled[host]).hostname if host in spelled else host for host in source.hosts}
    assert {urlsplit(request.url).hostname for request in asking.requests} <= hosts


def as_sent(request):
    """Its address and parameters, and the JSON of a POST."""
    sent = {"url": request.url, "params": dict(request.params)}
    return sent | {"json": json.loads(request.body)} if request.method == "POST" else sent


@every_source
async def test_nobody_is_an_empty_and_complete_answer(source):
    assert await answered(source, *answers_of(source, "nobody")) == ([], None)


@every_source
@pytest.mark.parametrize("wall", ["its own", "a challenge", "a throttle"])
async def test_a_refusal_is_blocked_and_never_nothing(source, wall):
    challenge = reply(
        b"<title>Just a moment...</title>", 403, **{"cf-mitigated": "challenge", "content-type": "text/html"}
    )
    answer = {
        "its own": saved(source.name, "refusal"),
        "a challenge": challenge,
        "a throttle": reply(b"slow down", 429),
    }[wall]

    findings, error = await answered(source, answer)

    assert findings == []
    assert isinstance(error, Blocked)
    assert str(error)


@every_source
async def test_a_new_shape_is_unreadable_and_never_nothing(source):
    findings, error = await answered(source, saved(source.name, "changed"))

    assert findings == []
    assert isinstance(error, Unreadable)


@every_source
@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"<html><title>Maintenance</title></html>", b'{"results": null}']
)
async def test_an_answer_without_content_is_never_a_finding(source, body):
    findings, error = await answered(source, reply(body, **{"content-type": "text/html"}))

    assert findings == []
    # An empty list is how some say nothing, and one archive with no text at all; for everybody else this is a new shape.
    nothing = {saved(source.name, "nobody").body} | ({b""} if source.name == "wayback" else set())
    assert isinstance(error, Unreadable) or body in nothing


@every_source
@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_fault_of_theirs_is_unreachable(source, status):
    findings, error = await answered(source, reply(b"oops", status))

    assert findings == []
    assert isinstance(error, Unreachable)


@every_source
async def test_an_unknown_status_is_unreadable(source):
    _, error = await answered(source, reply({"results": []}, 418))

    assert isinstance(error, Unreadable)


# Its findings


@every_source
async def test_its_findings_are_in_our_form(source):
    findings, _ = await answered(source, *hits(source))

    assert len({finding.id for finding in findings}) == len(findings)
    for finding in findings:
        assert_in_form(source, finding)


def assert_in_form(source, finding):
    assert finding.source in {source.name, WEB}
    assert finding.key
    assert finding.title
    assert finding.url.startswith(("https://", "http://"))
    assert set(finding.facts) <= FACTS
    assert not finding.excerpt or finding.source == WEB
    assert not (finding.excerpt and finding.facts)  # facts of an excerpt are read after redaction
    assert len(finding.text.encode()) <= TEXT_LIMIT
    for values in finding.facts.values():
        assert type(values) is tuple
        assert values
        assert list(values) == sorted(set(values))
        assert all(type(value) is str and value == value.strip() != "" for value in values)
    for text in (
        finding.key,
        finding.url,
        finding.title,
        finding.text.replace("\n", ""),
        *sum(finding.facts.values(), ()),
    ):
        assert not NEVER_SHOWN.search(text), ascii(text)


@every_source
def test_what_may_deny_a_finding_follows_from_what_its_answers_hold(source):
    question, _ = asked(source)
    finding = Finding(source=WEB, key="k", url="https://www.ratedcare.example/p", title="t")

    denies = witness(source, question, finding)

    match source.answers:
        case Answers.WHOLE:
            assert denies == question.key
        case Answers.STREAM:
            assert denies == ""
        case Answers.RANKED:
            site = f'{source.name}:"Maren Holloway" site:ratedcare.example'
            assert denies == (site if source.recheck else "")  # else nothing of it is ever gone


# What it says


@every_source
def test_its_questions_are_pure(source):
    configured = expected(source)["settings"]

    assert tuple(source.questions(QUERY, configured)) == tuple(source.questions(QUERY, dict(configured)))


@every_source
def test_it_asks_nothing_where_there_is_nothing_to_say(source):
    bare = replace(
        QUERY,
        names=("?",),
        credentials=(),
        profession="",
        towns=(),
        practice=None,
        npi="",
        handles=(),
        profiles=(),
        emails=(),
    )

    assert list(source.questions(bare, {})) == []


async def every_request(source):
    """Everything that would be said about the fictional clinician: each question with the requests it leads to."""
    configured = expected(source)["settings"]
    for question in source.questions(QUERY, configured):
        asking = Asking(*hits(source), settings=configured)
        try:
            async for _ in source.search(question, asking):
                pass
        except FootprintError:
            pass
        yield question, asking.requests


def said(request):
    params = " ".join(f"{name}={value}" for name, value in request.params)
    body = json.loads(request.body) if request.body else ""
    return unquote_plus(f"{request.url} {params} {dict(request.headers)} {body}").casefold()


@every_source
async def test_no_private_fact_is_said(source):
    private = SUBJECT.private
    pieces = (
        "alder",
        "97212",
        "5550177",
        "555-0177",
        "tobias",
        "1981",
        *(email.casefold() for email in private.emails),
    )
    requests = 0

    async for question, made in every_request(source):
        requests += len(made)
        for text in (question.text.casefold(), *map(said, made)):
            assert not [piece for piece in pieces if piece in text]
            assert not list(private.found_in(text))

    assert requests


@every_source
async def test_whatever_a_request_says_about_her_its_question_declares(source):
    practice = QUERY.practice
    classes = (  # longer values first: a page holds a town, an address of mail a name
        ("email", QUERY.emails),
        ("page", [*(page.removeprefix("https://") for page in QUERY.profiles), "juniperstreet.example"]),
        ("handle", ["marenholloway.bsky.social", "quietjuniper"]),
        ("practice", [practice.name, practice.phone, "503 555-0142", "15035550142", practice.email]),
        ("name", ["maren", "holloway", "lindqvist"]),
        ("credential", QUERY.credentials),
        ("town", [*(town.city for town in QUERY.towns), *(f"{p}={s}" for p in _STATES for s in ("OR", "ID"))]),
        ("profession", [QUERY.profession]),
        ("npi", [QUERY.npi]),
        ("licence", ["L7731"]),
    )

    async for question, made in every_request(source):
        told = set()
        for left in map(said, made):
            for identifier, values in classes:
                for value in map(str.casefold, values):
                    found = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
                    told |= {identifier} if found.search(left) else set()
                    left = found.sub(" ", left)  # noqa: PLW2901 what is explained is taken out
        assert told == set(question.tells) - {"email_hash", "alert"}


@every_source
def test_no_key_and_no_secret_address_stands_in_a_question(source):
    configured = expected(source)["settings"]

    for question in source.questions(QUERY, configured):
        assert not [value for value in configured.values() if value in question.text]


# What strangers may answer

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.just("\ud800\x1b[2J\u202e"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def places(value, path=()):
    """Every place in a decoded answer, as the way to it."""
    yield path
    branches = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in branches:
        yield from places(inner, (*path, step))


def with_junk(value, path, put_there):
    if not path:
        return put_there
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[path[0]] = with_junk(copied[path[0]], path[1:], put_there)
    return copied


@st.composite
def spoilt(draw, good: bytes):
    """A good answer with one place in it spoilt, or junk from the start."""
    try:
        answer = json.loads(good)
    except ValueError:  # a feed
        cut = draw(st.integers(0, len(good)))
        return good[:cut] + draw(st.binary(max_size=40)) + good[cut + draw(st.integers(0, 40)) :]
    path = draw(st.sampled_from(list(places(answer))))
    return json.dumps(with_junk(answer, path, draw(junk))).encode()


@every_source
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_nothing_a_stranger_answers_breaks_it(source, data):
    """Only our own errors come out, and every finding that comes out is in our form."""
    name = data.draw(st.sampled_from(["hit", "nobody", "refusal"]))
    answers = answers_of(source, name)
    which = data.draw(st.sampled_from(range(len(answers))))
    answers[which] = replace(answers[which], body=data.draw(spoilt(answers[which].body)))

    findings, error = await answered(source, *answers)

    assert error is None or isinstance(error, FootprintError), error
    for finding in findings:
        assert_in_form(source, finding)
