import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import ChangeKind
from reports import render
from reports.digest import compose
from reports.week import Row
from tests.reports import sample

VOID = {"br", "meta", "link", "img", "hr", "input"}
HOSTILE = (
    "</p><script>alert(1)</script>",
    '"><img src=https://tracker.example/x.gif onerror=alert(1)>',
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7}",
    "</style><style>body{background:url(//tracker.example)}</style>",
    "&lt;b&gt;bold&lt;/b&gt; &amp;amp;",
    "\x1b[31mred\x1b[0m \x07\x00\u202egnp.exe\u2066\ufeff",
    "one\r\nBcc: all@list.example\r\n\r\nbody\u2028line",
    "<!-- --><![CDATA[ ]]> <base href=//evil.example>",
)


class Page(HTMLParser):
    """Visible words, tags and attributes of a letter."""

    def __init__(self, html):
        super().__init__()
        self.words, self.tags, self.attributes, self.links, self.open, self.hidden = [], [], [], [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag == "a":
            self.links.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
        self.hidden += tag in {"style", "title", "head"}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.hidden -= tag in {"style", "title", "head"}
        if tag == "a":
            self.words.append(self.links[-1]["href"])

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def words(text):
    return re.findall(r"[\w…▲●◆○/:.-]*\w[\w…/-]*|[▲●◆○]", text)


def hostile_letter(title):
    broker = replace(
        sample.BROKER, finding=replace(sample.BROKER.finding, title=title, url=f"https://h.example/{title}")
    )
    maybe = replace(sample.MAYBE_HOME, finding=replace(sample.MAYBE_HOME.finding, title=title))
    listed = replace(sample.LISTING, match=maybe.match, finding=replace(sample.LISTING.finding, title=title))
    rows = [Row(rank=1, before=1, judged=broker), Row(rank=2, before=None, judged=maybe)]
    return compose(
        replace(
            sample.busy(),
            judged=(broker, maybe, listed),
            untold=(sample.told(1, ChangeKind.WORSE, broker, detail=title), sample.told(2, ChangeKind.NEW, listed)),
            views=(sample.view(*rows, question=title), sample.view(engine=title)),
            coverage=(replace(sample.ALERTS, reason=title), *sample.ENGINES),
        )
    )


@pytest.mark.parametrize("name", sample.LETTERS)
def test_letters_are_as_stored(name, same_as_stored):
    digest = compose(sample.LETTERS[name]())

    same_as_stored(render.text(digest), f"letters/{name}.txt")
    same_as_stored(render.html(digest), f"letters/{name}.html")


@pytest.mark.parametrize("name", sample.LETTERS)
def test_text_and_html_say_the_same(name):
    digest = compose(sample.LETTERS[name]())

    assert words(render.text(digest)) == words(" ".join(Page(render.html(digest)).words))


@pytest.mark.parametrize("title", HOSTILE)
def test_what_strangers_wrote_is_text(title):
    digest = hostile_letter(title)
    text, html = render.text(digest), render.html(digest)
    page = Page(html)

    plain = Page(render.html(hostile_letter("Maren Holloway")))
    assert set(page.tags) <= set(plain.tags)
    assert {name for _, name, _ in page.attributes} <= {name for _, name, _ in plain.attributes}
    assert "49" not in words(text)
    assert not [c for c in text + html if unicodedata.category(c)[0] == "C" and c != "\n"]
    assert not [line for line in text.splitlines() if line.startswith("Bcc:")]


@given(st.text(max_size=80))
def test_no_title_makes_a_tag_or_breaks_the_page(title):
    digest = hostile_letter(title)
    page = Page(render.html(digest))

    assert page.open == []
    assert not {"script", "img", "iframe", "base", "object", "form", "link", "svg"} & set(page.tags)
    assert words(render.text(digest)) == words(" ".join(page.words))


@pytest.mark.parametrize("name", sample.LETTERS)
def test_nothing_remote_is_loaded(name):
    html = render.html(compose(sample.LETTERS[name]()))
    page = Page(html)

    assert not {"img", "script", "link", "iframe", "object", "embed", "video", "audio", "form", "base"} & set(page.tags)
    assert not re.search(r"@import|url\(|@font-face|src=|srcset|background=", html)
    assert {name for tag, name, _ in page.attributes if tag != "a"} <= {
        "style",
        "class",
        "lang",
        "charset",
        "name",
        "content",
    }


def test_links_go_to_pages_only_and_do_not_say_whence():
    links = Page(render.html(compose(sample.busy()))).links

    assert links
    assert all(link["href"].startswith("https://") and "noreferrer" in link["rel"] for link in links)


@pytest.mark.parametrize("name", sample.LETTERS)
def test_text_is_wrapped_at_72_but_for_addresses(name):
    lines = render.text(compose(sample.LETTERS[name]())).splitlines()

    assert not [line for line in lines if len(line) > render.WIDTH and "https://" not in line]


def test_severity_is_said_by_shape_and_word():
    text = render.text(compose(sample.busy()))

    assert all(mark in text for mark in ("▲ critical", "● high", "◆ medium", "○ low"))


def test_letters_are_readable_without_their_style_block():
    html = render.html(compose(sample.busy()))

    inline = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert 'style="' in inline
    assert "font-size: 17px" in inline


# -- the look, from the style sheet

CSS = (files("reports") / "templates" / "letter.css").read_text()
LIGHT, _, DARK = CSS.partition("@media (prefers-color-scheme: dark)")


def colours(css):
    """Selector → the colours it sets."""
    return {
        selector.strip(): dict(re.findall(r"(?<![\w-])(background-color|color):\s*(#[0-9a-f]{6})", body))
        for group, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css)
        for selector in group.split(",")
    }


def contrast(one, other):
    """WCAG 2: relative luminance."""

    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("css", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_stands_out_from_every_ground_it_may_lie_on(css):
    rules = colours(css)
    grounds = [rules[".letter"]["background-color"], rules[".card"]["background-color"]]

    pairs = [
        (selector, rule["color"], ground)
        for selector, rule in rules.items()
        if "color" in rule
        for ground in ([rule["background-color"]] if "background-color" in rule else grounds)
    ]
    assert len(pairs) > 15
    assert not [pair for pair in pairs if contrast(pair[1], pair[2]) < 4.5]


def test_no_text_is_smaller_than_16_pixels():
    assert min(int(size) for size in re.findall(r"font-size: (\d+)px", CSS)) >= 16


def test_every_light_colour_has_its_dark_one():
    grounds = {selector for selector, rule in colours(LIGHT).items() if rule} - {"h1"}

    assert grounds <= set(colours(DARK))
