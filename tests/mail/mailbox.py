"""A mailbox for tests, on a socket of its own: it speaks as much of IMAP4rev1 as reading new messages takes."""

import re
import socketserver
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage

USER, PASSWORD = "reports@example.org", "a pass/word"


@dataclass
class MailServer:
    """Holds messages of one folder, with the flags that clients set."""

    folder: str = "Returned mail"
    messages: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    _server: socketserver.ThreadingTCPServer | None = None

    @property
    def url(self) -> str:
        port = self._server.server_address[1] if self._server else 0
        return f"imap://reports%40example.org:a%20pass%2Fword@127.0.0.1:{port}/Returned%20mail"

    def open(self) -> None:
        office = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                office._serve(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    def _serve(self, lines, out) -> None:
        out.write(b"* OK ready\r\n")
        for raw in lines:
            tag, _, line = raw.decode().strip().partition(" ")
            self.said.append(line)
            word = line.split()[0].upper()
            answer = getattr(self, f"_{word.lower()}", lambda _line: b"BAD what")(line)
            *untagged, last = answer.split(b"\0")
            for one in untagged:
                out.write(b"* " + one + b"\r\n")
            out.write(f"{tag} ".encode() + last + b" .\r\n")
            if word == "LOGOUT":
                return

    def _capability(self, _line: str) -> bytes:
        return b"CAPABILITY IMAP4rev1\0OK"

    def _login(self, line: str) -> bytes:
        return b"OK" if line == f'LOGIN {USER} "{PASSWORD}"' else b"NO wrong name or password"

    def _select(self, line: str) -> bytes:
        if line != f'SELECT "{self.folder}"':
            return b"NO no such folder"
        return b"%d EXISTS\0FLAGS (\\Seen)\0OK [READ-WRITE]" % len(self.messages)

    def _search(self, _line: str) -> bytes:
        new = [str(number + 1) for number in range(len(self.messages)) if number not in self.seen]
        return f"SEARCH {' '.join(new)}\0OK".encode()

    def _fetch(self, line: str) -> bytes:
        number, limit = re.fullmatch(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", line).groups()
        message = self.messages[int(number) - 1][: int(limit)]
        return b"%d FETCH (BODY[]<0> {%d}\r\n%b)\0OK" % (int(number), len(message), message)

    def _store(self, line: str) -> bytes:
        number = re.fullmatch(r"STORE (\d+) \+FLAGS \(\\Seen\)", line)[1]
        self.seen.add(int(number) - 1)
        return b"%d FETCH (FLAGS (\\Seen))\0OK" % int(number)

    def _logout(self, _line: str) -> bytes:
        return b"BYE\0OK"


def report_on(sent: EmailMessage, *, status: str = "5.1.1", action: str = "failed", headers_only: bool = True) -> bytes:
    """Return what a mail server writes of a mail that it took and cannot deliver, as Postfix does."""
    returned = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    body = returned if headers_only else sent.as_bytes().decode()
    return (
        "Return-Path: <>\r\n"
        "From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\n"
        "To: reviews@example.org\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        "Message-Id: <4D2F1B@mx.example.org>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="one/two"\r\n'
        "\r\n"
        "--one/two\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        "I'm sorry to have to inform you that your message could not be delivered.\r\n\r\n"
        "--one/two\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; p0@example.org\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status}\r\n    no such user here\r\n\r\n"
        f"--one/two\r\nContent-Description: Undelivered Message\r\nContent-Type: {kind}\r\n\r\n"
        f"{body}\r\n--one/two--\r\n"
    ).encode()
