"""The configuration: every problem at once, in plain words; secrets and private facts in no message (promises 1, 2, 14)."""

import ast
import importlib
import inspect
import json
import os
import string
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checks.errors import ConfigError, DeliveryError, FootprintError
from checks.model import Address, Practice, PrivateFacts, Query, Room, Subject, Town
from checks.source import Source
from monitor import home
from monitor.config import load
from monitor.configuration import secrets
from monitor.configuration.document import SIZE_LIMIT
from monitor.configuration.layout import Root, parts

KNOWN = ("searxng", "brave", "google_alerts", "nppes", "bluesky", "gravatar", "wayback", "xposedornot")
NAME = '[name]\ndaily = "Maren Holloway"\n'
MAIL = NAME + '[mail]\nto = "a@b.example"\nsender = "a@b.example"\n'
KEY = "BSAsecret-0f3c77aa"
PRIVATE = """
[private]
phones = ["(503) 555-0177"]
emails = ["quiet@postbox.example"]
birth_date = 1981-04-17
relatives = ["Tobias Holloway"]
[[private.home_addresses]]
street = "2816 NE Alder Court"
city = "Portland"
"""


@pytest.fixture
def write(tmp_path):
    """Writes config.toml and answers its path; owner-only unless told otherwise."""

    def writer(text: str | bytes, *, mode: int = 0o600) -> Path:
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    return writer


@pytest.fixture
def problems(write):
    def find(text: str | bytes, **kwargs) -> tuple[str, ...]:
        with pytest.raises(ConfigError) as caught:
            load(write(text, **kwargs), KNOWN)
        return caught.value.problems

    return find


def source(name: str) -> Source:
    return Source(
        name=name,
        title=name,
        homepage="https://x.example",
        room=Room.SEARCH,
        tells=(),
        hosts=(),
        questions=None,
        search=None,
    )


# -- what it means


def test_a_name_is_all_that_must_be_there(write):
    config = load(write(NAME), KNOWN)

    assert config.subject == Subject(query=Query(names=("Maren Holloway",)))
    assert (config.schedule.weekday, config.schedule.hour) == ("monday", 7)
    assert config.network.contact == ""


def test_what_the_file_says_becomes_the_subject(write):
    text = 'npi = "2345678918"\norcid = "https://orcid.org/0000-0002-1825-0097"\nprofiles = ["https://juniperstreet.example/"]\n'
    text += NAME + 'also = ["Maren E. Holloway", "Maren Holloway"]\nformer = ["Maren Lindqvist"]\ncountry = "us"\n'
    text += (
        '[[towns]]\ncity = " Portland  "\nregion = "OR"\n[[handles]]\nplatform = "Bluesky"\nhandle = "@maren.example"\n'
    )
    text += '[practice]\nname = "Juniper"\nstreet = "1904 SW Juniper Street"\nphone = "(503) 555-0142"\nemail = "hello@juniperstreet.example"\n'

    config = load(write(text + PRIVATE), KNOWN)

    query = config.subject.query
    assert query.names == ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")
    assert (query.npi, query.orcid) == ("2345678918", "0000-0002-1825-0097")
    assert query.towns == (Town(city="Portland", region="OR"),)
    assert query.practice == Practice(name="Juniper", phone="(503) 555-0142", email="hello@juniperstreet.example")
    assert [(h.platform, h.handle) for h in query.handles] == [("bluesky", "maren.example")]
    assert config.subject.practice_address == Address(street="1904 SW Juniper Street")
    assert config.subject.private.birth_date == date(1981, 4, 17)
    assert config.network.contact == "hello@juniperstreet.example"


@pytest.mark.parametrize("domain", ["postbox.example", "postbox.test", "example.com"])
def test_the_reserved_domains_of_examples_are_mail_addresses(write, domain):
    config = load(write(f'{NAME}[breach_lookup]\nemails = ["maren@{domain}"]\n'), KNOWN)

    assert config.subject.query.emails == (f"maren@{domain}",)


def test_a_phone_number_is_read_by_the_rules_of_her_country(write, problems):
    british = '[practice]\nphone = "020 7946 0958"\n'

    config = load(write(f'{NAME}country = "GB"\n{british}'), KNOWN)

    assert config.subject.query.practice.phone == "020 7946 0958"
    assert problems(NAME + british)[0].startswith("config.toml: practice.phone must be a phone number")


def test_the_port_follows_the_way_of_encryption(write):
    found = [
        load(write(f'{MAIL}host = "localhost"\nsecurity = "{way}"\n'), KNOWN).mail.port
        for way in ("starttls", "tls", "plain")
    ]

    assert found == [587, 465, 25]


def test_the_hosts_that_the_file_names_are_open_and_no_others(write):
    text = '[network]\ngateway = "http://127.0.0.1:8765"\n[sources.searxng]\nurl = "http://Searx.lan:8888/x"\n'
    text += '[sources.google_alerts]\nfeed_url_env = "ALERTS"\n'

    assert load(write(NAME + text), KNOWN).open_hosts == {"127.0.0.1:8765", "searx.lan:8888"}


def test_a_part_that_is_there_switches_its_source_on_unless_it_says_otherwise(write):
    config = load(write(f'{NAME}[sources.brave]\napi_key_env = "KEY"\n[sources.gravatar]\nenabled = false\n'), KNOWN)

    assert [config.switch(source(name)) for name in ("brave", "gravatar", "nppes")] == [True, False, None]


