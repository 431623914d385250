"""Bodies that were cut or malformed: each is refused, nothing of it is stored, and the link still takes its answers."""

from urllib.parse import urlencode

from surveyapp.store.rows import DraftRow, ResponseRow
from tools.drills.asking import ask, send, send_raw
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

TYPE = "application/x-www-form-urlencoded"


def run(ground: Ground, _is_short: bool) -> Figure:
    token = ground.open_review(1).tokens[0]
    path = f"/r/{token}/integrity"
    with ground.serving(workers=1) as server:
        manifest = ask(server.port, "GET", path).manifest
        whole = urlencode({"holds_principles.self": "5", "open": "كلام", "manifest": manifest}).encode()
        kinds = {name: send_raw(server.port, raw) for name, raw in _requests(path, whole, manifest).items()}
        accepted = sorted(name for name, status in kinds.items() if not 400 <= status < 500)
        kept = ground.count(DraftRow) + ground.count(ResponseRow)
        saved = ask(server.port, "POST", path, {"holds_principles.self": "4", "manifest": manifest}).status
        is_usable = saved == 303 and send(server.port, token).receipt != ""
    usable = "usable" if is_usable else "NOT usable"
    said = f"{len(kinds) - len(accepted)} of {len(kinds)} kinds refused, {kept} stored, the link {usable} afterwards"
    named = f"; not refused: {', '.join(f'{name} ({kinds[name]})' for name in accepted)}" if accepted else ""
    return Figure(said + named, holds=not accepted and kept == 0 and is_usable)


def _requests(path: str, whole: bytes, manifest: str) -> dict[str, bytes]:
    """Return requests that must not be taken, by what is wrong with them."""
    shown = urlencode({"manifest": manifest}).encode()
    bodies = {
        "no manifest": b"holds_principles.self=5",
        "half a manifest": whole[: -len(shown) // 2],
        "another page's manifest": b"holds_principles.self=5&manifest=role%3D%26location%3D",
        "rubbish for a manifest": b"holds_principles.self=5&manifest=%25%25%25",
        "NUL": whole + b"&open=a%00b",
        "NUL in a name": whole + b"&a%00b=c",
        "lone surrogate": whole + b"&open=%ED%A0%80",
        "overlong UTF-8": whole + b"&open=%C0%AF",
        "cut UTF-8": whole + b"&open=%D9",
        "Latin-1": whole + b"&open=%E9t%E9",
        "raw bytes": whole + b"&open=\xff\xfe",
        "401 fields": whole + b"&x=1" * 401,
        "257 KiB": whole + b"&open=" + b"a" * 257 * 1024,
        "8 MiB": whole + b"&open=" + b"a" * 8 * 1024 * 1024,
        "JSON said to be a form": b'{"holds_principles.self": "5"}',
        "empty": b"",
    }
    made = {name: _post(path, body) for name, body in bodies.items()}
    made |= {
        f"cut after {share} %": _post(path, whole[: len(whole) * share // 100], length=len(whole))
        for share in (0, 50, 99)
    }
    made |= {
        f"as {kind}": _post(path, whole, kind=kind)
        for kind in ("application/json", "text/plain", "multipart/form-data")
    }
    made |= {
        "without a type": _post(path, whole).replace(f"Content-Type: {TYPE}\r\n".encode(), b""),
        "without a length": _post(path, whole).replace(b"Content-Length:", b"X-Length:"),
        "a negative length": _post(path, whole, length=-1),
        "a length in words": _post(path, whole).replace(b"Content-Length: ", b"Content-Length: all "),
        "two lengths": _post(path, whole).replace(b"Content-Length:", b"Content-Length: 3\r\nContent-Length:"),
        "length and chunks": _post(path, whole).replace(b"Host:", b"Transfer-Encoding: chunked\r\nHost:"),
        "cut chunks": _chunked(path, whole),
        "unknown host": _post(path, whole).replace(b"Host: 127.0.0.1", b"Host: example.net"),
    }
    return made


def _post(path: str, body: bytes, *, kind: str = TYPE, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {size}\r\n\r\n".encode() + body


def _chunked(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {TYPE}\r\n"
    return f"{head}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n".encode() + body[:40]


DRILL = Drill(
    promise="a cut or malformed body never counts",
    breaks="comparing no lengths in `web/security.read_body`, or no manifest in `web/respond/manifest.read_manifest`",
    run=run,
)
