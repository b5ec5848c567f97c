"""Plays crt.sh. Catalogue: registries_social_trail.md §5.2. The practice's client portal and a disk at home, one more certificate each week.

In week 3 its database is down, as it often is."""

from starlette.responses import HTMLResponse, JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "crt.sh"
OUTCOMES = {3: "unreachable"}
_DOMAIN = "juniperstreet.example"
_NAMES = (
    f"{_DOMAIN}\nwww.{_DOMAIN}",
    f"clientportal.{_DOMAIN}",
    f"*.home.{_DOMAIN}\nhome.{_DOMAIN}",
)


def answer(asked: Asked) -> Response:
    if asked.week == 3:
        return HTMLResponse("<html><title>502 Bad Gateway</title></html>", 502)
    if asked.get("output") != "json":
        return HTMLResponse("<html><title>crt.sh</title></html>")
    if asked.get("q") not in (_DOMAIN, f"%.{_DOMAIN}"):
        return JSONResponse([])
    return JSONResponse([_row(n, names) for n in range(asked.week) for names in _NAMES])


def _row(number: int, names: str) -> dict[str, object]:
    return {
        "issuer_ca_id": 418,
        "issuer_name": "C=US, O=Sample Encrypt, CN=R1",
        "common_name": names.splitlines()[-1],
        "name_value": names,
        "id": 99_900_000_000 + 7 * number + len(names),
        "entry_timestamp": f"2026-1{number % 2}-01T10:00:00.123",
        "not_before": f"2026-1{number % 2}-01T09:00:00",
        "not_after": "2027-01-29T08:59:59",
        "serial_number": f"03aa{number:04}",
        "result_count": 2,
    }
