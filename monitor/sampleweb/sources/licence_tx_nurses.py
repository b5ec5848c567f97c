"""Plays the nurses of Texas, on the host of `licence_tx`. Catalogue: registries_social_trail.md §2.7. One bears her name."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOSTS: tuple[str, ...] = ()
DATASET = "jnzg-cr4w"
ROW: socrata.Row = {
    "license_number": "990012",
    "last_name": "HOLLOWAY",
    "first_name": "MAREN",
    "apn_category": "NURSE PRACTITIONER",
    "apn_sub_category": "PSYCHIATRIC/MENTAL HEALTH",
    "apn_status": "Active",
}


def answer(asked: Asked) -> Response:
    return socrata.answer(asked, DATASET, [ROW])
