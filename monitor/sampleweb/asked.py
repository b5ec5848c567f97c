"""One request as a played source sees it: the original address, its parameters, and where in the story it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`week` of the story; `turn`: how many requests its host has had in that week, this one included."""

    method: str
    url: str  # the original one, as it was written
    week: int
    turn: int = 1
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # names in lower case
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.url).path) or "/"

    @cached_property
    def params(self) -> tuple[tuple[str, str], ...]:
        """Those of the query, and of a form in the body of a POST."""
        pairs = parse_qsl(urlsplit(self.url).query, keep_blank_values=True)
        if self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            pairs += parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return tuple(pairs)

    def get(self, name: str, default: str = "") -> str:
        """The last value of a parameter."""
        return dict(self.params).get(name, default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter that may be given more than once."""
        return tuple(value for each, value in self.params if each == name)

    def number(self, name: str, default: int) -> int | None:
        """A parameter that must be a whole number; None for what is none."""
        try:
            return int(self.get(name, str(default)))
        except ValueError:
            return None