def test_a_setting_that_its_source_does_not_know_is_an_error_that_names_those_it_takes(write):
    text = f'{NAME}[sources.brave]\napi_key_env = "KEY"\nlanguage = "en"\n[sources.gravatar]\n[sources.nppes]\nsites = "x"\n'

    with pytest.raises(ConfigError) as refused:
        load(write(text), KNOWN, lambda name: ("api_key",) if name == "brave" else ())

    assert [problem.partition(": ")[2] for problem in refused.value.problems] == [
        "sources.brave.language is no setting of this source: it takes api_key",
        "sources.nppes.sites is no setting of this source: it takes none",
    ]


def test_of_a_source_of_which_nothing_is_known_no_setting_is_wrong(write):
    assert load(write(f'{NAME}[sources.brave]\nlanguage = "en"\n'), KNOWN, lambda _name: None).settings("brave")


def test_a_mark_before_the_text_as_windows_editors_write_it_changes_nothing(write):
    assert load(write(b"\xef\xbb\xbf" + NAME.replace("\n", "\r\n").encode()), KNOWN).subject.name == "Maren Holloway"


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Vienna", "UTC"])
def test_a_time_zone_of_the_iana_names_is_taken(write, zone):
    assert load(write(f'{NAME}[schedule]\ntimezone = "{zone}"\nweekday = "Sunday"\n'), KNOWN).schedule.timezone == zone


# -- what is wrong

