"""What an engine points to becomes one finding for one page, whatever a stranger put into it."""

from dataclasses import replace

import pytest

from checks.hits import doubts, hit
from checks.model import Question


@pytest.mark.parametrize(
    "url",
    [
        "",
        "magnet:?xt=urn:btih:0",
        "javascript:alert(1)",
        "https://",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=ftp://files.example/x",
        "https://[::1/x",
        "https://site.example:99999/",
        "https://site.example/\x1b[2J",
        "https://site.example/\u202egpj.exe",
        "https://site.example/\ud800",
        f"https://site.example/{'x' * 2000}",
    ],
)
def test_what_is_no_address_of_the_web_is_no_finding(url):
    assert hit(url, "Maren Holloway", "text") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://site.example/p?id=7",
        "HTTPS://Site.Example:443/p?id=7&utm_source=x&gclid=1#reviews",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fsite.example%2Fp%3Fid%3D7&usg=AOv",
        "//site.example/p?id=7",
    ],
)
def test_two_ways_to_a_page_are_one_finding(url):
    assert hit(url, "t").id == ("web", "https://site.example/p?id=7")


def test_markup_and_control_characters_become_text():
    found = hit("https://site.example/", "<b>Maren</b> &lt;script&gt;\x1b[31m\u202e", "a&nbsp;b", "a b", "c")

    assert found.title == "Maren <script> [31m"
    assert found.text == "a b\nc"


def test_half_a_pair_of_an_emoji_breaks_nothing():
    found = hit("https://site.example/", "Maren \ud83d Holloway", "text \udc00")

    assert (found.title, found.text) == ("Maren Holloway", "text")


def test_a_page_without_a_title_is_called_by_its_host():
    assert hit("https://www.site.example/x", " <b></b> ").title == "site.example"


def test_long_titles_and_excerpts_are_cut():
    found = hit("https://site.example/", "word " * 500, "word " * 5000)

    assert len(found.title.encode()) <= 300
    assert len(found.text.encode()) <= 4096


RESTRICTED = Question(source="brave", text='"Maren Holloway" site:site.example', tells=("name",), site="site.example")


def test_a_site_restricted_answer_that_may_go_on_or_strays_is_doubted():
    on, off = hit("https://sub.site.example/1", "t"), hit("https://notsite.example/1", "t")

    assert list(doubts(RESTRICTED, [on], full_page=False)) == []
    assert list(doubts(RESTRICTED, [on], full_page=True)) == ["the list may go on"]
    assert list(doubts(RESTRICTED, [on, off], full_page=False)) == ["the question was not kept to the site"]


def test_an_answer_about_several_sites_is_kept_to_all_of_them():
    several = replace(RESTRICTED, site="", among=("a.example", "b.example"))
    on = [hit(f"https://{host}/p", "Maren Holloway") for host in ("a.example", "www.b.example")]

    assert list(doubts(several, on, full_page=False)) == []
    assert list(doubts(several, [*on, hit("https://c.example/p", "Maren")], full_page=False))


def test_other_answers_are_the_best_few_and_not_doubted():
    question = Question(source="brave", text='"Maren Holloway"', tells=("name",))

    assert list(doubts(question, [hit("https://notsite.example/1", "t")], full_page=True)) == []
