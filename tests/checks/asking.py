"""A scripted client: what a source sees of the real one, with saved answers in place of the web."""

import json
from pathlib import Path

from checks.source import Reply

SAVED = Path(__file__).parent.parent / "data" / "sources"


class Asking:
    """Gives `answers` in turn, the last one again and again; raises those that are exceptions; keeps every request."""

    def __init__(self, *answers, settings=None):
        self.settings, self.requests = settings or {}, []
        self._answers = list(answers)

    async def __call__(self, request):
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return Reply(
            status=answer.status, url=answer.url or request.url, headers=dict(answer.headers), body=bytes(answer.body)
        )


def reply(body=b"", status=200, *, url="", **headers):
    """An answer; JSON unless it is bytes. No `url`: the one that was asked for."""
    if isinstance(body, bytes):
        return Reply(status=status, url=url, headers=headers, body=body)
    return Reply(
        status=status, url=url, headers={"content-type": "application/json", **headers}, body=json.dumps(body).encode()
    )


def saved(source, name):
    """tests/data/sources/<source>/<name>.json: "status", "headers", "url", and "body" (JSON), "text" or "file" (beside it)."""
    envelope = json.loads((SAVED / source / f"{name}.json").read_text(encoding="utf-8"))
    if "file" in envelope:
        body = (SAVED / source / envelope["file"]).read_bytes()
    else:
        body = envelope["text"].encode() if "text" in envelope else json.dumps(envelope["body"]).encode()
    return Reply(status=envelope["status"], url=envelope.get("url", ""), headers=envelope.get("headers", {}), body=body)


async def read(source, question, *answers, settings=None):
    """What a source yields for the answers, in its order, and what it raises at the end (None: it was complete)."""
    findings, asking = [], Asking(*answers, settings=settings)
    try:
        async for finding in source.search(question, asking):
            findings.append(finding)  # noqa: PERF401 what came before the error counts
    except Exception as error:  # noqa: BLE001 whatever it raises is what the test is about
        return findings, error
    return findings, None