WRONG = {
    # the file's own words → what is said of it
    "[mail]\nport = 'smtp'": 'config.toml: mail.port must be a whole number, got "smtp"',
    "[mail]\nport = 99999": "config.toml: mail.port must lie between 1 and 65535, got 99999",
    "[mail]\nsecurity = 'ssl'": 'config.toml: mail.security must be "starttls", "tls" or "plain", got "ssl"',
    "[mail]\nhost = 'smtp.x.example:587'": "the number behind the colon belongs into mail.port",
    "[mail]\nhost = 'smtp.x.example'\nsecurity = 'plain'": "to a server on this machine only",
    "[mail]\nhost = 'localhost'\nsecurity = 'plain'\nusername = 'm'\npassword_env = 'P'": "never sent without encryption",
    "[mail]\ntoken_command = ['oama', 'access']": "mail.username is missing",
    "[mail]\npassword_env = 'PASS'": "mail.username is missing",
    "[mail]\npassword = 'hunter2'": "mail.password must not stand in this file",
    "[mail]\nhost = 'x.example'": "mail.to is missing",
    "[mail]\nto = 'maren'": "mail.to must be an e-mail address",
    "[mail]\nto = 'Maren <a@b.example>, Tobias <c@d.example>'": "mail.to must be an e-mail address",
    "[mial]\nto = 'x'": "mial is no key of this file: did you mean mail?",
    "[practice]\nwebsit = 'https://x.example'": "practice.websit is no key of this file: did you mean practice.website?",
    "[practice]\nport = 25": "practice.port does not belong here, but under [mail]",
    "[practice]\nwebsite = 'juniper.example'": "practice.website must be a web address that begins with https:// or http://",
    "[practice]\nwebsite = 'ftp://juniper.example'": "practice.website must be a web address",
    "[practice]\nwebsite = 'https://me:pw@juniper.example'": "practice.website must not hold a user name or password",
    "[practice]\nwebsite = 'http://[::1'": "practice.website must be a web address",
    "[practice]\nwebsite = 'http://localhost/'": "practice.website must be a page of the public web",
    "[practice]\nphone = '555-0142'": "practice.phone must have its area code",
    "[practice]\nphone = 'call me'": "practice.phone must be a phone number",
    "[practice]\nemail = 'hello@'": "practice.email must be an e-mail address",
    '[practice]\nname = "A \\u0007 bell"': "practice.name must not hold line breaks or characters that cannot be seen",
    '[practice]\nname = "Juniper \\u202e teertS"': "practice.name must not hold line breaks",
    "[practice]\nname = 'The \"best\" OR site:x'": "practice.name must not hold quotation marks",
    "[[practice]]\nname = 'x'": "practice must be one part that begins with [practice]",
    "towns = 'Portland'": "towns must be written as [[towns]], with two brackets, once for each",
    "[towns]\ncity = 'Portland'": "towns must be written as [[towns]]",
    "[[towns]]\ncity = 'Portland'\n[[towns]]\ncity = 5": "towns[2].city must be a text in quotation marks, got a number",
    "[[towns]]\nregion = 'OR'": "towns[1].city is missing",
    "[[towns]]\ncity = 'Leeds'\ncountry = 'UK'": 'towns[1].country must be "GB"',
    "[[licences]]\nboard = 'Oregon'": "licences[1].number is missing",
    "[[handles]]\nplatform = 'bluesky'\nhandle = 'a b'": "handles[1].handle must be one word",
    "[breach_lookup]\nemails = 'a@b.example'": "breach_lookup.emails must be a list in square brackets",
    "[breach_lookup]\nemails = [" + '"a@b.example",' * 21 + "]": "breach_lookup.emails holds more than 20 entries",
    "[private]\nbirth_date = '17.4.81'": "private.birth_date must be a date written as year-month-day",
    "[private]\nbirth_date = 1981-04-17T12:00:00": "private.birth_date must be a date written as",
    "[private]\nrelatives = [1]": "private.relatives[1] must be a text in quotation marks, got a number",
    "[private.home_addresses]\nstreet = 'x'": "private.home_addresses must be written as [[private.home_addresses]]",
    "[schedule]\nweekday = 'Mo'": 'schedule.weekday must be a day of the week (monday, tuesday, wednesday, thursday, friday, saturday, sunday), got "Mo"',
    "[schedule]\nhour = 24": "schedule.hour must lie between 0 and 23, got 24",
    "[schedule]\nhour = true": "schedule.hour must be a whole number, got true",
    "[schedule]\ntimezone = 'Portland'": 'schedule.timezone must be the name of a time zone, such as "America/Los_Angeles", got "Portland"',
    "[schedule]\ntimezone = 'America'": "schedule.timezone must be the name of a time zone",
    "[schedule]\ntimezone = '/etc/passwd'": "schedule.timezone must be the name of a time zone",
    "[network]\ngateway = 'http://proxy.example:8080'": "network.gateway must lie on this machine",
    "[network]\ngateway = 'http://127.0.0.1:1/x'": "network.gateway must end after its port",
    "[network]\nallow_private = true": "network.allow_private is no key of this file; under [network] there can be contact, gateway",
    "[sources.brvae]\nenabled = true": "sources.brvae is no source of this program: did you mean sources.brave?",
    "[sources.facebook]\nenabled = true": "sources.facebook is no source of this program: there are bluesky, brave,",
    "[sources.brave]\nenabeld = false": "sources.brave.enabeld is no key of a source: did you mean sources.brave.enabled?",
    "[sources.brave]\nenabled = 'no'": "sources.brave.enabled must be true or false",
    "[sources.brave]\nmonthly_questions = '1,000'": "sources.brave.monthly_questions must be a whole number from 1 to 1,000,000",
    "[sources.brave]\nmonthly_questions = 0": "sources.brave.monthly_questions must be a whole number",
    "[sources.brave]\nmonthly_question = 500": "did you mean sources.brave.monthly_questions?",
    f"[sources.brave]\napi_key = '{KEY}'": "sources.brave.api_key must not stand in this file: put it into a file that only you can read",
    f"[sources.brave]\napi_key_env = '{KEY}'": "sources.brave.api_key_env must be the name of an environment variable",
    f"[sources.google_alerts]\nfeed_url = 'https://g.example/{KEY}'": "sources.google_alerts.feed_url must not stand in this file",
    "[sources.searxng]\nurl = 'searx'": "sources.searxng.url must be a web address",
    f"[sources.searxng]\nurl = 'http://me:{KEY}@searx.example'": "sources.searxng.url must not hold a user name or password",
    "[sources.searxng]\nengines = ['a']": "sources.searxng.engines must be a text in quotation marks",
    "[sources]\nbrave = true": "sources.brave must be one part that begins with [sources.brave]",
    "[[sources]]\nname = 'brave'": "sources must be parts such as [sources.brave]",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said_in_one_line_with_its_place(problems, text):
    before, at, rest = text.partition("[")
    is_top = not text.startswith("[")

    found = problems(f"{text}\n{NAME}" if is_top else f"{NAME}{before}{at}{rest}\n")

    assert any(WRONG[text] in line for line in found), found
    assert all(line.startswith("config.toml: ") and "\n" not in line for line in found)
    assert not [
        word
        for word in ("Input", "pydantic", "validation", "dict", "str_type", "None")
        for line in found
        if word in line
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("", "name is missing"),
        ("name = 'Maren Holloway'", "name must be one part that begins with [name]: this program follows one person"),
        ("[name]\nalso = []", "name.daily is missing"),
        ("[name]\ndaily = 'Maren'", "name.daily must have a first and a last name"),
        ("[name]\ndaily = 'Dr. Holloway'", "name.daily must have a first and a last name"),
        ("[name]\ndaily = ''", "name.daily must have a first and a last name"),
        ("[name]\ndaily = '👩 🏠'", "name.daily must be a person's name"),
        ("[name]\ndaily = 7", "name.daily must be a text in quotation marks, got a number"),
        ('[name]\ndaily = "Maren\\nHolloway"', "name.daily must not hold line breaks"),
        ("[name]\ndaily = 'Maren Holloway\" OR \"Tobias Roe'", "name.daily must be a person's name"),
        ("[name]\ndaily = 'Maren Holloway OR Tobias Roe'", "name.daily must be the name of one person"),
        ("[name]\ndaily = 'Maren and Tobias Holloway'", "name.daily must be the name of one person"),
        ("[name]\ndaily = 'maren@holloway.example x'", "name.daily must be a person's name"),
        (f"[name]\ndaily = 'Maren {'x' * 80}'", "name.daily is longer than 80 characters"),
        ("[name]\ndayli = 'Maren Holloway'", "name.dayli is no key of this file: did you mean name.daily?"),
        ("npi = '2345678919'\n" + NAME, "npi is no NPI: its last digit does not fit"),
        ("npi = '12345'\n" + NAME, "npi must be ten digits"),
        ("npi = 2345678918\n" + NAME, "npi must be a text in quotation marks, got a number"),
        ("orcid = '0000-0002-1825-0098'\n" + NAME, "orcid is no ORCID iD"),
        ("profiles = ['juniper']\n" + NAME, "profiles[1] must be a web address"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_person_is_said_too(problems, part, said):
    found = problems(part)

    assert any(line.startswith(f"config.toml: {said}") for line in found), found


def test_every_problem_is_said_at_once(problems):
    text = 'npi = "1"\n[name]\ndaily = "Maren"\n[[towns]]\nregion = "OR"\n[practice]\nphone = "5"\n'
    text += '[mail]\nport = "x"\nsecurity = "plain"\nhost = "smtp.x.example"\npassword_env = "P"\n[sources.brvae]\n[sources.brave]\napi_key = "x"\n'
    text += '[private]\nemails = ["hello@x.example"]\n[network]\ncontact = "Hello@x.example"\n'

    found = problems(text, mode=0o644)

    paths = {line.split()[1] for line in found}
    expected = {
        "npi",
        "name.daily",
        "towns[1].city",
        "practice.phone",
        "mail.port",
        "mail.security",
        "mail.to",
        "mail.username",
    }
    assert paths >= expected | {"sources.brvae", "sources.brave.api_key", "network.contact", "others"}
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[name\ndaily = "x"', "line 1, column 6"),
        (b'[name]\ndaily = "Maren Holloway', "the end of the file: a text is not closed"),
        (b"[name]\ndaily = Maren Holloway\n", "line 2, column 9: a value is missing or not written as one"),
        (b'[name]\ndaily "Maren"\n', "line 2, column 7: a key must be followed by ="),
        (b"[mail]\n[mail]\n", "line 2, column 6: a part stands there twice"),
        (b"a = 1\na = 2\n", "line 2, column 6: a key or part stands there twice"),
        (b"[private]\nbirth_date = 1981-02-30\n", "line 2, column 14: there is no such date"),
        (b"a = " + b"9" * 5000, "a number far too long"),
        (b"a = " + b"[" * 30000, "nested too deeply"),
        ('[name]\ndaily = "José Núñez"\n'.encode("latin-1"), "line 2 holds a character that is not UTF-8"),
        (NAME.encode("utf-16"), "it is saved as UTF-16: save it as UTF-8"),
        (b"\x00\x01\x02", "line 1, column 1"),
    ],
)
def test_a_file_that_is_no_toml_gets_one_line_with_the_place(problems, content, said):
    (line,) = problems(content)

    assert line.startswith("config.toml: ")
    assert said in line
    assert "Maren" not in line


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match=r"copy config\.example\.toml to .*config\.toml and fill it in"):
        load(tmp_path / "config.toml", KNOWN)


def test_what_is_no_file_of_a_sensible_size_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_text("#" * (SIZE_LIMIT + 1))
    os.mkfifo(tmp_path / "pipe")

    for name, said in (("folder", "is a folder"), ("large", "is larger than"), ("pipe", "is not an ordinary file")):
        with pytest.raises(ConfigError, match=said):
            load(tmp_path / name, KNOWN)


def test_a_file_that_others_can_read_is_refused_only_if_it_holds_something_private(write, problems):
    (line,) = problems(NAME + PRIVATE, mode=0o640)

    assert "run chmod 600 " in line
    assert load(write(NAME + "[private]\nphones = []\n", mode=0o644), KNOWN).subject.private == PrivateFacts()


# -- promise 2: public or private, never both

BOTH = {
    '[practice]\nphone = "+1 503.555.0177"': ("practice.phone", "a phone"),
    '[practice]\nname = "Call 503 555 0177"': ("practice.name", "a phone"),
    '[practice]\nemail = "Quiet@postbox.example"': ("practice.email", "an e-mail address"),
    '[breach_lookup]\nemails = ["x@y.example", "quiet@postbox.example"]': ("breach_lookup.emails[2]", "an e-mail address"),
    '[network]\ncontact = "quiet@postbox.example"': ("network.contact", "an e-mail address"),
    '[practice]\nname = "The house at 2816 N.E. Alder Ct."': ("practice.name", "a home address"),
    '[practice]\nwebsite = "https://x.example/2816-alder-court"': ("practice.website", "a home address"),
    '[practice]\nwebsite = "https://x.example/?mail=quiet%40postbox.example"': ("practice.website", "an e-mail address"),
    '[practice]\nwebsite = "https://tobias-holloway.example/"': ("practice.website", "a relative's name"),
    '[[handles]]\nplatform = "x"\nhandle = "maren17041981"': ("handles[1].handle", "the birth date"),
    '[[handles]]\nplatform = "x"\nhandle = "maren-4-17-1981"': ("handles[1].handle", "the birth date"),
    '[practice]\nname = "Since April 17th, 1981"': ("practice.name", "the birth date"),
    '[practice]\nname = "Since 17 Apr. 1981"': ("practice.name", "the birth date"),
    '[sources.searxng]\nurl = "http://x.example"\nlanguage = "quiet@postbox.example"': ("sources.searxng.language", "an e-mail address"),
}  # fmt: skip


@pytest.mark.parametrize("text", BOTH)
def test_what_is_private_and_said_aloud_too_is_refused_with_the_way_out(problems, text):
    path, what = BOTH[text]

    (line,) = problems(f"{NAME}{text}\n{PRIVATE}")

    assert line == (
        f"config.toml: {path} holds {what} that [private] keeps private: decide which it is, and take it out of the other place"
    )


@pytest.mark.parametrize(
    "text",
    [
        '[practice]\nstreet = "2816 NE Alder Court"\ncity = "Portland"',  # a practice at home: the street is not said
        '[practice]\nname = "Alder Court Counseling"',
        '[practice]\nphone = "(503) 555-0142"\nemail = "notquiet@postbox.example"',
        '[[handles]]\nplatform = "x"\nhandle = "maren1981"',
        '[mail]\nto = "quiet@postbox.example"\nsender = "quiet@postbox.example"',  # her own mailbox, no source
    ],
)
def test_what_is_private_and_not_said_aloud_is_fine(write, text):
    assert load(write(f"{NAME}{text}\n{PRIVATE}"), KNOWN).subject.private.birth_date


@pytest.mark.parametrize(
    ("query", "private"),
    [
        ({"practice": Practice(phone="503-555-0177")}, {"phones": ("+1 (503) 555-0177",)}),
        ({"emails": ("MAREN@postbox.example",)}, {"emails": ("maren@postbox.example",)}),
        ({"profiles": ("https://x.example/1981/04/17",)}, {"birth_date": date(1981, 4, 17)}),
        ({"practice": Practice(name="2816 Alder")}, {"home_addresses": (Address(street="2816 NE Alder Court"),)}),
        ({"profession": "wife of Tobias Holloway"}, {"relatives": ("Tobias Holloway",)}),
    ],
)
def test_the_type_itself_refuses_a_private_fact_that_is_said_aloud(query, private):
    with pytest.raises(ValueError, match="decide which it is") as caught:
        Subject(query=Query(names=("Maren Holloway",), **query), private=PrivateFacts(**private))

    assert not any(
        str(value) in str(caught.value)
        for values in private.values()
        for value in ([values] if isinstance(values, date) else values)
    )


def test_a_relative_of_the_same_name_does_not_forbid_her_own():
    assert (
        Subject(query=Query(names=("John Smith",)), private=PrivateFacts(relatives=("John Smith",))).name
        == "John Smith"
    )


@given(
    st.text(alphabet=string.digits, min_size=10, max_size=10).filter(lambda d: not d.startswith("0")),
    st.sampled_from(["", "+1 ", "1-"]),
)
def test_a_private_phone_is_found_in_every_spelling(digits, prefix):
    spelled = (
        f"{prefix}({digits[:3]}) {digits[3:6]}-{digits[6:]}",
        f"{prefix}{digits[:3]}.{digits[3:6]}.{digits[6:]}",
        prefix + digits,
    )

    assert all("a phone" in PrivateFacts(phones=(digits,)).found_in(f"call {text} now") for text in spelled)
    assert all("a phone" in PrivateFacts(phones=(text,)).found_in(digits) for text in spelled)


@given(st.dates(min_value=date(1920, 1, 1), max_value=date(2010, 12, 31)))
def test_a_birth_date_is_found_in_every_usual_spelling(day):
    facts = PrivateFacts(birth_date=day)
    spelled = [
        day.isoformat(),
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y%m%d}",
    ]
    spelled += [f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", f"x{day:%d%m%Y}x"]

    assert [text for text in spelled if "the birth date" not in facts.found_in(text)] == []
    assert not list(facts.found_in(f"since {day.year}"))


# -- promise 1: one person


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('also = ["Tobias Roe"]', "name.also[1] has no name in common with your other names"),
        ('former = ["Maren Lindqvist", "Anna Lee", "Bo Diaz"]', "name.former[3] has no name in common"),
        ('also = ["M. H."]', "name.also[1] has no name in common"),
        ("also = [" + ", ".join(f'"Maren {c} Holloway"' for c in "ABCDEFGHIJ") + "]", "name holds 11 names"),
        (
            'also = ["Tobias Holloway"]\n[private]\nrelatives = ["Tobias Holloway"]',
            "name.also[1] also stands in private.relatives",
        ),
    ],
)
def test_the_names_must_be_those_of_one_person(problems, text, said):
    assert any(line.startswith(f"config.toml: {said}") for line in problems(f"{NAME}{text}\n"))


