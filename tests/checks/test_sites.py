"""What a row asks, and what an answer means: every site here is invented."""

import json

import pytest

from checks import sites
from checks.model import Outcome
from checks.sites import Signs, Site, control, probe, trial, verdict

HANDLE = "quietjuniper"


def site(url="https://forum.example/u/{account}", e=(200, "Member since"), m=(404, "no such member"), **more):
    def signs(said):
        return Signs(codes=frozenset({said[0]}), strings=tuple(filter(None, said[1:])))

    return Site(name="Forum", url=url, found=signs(e), missing=signs(m), **more)


def words(row, status, body=b"", **headers):
    return verdict(row, status, body, {name.replace("_", "-"): value for name, value in headers.items()}).word


# Asking


def test_a_handle_is_encoded_for_the_place_where_it_goes():
    odd = 'a"b\\c/d?e é'
    as_json = site(body='{"name":"{account}","q":"user(name:\\"{account}\\")"}')
    as_form = site(body="go=1&name={account}")

    sent = json.loads(probe(as_json, odd).body)

    assert probe(site(), odd).url == "https://forum.example/u/a%22b%5Cc%2Fd%3Fe%20%C3%A9"
    assert sent["name"] == odd
    assert json.loads(sent["q"].removeprefix("user(name:").removesuffix(")")) == odd  # a text inside the text
    assert probe(as_form, odd).body == b"go=1&name=a%22b%5Cc%2Fd%3Fe+%C3%A9"
    assert probe(as_form, odd).headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_handle_that_would_change_the_host_or_the_path_is_not_asked():
    in_host = site("https://{account}.blogs.example/")

    assert probe(in_host, "QuietJuniper").url == "https://quietjuniper.blogs.example/"
    assert [probe(in_host, bad) for bad in ("evil.example/", "a.b", "-a", "a_b", "é", "a" * 64)] == [None] * 6
    assert [probe(site(), bad) for bad in ("", ".", "..", "a\nb", "a" * 101)] == [None] * 5


def test_signs_that_a_site_has_no_use_for_are_left_out_and_show_in_the_handle():
    dotless = site(strip=".-")

    assert probe(dotless, "quiet.juniper").url.endswith("/quietjuniper")
    assert sites.spelled(dotless, "quiet.juniper") != "quiet.juniper"


def test_the_control_handle_is_of_the_same_kind_the_same_every_time_and_not_hers():
    made = control(site(), "maren.holloway_7")

    assert made == control(site(), "maren.holloway_7")
    assert [made[5], made[14]] == [".", "_"]
    assert made[15].isdigit()
    assert "maren" not in made
    assert len(control(site(), "amy")) == 13


# Reading


def test_found_and_missing_need_their_status_and_their_string():
    row = site()

    assert words(row, 200, b"<p>Member since 2009") == "found"
    assert words(row, 404, b"no such member") == "missing"
    assert words(row, 200, b"<p>Hello") == "unknown"
    assert words(row, 404, b"<p>Lost?") == "unknown"
    assert words(row, 418, b"Member since, no such member") == "unknown"


def test_an_empty_string_is_no_test():
    row = site(m=(404, ""))

    assert words(row, 404) == "missing"
    assert words(row, 200, b"Member since 2009") == "found"


def test_where_the_status_is_the_same_the_strings_decide():
    row, bare = site(m=(200, "no such member")), site(m=(200, ""))

    assert words(row, 200, b"Member since") == "found"
    assert words(row, 200, b"no such member") == "missing"
    assert words(row, 200, b"no such member. Member since") == "unknown"
    assert words(row, 200, b"something else") == "unknown"
    assert words(bare, 200, b"<p>Nobody here") == "missing"  # the absence of the other string
    assert words(bare, 200, b"Member since") == "found"


def test_what_a_page_lacks_proves_nothing_where_it_may_be_another_page():
    bare = {"e": (200, "Member since"), "m": (200, "")}

    assert words(site(**bare, protection=("cloudflare",)), 200, b"<p>x") == "unknown"
    assert words(site(**bare, is_bare=True), 200, b"<p>x") == "unknown"
    assert words(site(**bare), 200, b"") == "unknown"
    assert words(site(**bare), 200, b"x" * (sites.BODY_BYTES + 1)) == "unknown"
    assert words(site(**bare), 200, b"<p>Verify you are human") == "unknown"


