"""Findings as sources hand them over, and what they give away; for the tests of exposures."""

from checks import exposures
from checks.model import WEB, Finding
from tests.checks.sample import SUBJECT

BROKER = "https://www.truepeoplesearch.com/find/person/p4455"
LIST = "https://peoplelookup.example/maren-holloway/portland-or"
PLAIN = "https://neighbourhood.example/page/12"
DIRECTORY = "https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207"


def web(text="", *, url=PLAIN, title="Maren Holloway", **facts):
    return Finding(source=WEB, key=url, url=url, title=title, text=text, facts=said(facts), excerpt=True)


def from_source(source, *, url="https://registry.example/1", title="Maren Holloway", text="", **facts):
    return Finding(source=source, key="1", url=url, title=title, text=text, facts=said(facts))


def said(facts):
    return {name: (value,) if isinstance(value, str) else value for name, value in facts.items()}


def found(finding, subject=SUBJECT, **more):
    return {exposure.kind: exposure for exposure in exposures.find(subject, finding, **more)}


def kinds(finding, subject=SUBJECT):
    return set(found(finding, subject))