def test_names_that_hang_together_by_a_marriage_between_are_one_person(write):
    config = load(write(f'{NAME}former = ["Michaela Lindqvist", "Maren Lindqvist"]\n'), KNOWN)

    assert len(config.subject.query.names) == 3


@pytest.mark.parametrize(
    "text",
    [
        '[[name]]\ndaily = "Maren Holloway"\n[[name]]\ndaily = "Tobias Roe"\n',
        f'{NAME}[name2]\ndaily = "Tobias Roe"\n',
        f'{NAME}[[subjects]]\ndaily = "Tobias Roe"\n',
        f'{NAME}[clients]\nnames = ["Tobias Roe"]\n',
        f'clients = ["Tobias Roe"]\n{NAME}',
        f'exclude = ["Tobias Roe"]\n{NAME}',
        f'{NAME}[sources.brave]\nquery = {{ name = "Tobias Roe" }}\n',
    ],
)
def test_there_is_no_way_to_name_a_second_person_or_a_list_of_clients(problems, text):
    assert not any("Tobias" in line for line in problems(text))


def test_the_only_keys_that_take_names_of_people_are_her_own_and_the_relatives_that_stay_here():
    """A new key has to be looked at with promise 1 in mind before it is added here."""
    keys = {".".join((*at, name)) for at, names in parts().items() for name in names}

    assert keys - {".".join(at) for at in parts()} == {
        "npi", "orcid", "profiles", "sources",
        "name.daily", "name.also", "name.former", "name.credentials", "name.profession", "name.country",
        "towns.city", "towns.region", "towns.country",
        "practice.name", "practice.street", "practice.city", "practice.region", "practice.postal_code", "practice.phone",
        "practice.email", "practice.website",
        "licences.board", "licences.number", "handles.platform", "handles.handle", "breach_lookup.emails",
        "background.employers", "background.schools", "background.specialties", "background.past_professions",
        "private.phones", "private.emails", "private.birth_date", "private.relatives",
        "private.home_addresses.street", "private.home_addresses.city", "private.home_addresses.region",
        "private.home_addresses.postal_code", "private.home_addresses.country",
        "mail.to", "mail.sender", "mail.host", "mail.security", "mail.port", "mail.username", "mail.password_env",
        "mail.password_file", "mail.token_command", "mail.ca_file",
        "alarm.enabled", "alarm.quiet_from", "alarm.quiet_until", "notify.urls_env", "notify.urls_file",
        "schedule.weekday", "schedule.hour", "schedule.timezone", "network.contact", "network.gateway",
            "checkup.platforms",
    }  # fmt: skip