@pytest.mark.parametrize(
    ("status", "body", "headers", "outcome"),
    [
        (403, b"", {}, Outcome.BLOCKED),
        (429, b"", {}, Outcome.BLOCKED),
        (999, b"", {}, Outcome.BLOCKED),
        (503, b"", {}, Outcome.BLOCKED),
        (500, b"", {}, Outcome.UNREACHABLE),
        (200, b"<title>Just a moment...</title>", {}, Outcome.BLOCKED),
        (200, b"<title>Just a moment...</title> Member since", {}, Outcome.BLOCKED),
        (200, b'<script src="https://hcaptcha.com/1.js">', {}, Outcome.BLOCKED),
        (404, b"no such member", {"cf-mitigated": "challenge"}, Outcome.BLOCKED),
        (302, b"", {"location": "https://forum.example/login?next=/u/x"}, Outcome.BLOCKED),
        (302, b"", {"location": "/elsewhere"}, Outcome.UNREADABLE),
        (200, b"<p>We moved", {}, Outcome.UNREADABLE),
    ],
)
def test_a_wall_a_throttle_or_a_fault_is_unknown_with_its_reason(status, body, headers, outcome):
    told = verdict(site(), status, body, headers)

    assert (told.word, told.outcome) == ("unknown", outcome)
    assert told.reason


def test_a_refusal_or_a_fault_is_no_missing_account_even_where_the_row_takes_its_status_for_one():
    for status in (401, 403, 429, 503, 500):
        assert words(site(m=(status, "")), status) == "unknown"
        assert words(site(m=(status, "no such member")), status, b"no such member") == "missing"


def test_a_redirect_may_be_the_answer_but_not_one_to_a_wall_or_to_the_accounts_own_new_address():
    def led(to):
        look = sites.Look(site(m=(302, "")), HANDLE)
        look.begin(302, {"location": to})
        return look.verdict().word

    assert led("https://forum.example/") == "missing"
    assert led("https://forum.example/captcha?u=1") == "unknown"
    assert led(f"https://www.forum.example/u/{HANDLE}/") == "unknown"


def test_strings_are_found_across_pieces_and_in_the_charset_of_the_page():
    row = site(e=(200, "Участник"), m=(404, ""))

    look = sites.Look(row)
    look.begin(200, {"content-type": "text/html; charset=windows-1251"})
    page = "<p>Участник с 2009".encode("cp1251")
    for at in range(len(page)):
        look.feed(page[at : at + 1])

    assert look.verdict().word == "found"
    assert words(row, 200, '<meta charset="koi8-r"><p>Участник'.encode("koi8-r")) == "found"
    assert words(row, 200, "<p>Участник".encode()) == "found"


def test_a_body_that_cannot_change_the_verdict_is_not_wanted():
    assert sites.Look(site(m=(404, ""))).begin(404, {}) is False
    assert sites.Look(site()).begin(404, {}) is True
    assert sites.Look(site()).begin(500, {}) is False
    look = sites.Look(site())
    look.begin(404, {})
    assert look.feed(b"no such member") is False


# Trying


def played(row, *answers, handle=HANDLE):
    """The verdict of a trial whose requests are answered in turn, and what was asked."""
    steps, asked, left = trial(row, handle), [], list(answers)
    try:
        step = next(steps)
        while True:
            asked.append((step.probe.url.rpartition("/")[2], step.at_end))
            answer = left.pop(0)
            if isinstance(answer, sites.Verdict):
                step = steps.send(answer)
                continue
            step.look.begin(answer[0], {})
            step.look.feed(answer[1])
            step = steps.send(None)
    except StopIteration as stop:
        return stop.value[0], asked


HERE, NOT_HERE, WALL = (200, b"Member since"), (404, b"no such member"), (429, b"")


def test_a_claim_is_tried_with_a_handle_of_nobody_and_asked_again_at_the_end():
    told, asked = played(site(), HERE, NOT_HERE, HERE)

    assert told.word == "found"
    assert asked == [(HANDLE, False), (control(site(), HANDLE), False), (HANDLE, True)]


def test_only_a_claim_is_tried():
    assert played(site(), NOT_HERE)[1] == [(HANDLE, False)]
    assert played(site(), WALL)[1] == [(HANDLE, False)]


def test_a_row_that_finds_a_handle_of_nobody_is_quarantined_and_says_so():
    told, _ = played(site(), HERE, HERE)

    assert (told.word, told.reason) == ("unknown", sites.LIES)


def test_a_claim_that_could_not_be_tried_or_did_not_hold_is_unknown():
    lost = sites.unknown(Outcome.UNREACHABLE, "it did not answer in time")

    assert played(site(), HERE, WALL)[0].outcome is Outcome.BLOCKED
    assert played(site(), HERE, NOT_HERE, NOT_HERE)[0].word == "unknown"
    assert played(site(), HERE, NOT_HERE, lost)[0].outcome is Outcome.UNREACHABLE
    assert played(site(), lost)[0].word == "unknown"


def test_a_row_that_only_knows_what_is_missing_must_say_so_of_nobodys_handle():
    row = Site(
        name="S",
        url="https://s.example/{account}",
        found=Signs(codes=frozenset({200})),
        missing=Signs(codes=frozenset({200, 404}), strings=("no such member",)),
    )

    assert played(row, (200, b"<p>Hi"), (200, b"no such member"), (200, b"<p>Hi"))[0].word == "found"
    assert played(row, (200, b"<p>Hi"), (301, b""))[0].word == "unknown"
