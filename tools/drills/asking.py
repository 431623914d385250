"""A client as plain as can be: one connection a request, and no retry that anybody did not ask for."""

import re
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_HIDDEN = re.compile(r'name="manifest" value="([^"]*)"')
_RECEIPT = re.compile(r"data-receipt[^>]*>\s*(\w+)")


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did."""

    status: int
    body: str = ""

    @property
    def receipt(self) -> str:
        found = re.search(r'data-receipt="(\w+)"', self.body) or _RECEIPT.search(self.body)
        return found[1] if found else ""

    @property
    def manifest(self) -> str:
        found = _HIDDEN.search(self.body)
        return unescape(found[1]) if found else ""


def ask(
    port: int,
    method: str,
    path: str,
    fields: dict[str, str] | None = None,
    *,
    host: str = "",
    timeout: float = 60,
    by_tls: bool = False,
) -> Answer:
    """Return the answer to one request, redirects not followed; status 0 when the connection broke."""
    headers = (FORM if fields is not None else {}) | ({"Host": host} if host else {})
    body = urlencode(fields) if fields is not None else None
    with closing(HTTPConnection("127.0.0.1", port, timeout=timeout)) as connection:
        try:
            if by_tls:
                connection.sock = secured(port, host, timeout=timeout)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode("utf-8", errors="replace"))
        except (OSError, HTTPException):
            return Answer(0)


def send(port: int, token: str) -> Answer:
    """Send the answers behind ``token``; return the receipt's page, or what came in its place."""
    sent = ask(port, "POST", f"/r/{token}/check", {"confirm": "send"})
    return ask(port, "GET", f"/r/{token}/receipt") if sent.status == 303 else sent


def send_raw(port: int, raw: bytes, *, timeout: float = 10) -> int:
    """Write ``raw``, say that nothing more will come, and return the status that comes back, or 0."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=timeout)) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        except OSError:
            return 0
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0


def secured(port: int, host: str, *, timeout: float = 30) -> ssl.SSLSocket:
    """Return a connection to a proxy whose certificate was made for the drill."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    return context.wrap_socket(plain, server_hostname=host)