def test_no_environment_variable_takes_a_name_to_search():
    """Whoever reads the environment is listed here; what they read is a place or a secret, never a person."""
    readers = {
        f"{package}.{path.relative_to(Path(str(files(package)))).with_suffix('').as_posix().replace('/', '.')}"
        for package in ("monitor", "checks", "reports")
        for path in Path(str(files(package))).rglob("*.py")
        if _reads_environment(path.read_text(encoding="utf-8"))
    }

    assert readers <= {"monitor.home", "monitor.configuration.secrets", "monitor.demo"}
    for name, allowed in {
        "monitor.home": {"FOOTPRINT_HOME"},
        "monitor.configuration.secrets": {"CREDENTIALS_DIRECTORY"},
    }.items():
        tree = ast.parse(inspect.getsource(importlib.import_module(name)))
        literal = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        assert {text for text in literal if text.isupper() and text.replace("_", "").isalpha()} <= allowed


def _reads_environment(source_text: str) -> bool:
    names = [
        n.attr if isinstance(n, ast.Attribute) else n.id
        for n in ast.walk(ast.parse(source_text))
        if isinstance(n, ast.Attribute | ast.Name)
    ]
    return bool({"environ", "environb", "getenv"} & set(names))


# -- secrets


def brave(way: str) -> str:
    return f"{NAME}[sources.brave]\n{way}\n"


