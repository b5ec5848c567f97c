"""An access token for the mail server, from a program of hers that keeps the log-in fresh (`mail.token_command`)."""

import subprocess
from collections.abc import Sequence

from checks.errors import DeliveryError

TIMEOUT_SECONDS = 60  # it may ask the provider for a new one
LONGEST = 16_384  # characters of a token


def token(command: Sequence[str]) -> str:
    """The first line that the command prints. Raises with the cure; never repeats what it printed."""
    try:
        ran = subprocess.run(  # noqa: S603 her own command, from her own file, without a shell
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise DeliveryError(f"mail.token_command did not end within {TIMEOUT_SECONDS} seconds") from error
    except (OSError, ValueError) as error:
        raise DeliveryError("mail.token_command cannot be run: is its first part the path of a program?") from error
    if ran.returncode:
        raise DeliveryError(
            f"mail.token_command failed ({ran.returncode}): run it by hand, and log in again if it asks"
        )
    line = next(iter(ran.stdout.decode("ascii", "replace").split()), "")
    if not line or len(line) > LONGEST or not line.isascii():
        raise DeliveryError("mail.token_command printed no access token")
    return line
