"""Plays Medicare's order-and-referring list, on the host of `cms_doctors`. Catalogue: registries_social_trail.md §2.4."""

from starlette.responses import Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources.cms_opt_out import filtered
from monitor.sampleweb.world import NPI

HOSTS: tuple[str, ...] = ()
DATASET = "c99b5865-1119-4436-bb80-c5af2773ea1f"
_ROW = {
    "NPI": NPI,
    "LAST_NAME": "HOLLOWAY",
    "FIRST_NAME": "MAREN",
    "PARTB": "Y",
    "DME": "N",
    "HHA": "N",
    "PMD": "N",
    "HOSPICE": "N",
}


def answer(asked: Asked) -> Response:
    return filtered(asked, _ROW)