def test_a_secret_comes_from_the_systemd_credential_then_the_environment_then_the_file(write, tmp_path, monkeypatch):
    config = load(write(brave('api_key_env = "BRAVE_KEY"\napi_key_file = "key.txt"')), KNOWN)
    (tmp_path / "key.txt").write_text("from-file\n")
    (tmp_path / "key.txt").chmod(0o600)
    found = [config.settings("brave")["api_key"]]
    monkeypatch.setenv("BRAVE_KEY", "from-environment")
    found.append(config.settings("brave")["api_key"])
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "BRAVE_KEY").write_text("from-credential")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    found.append(config.settings("brave")["api_key"])

    assert found == ["from-file", "from-environment", "from-credential"]


def test_a_lost_key_costs_one_source_and_says_so(write):
    text = brave('api_key_env = "NO_SUCH_VARIABLE"') + '[sources.searxng]\nurl = "http://x.example"\n'

    config = load(write(text), KNOWN)

    assert "api_key" not in config.settings("brave")
    assert config.settings("searxng") == {"url": "http://x.example"}
    assert config.missing_secrets() == (
        "sources.brave.api_key_env: no environment variable of that name is set for this program",
    )


def test_a_key_of_a_source_that_is_switched_off_is_not_missed(write):
    assert load(write(brave('enabled = false\napi_key_env = "NO_SUCH_VARIABLE"')), KNOWN).missing_secrets() == ()


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (b"key", 0o640, "others can read"),
        (b"key", 0o604, "run chmod 600"),
        (b" \n", 0o600, "the secret is empty"),
        (b"one\ntwo", 0o600, "more than one line"),
        (b"k\x00ey", 0o600, "cannot be typed"),
        (b"\xff\xfe\x00", 0o600, "not a text file"),
        (b"x" * 20000, 0o600, "not a small text file"),
        (None, 0o600, "there is no such file"),
    ],
)
def test_a_file_that_holds_no_proper_secret_is_one_line(write, tmp_path, content, mode, said):
    config = load(write(brave('api_key_file = "key.txt"')), KNOWN)
    if content is not None:
        (tmp_path / "key.txt").write_bytes(content)
        (tmp_path / "key.txt").chmod(mode)

    (line,) = config.missing_secrets()

    assert line.startswith("sources.brave.api_key")
    assert said in line


def test_several_feeds_are_one_secret_of_several_lines(write, tmp_path):
    config = load(write(f'{NAME}[sources.google_alerts]\nfeed_url_file = "feeds.txt"\n'), KNOWN)
    (tmp_path / "feeds.txt").write_text("https://a.example/1\r\n\r\nhttps://a.example/2\r\n")
    (tmp_path / "feeds.txt").chmod(0o600)

    assert config.settings("google_alerts")["feed_url"].split() == ["https://a.example/1", "https://a.example/2"]


