"""Plays Common Crawl's index. Catalogue: search_breach_archive.md §6.4. A new crawl each week, the practice's page in all of them."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "index.commoncrawl.org"
_TAKEN = "juniperstreet.example/"


def answer(asked: Asked) -> Response:
    crawl = f"CC-MAIN-2026-{41 + asked.week}"
    if asked.path == "/collinfo.json":
        listed = {"id": crawl, "name": "Newest Index", "cdx-api": f"https://{HOST}/{crawl}-index"}
        return JSONResponse(
            [listed, {**listed, "id": "CC-MAIN-2026-40", "cdx-api": f"https://{HOST}/CC-MAIN-2026-40-index"}]
        )
    if asked.path != f"/{crawl}-index":
        return PlainTextResponse("Not Found", 404)
    if asked.get("url") != _TAKEN:
        return JSONResponse({"message": f"No Captures found for: {asked.get('url')}"}, 404)
    capture = JSONResponse(
        {
            "urlkey": "example,juniperstreet)/",
            "timestamp": f"202610{11 + asked.week}101500",
            "url": f"https://{_TAKEN}",
            "mime": "text/html",
            "status": "200",
            "filename": f"crawl-data/{crawl}/segments/1/warc/1.warc.gz",
        }
    )
    return PlainTextResponse(bytes(capture.body).decode() + "\n", media_type="text/x-ndjson")
