"""Expected failures.

FootprintError
  ConfigError(problems)     every problem at once, each with its path
  SourceError               one question could not be answered; each knows its Outcome
    Blocked                 refused, throttled, walled
    Unreachable             no answer, or a fault of theirs
    Unreadable              an answer of a shape we do not know: nothing could be read
    Partial                 raised last: what was yielded counts, what is missing is no miss
    Skipped                 not asked
  Unchanged                 not a failure: the source says that its last answer stands (304)
  StoreError
  DeliveryError(permanent, perhaps_taken)
"""

from collections.abc import Sequence
from datetime import datetime

from checks.model import Outcome


class FootprintError(Exception):
    """One clear line: what happened, where, and what to do."""


class ConfigError(FootprintError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class SourceError(FootprintError):
    outcome: Outcome


class Blocked(SourceError):  # noqa: N818 the outcome's own word
    outcome = Outcome.BLOCKED

    def __init__(self, reason: str, *, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.until = until


class Unreachable(SourceError):  # noqa: N818
    """`passing`: asking again soon may help."""

    outcome = Outcome.UNREACHABLE

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class Unreadable(SourceError):  # noqa: N818
    outcome = Outcome.UNREADABLE


class Partial(SourceError):  # noqa: N818
    outcome = Outcome.PARTIAL


class Skipped(SourceError):  # noqa: N818
    outcome = Outcome.SKIPPED


class Unchanged(FootprintError):  # noqa: N818
    """The source answered 304: the last complete answer to this question stands."""


class StoreError(FootprintError):
    pass


class DeliveryError(FootprintError):
    """`permanent`: the far side's word on this letter or account. `perhaps_taken`: it had the whole letter and did not say
    whether it took it."""

    def __init__(self, message: str, *, permanent: bool = False, perhaps_taken: bool = False) -> None:
        super().__init__(message)
        self.permanent, self.perhaps_taken = permanent, perhaps_taken