def test_the_mail_password_is_found_when_the_letter_is_sent(write, monkeypatch):
    config = load(write(f'{MAIL}host = "x.example"\nusername = "maren"\npassword_env = "MAIL_PASS"\n'), KNOWN)

    with pytest.raises(DeliveryError, match=r"mail\.password_env: no environment variable"):
        config.mail_settings()
    monkeypatch.setenv("MAIL_PASS", "abcd efgh ijkl")

    assert config.mail_settings().password == "abcd efgh ijkl"


def test_what_was_kept_is_found_without_a_name_in_the_file_and_by_nobody_else(write, tmp_path):
    text = f'{MAIL}host = "x.example"\nusername = "maren"\n[sources.brave]\n'
    path = write(text)
    before = load(path, KNOWN)
    missing = before.missing_secrets()
    for name, value in (("mail.password", "abcd efgh"), ("sources.brave.api_key", KEY)):
        secrets.keep(tmp_path, before.secret(name, lambda _source: ("api_key",)), value)

    config = load(path, KNOWN)

    assert missing == ("mail.password: there is none; `footprint secret set mail.password` keeps one",)
    assert config.mail_settings().password == "abcd efgh"
    assert config.settings("brave") == {"api_key": KEY}
    assert KEY not in repr(config)
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "secrets").iterdir()} == {"0o600"}
    assert oct((tmp_path / "secrets").stat().st_mode & 0o777) == "0o700"
    assert secrets.forget(tmp_path, "mail.password")
    assert load(path, KNOWN).missing_secrets() == missing


def test_a_secret_may_be_called_by_the_variable_that_the_file_names(write):
    config = load(write(f'{MAIL}username = "maren"\npassword_env = "MAIL_PASS"\n'), KNOWN)

    assert config.secret("MAIL_PASS", lambda _source: ()).path == "mail.password"
    for unknown in ("MAIL_PAS", "sources.brave.colour", "../../x", "sources.nobody.api_key"):
        with pytest.raises(FootprintError, match="there is no secret"):
            config.secret(unknown, lambda source: ("api_key", "colour") if source == "brave" else None)


def test_a_keyring_is_asked_only_for_what_it_keeps(write, tmp_path, monkeypatch):
    ring = FakeKeyring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    path = write(f'{MAIL}host = "x.example"\nusername = "maren"\n')
    with pytest.raises(DeliveryError):
        load(path, KNOWN).mail_settings()
    asked_in_vain = list(ring.asked)
    secrets.keep(tmp_path, load(path, KNOWN).secret("mail.password", lambda _s: ()), "abcd", keyring=True)

    config = load(path, KNOWN)

    assert asked_in_vain == []
    assert config.mail_settings().password == "abcd"
    assert not any("abcd" in file.read_text() for file in (tmp_path / "secrets").iterdir())
    ring.is_locked = True
    with pytest.raises(DeliveryError, match="unlock it"):
        config.mail_settings()


class FakeKeyring(ModuleType):
    """The few functions of the keyring package that are used."""

    class errors:  # noqa: N801 the package's own name
        class KeyringError(Exception):
            pass

    def __init__(self):
        super().__init__("keyring")
        self.held, self.asked, self.is_locked = {}, [], False

    def get_password(self, service, name):
        self.asked.append(name)
        if self.is_locked:
            raise self.errors.KeyringError
        return self.held.get((service, name))

    def set_password(self, service, name, value):
        self.held[service, name] = value

    def delete_password(self, service, name):
        del self.held[service, name]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("print('ya29.fresh')", ""),
        ("print()", "printed no access token"),
        ("raise SystemExit('hunter2')", "failed (1)"),
        (None, "cannot be run"),
    ],
)
def test_a_token_comes_from_her_own_command_and_its_failure_repeats_nothing(write, program, said):
    command = [sys.executable, "-c", program] if program else ["/no/such/program"]
    config = load(
        write(f'{MAIL}host = "x.example"\nusername = "maren"\ntoken_command = {json.dumps(command)}\n'), KNOWN
    )
    token = config.mail_settings().token

    if not said:
        assert token() == "ya29.fresh"
        return
    with pytest.raises(DeliveryError) as failed:
        token()

    assert said in str(failed.value)
    assert "hunter2" not in str(failed.value)


def test_without_a_server_the_letter_waits_with_the_reason(write):
    with pytest.raises(DeliveryError, match="does not name a mail server") as caught:
        load(write(NAME), KNOWN).mail_settings()

    assert not caught.value.permanent


@pytest.mark.parametrize(
    "way",
    [f'api_key = "{KEY}"', f'api_key_env = "{KEY}"', f'token = "{KEY}"', f'api_kee = "{KEY}\\u0000"', f'url = "{KEY}"'],
)
def test_a_secret_that_was_written_into_the_file_is_never_repeated(problems, way):
    assert not any(KEY in line for line in problems(brave(way)))


def test_a_secret_in_the_place_of_its_name_is_never_repeated(write):
    config = load(
        write(brave('api_key_env = "JBSWY3DPEHPK3PXP"\n') + f'[sources.gravatar]\napi_key_file = "{KEY}"\n'), KNOWN
    )

    lines = " ".join(config.missing_secrets())

    assert "JBSWY3DPEHPK3PXP" not in lines
    assert KEY not in lines


def test_nothing_of_hers_and_no_secret_stands_in_the_repr(write, monkeypatch):
    monkeypatch.setenv("BRAVE_KEY", KEY)
    text = (
        MAIL.replace("a@b.example", "maren@postbox.example")
        + 'host = "smtp.x.example"\nusername = "maren"\npassword_env = "BRAVE_KEY"\n'
    )
    text += '[sources.brave]\napi_key_env = "BRAVE_KEY"\n[sources.searxng]\nurl = "http://own.example"\n[network]\ncontact = "hello@x.example"\n'
    config = load(write(text + PRIVATE), KNOWN)
    config.settings("brave")

    shown = " ".join(map(repr, (config, config.mail, config.network, config.sources, config.schedule)))

    assert KEY not in repr(config.mail_settings())
    for hers in (KEY, "Holloway", "maren", "0177", "Alder", "1981", "Tobias", "quiet@", "hello@", "own.example"):
        assert hers.lower() not in shown.lower()


def test_private_values_are_in_no_message(problems):
    text = (
        NAME.replace("Holloway", "H0lloway")
        + '[private]\nphones = ["12", 5035550177]\nbirth_date = "17 April 1981"\nemails = ["quiet@"]\n'
    )
    text += 'relatives = [["Tobias"]]\n[[private.home_addresses]]\nstret = "2816 NE Alder Court"\nstreet = 2816\n'

    found = " ".join(problems(text, mode=0o644))

    assert not [
        value
        for value in ("H0lloway", "5035550177", "April", "1981", "quiet", "Tobias", "Alder", "2816")
        if value in found
    ]


@pytest.mark.parametrize(
    "text", [f'{NAME}[mail]\nport = "{KEY}x"\n[private]\nphones = ["quiet 1"]\n', f"{NAME}[private]\nphones = quiet"]
)
def test_the_error_carries_no_input_in_its_chain(write, text):
    with pytest.raises(ConfigError) as caught:
        load(write(text), KNOWN)

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


# -- whatever stands there

KEYS = sorted(
    {name for names in parts().values() for name in names}
    | set(KNOWN)
    | {"enabled", "api_key", "api_key_env", "url", "x"}
)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=20),
    st.sampled_from(
        ["Maren Holloway", "a@b.example", "https://x.example/", "(503) 555-0142", "US", "plain", "", "2345678918"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)
PLACES = dict.fromkeys(Root.model_fields, VALUES) | {
    "name": st.fixed_dictionaries({"daily": st.just("Maren Holloway")}) | VALUES,
    "sources": st.dictionaries(st.sampled_from(KNOWN), VALUES, max_size=3) | VALUES,
}


def toml(value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float():
            return repr(value)
        case str():
            return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value) + '"'
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / "config.toml"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=st.fixed_dictionaries({}, optional=PLACES))
def test_no_document_raises_anything_but_problems_in_lines(anywhere, document):
    anywhere.write_text("".join(f"{k} = {toml(v)}\n" for k, v in document.items()), encoding="utf-8")
    anywhere.chmod(0o600)

    config, lines = _read(anywhere)

    assert bool(config) != bool(lines)
    assert all(line.isprintable() and line.startswith("config.toml: ") for line in lines)
    for name in KNOWN if config else ():
        assert all(isinstance(value, str) for value in config.settings(name).values())
    assert config is None or isinstance(config.missing_secrets(), tuple)


def _read(path):
    try:
        return load(path, KNOWN), ()
    except ConfigError as error:
        return None, error.problems


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=60) | st.text(alphabet="[]=\"'\\.#,{}\n a1-:", max_size=60).map(str.encode))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_no_bytes_raise_anything_but_problems_in_lines(anywhere, content):
    anywhere.write_bytes(content)

    with pytest.raises(ConfigError) as caught:
        load(anywhere, KNOWN)

    assert all(line.isprintable() for line in caught.value.problems)


# -- the home directory


def test_the_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("FOOTPRINT_HOME", str(tmp_path / "mine"))

    assert home.home() == tmp_path / "mine"
    assert home.config_path(home.home()).name == "config.toml"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_means_the_usual_place(monkeypatch, value):
    monkeypatch.setenv("FOOTPRINT_HOME", value)

    assert home.home().is_absolute()
    assert home.home().name == "clinician-footprint"


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    folder = tmp_path / "new" / "home"

    first, second = home.key(folder), home.key(folder)

    assert first == second
    assert len(first) == 32
    assert ((folder / "footprint.key").stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [path.name for path in folder.iterdir()] == ["footprint.key"]


def test_a_key_that_came_in_between_is_not_replaced(tmp_path):
    home.key(tmp_path)
    before = (tmp_path / "footprint.key").read_bytes()

    home._make(tmp_path / "footprint.key")

    assert (tmp_path / "footprint.key").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "mode", "said"), [(b"short", 0o600, "is damaged"), (b"x" * 32, 0o644, "run chmod 600")]
)
def test_a_key_that_is_damaged_or_open_is_refused_with_the_cure(tmp_path, content, mode, said):
    (tmp_path / "footprint.key").write_bytes(content)
    (tmp_path / "footprint.key").chmod(mode)

    with pytest.raises(FootprintError, match=said):
        home.key(tmp_path)


def test_a_home_that_is_a_file_is_one_clear_line(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(FootprintError, match="make it yours, or set FOOTPRINT_HOME"):
        home.key(tmp_path / "file")
