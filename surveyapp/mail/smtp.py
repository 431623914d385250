"""SMTP: a message is streamed but for its end, its row is marked, and only then the end goes out.

A worker that dies before the end leaves the server with half a message, which it throws away; one that dies after it
left a mark, and the message is not sent again; nor is one for whose end no answer came. RFC 5321, section 6.1, leaves
the moment between the two to nobody.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from surveyapp.core.conduct.mail import is_about_mailbox
from surveyapp.mail.delivery import AwayError, BeforeLastByte, LostHoldError, NeverError, NotNowError, UnsureError

TIMEOUT, LAST_TIMEOUT = 15, 300
"""Seconds for an answer: to a command, and to a whole message, which servers look through before they take it."""

_TAKEN, _TAKEN_ONWARD, _GO_ON, _FOR_GOOD = 250, 251, 354, 500
_NO_SUCH_MAILBOX = frozenset({550, 551, 553})
"""What RFC 5321 has a server answer to an addressee that it does not know; where it says more, that counts."""

_STATUS = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_FAULTS = (OSError, smtplib.SMTPException, EOFError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, as ``SMTP_URL`` says it."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str

    @classmethod
    def from_url(cls, url: str) -> "Server":
        """Return the server at ``smtp://user:password@host:port`` or ``smtps://…``."""
        parts = urlsplit(url)
        is_tls, user = parts.scheme == "smtps", unquote(parts.username or "")
        port = parts.port or (465 if is_tls else 587 if user else 25)
        return cls(parts.hostname or "", port, is_tls, user, unquote(parts.password or ""))

    @property
    def is_here(self) -> bool:
        """Say whether the server runs on this machine."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def tls(self) -> ssl.SSLContext:
        """Return the rules of TLS: certificates are checked, but for a server on this machine."""
        if not self.is_here:
            return ssl.create_default_context()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


class SmtpDelivery:
    """Hands messages to a mail server, over one connection while it lasts."""

    encoding = "base64"

    def __init__(self, server: Server, *, sender: str) -> None:
        self.server, self.sender = server, sender
        self._smtp: smtplib.SMTP | None = None

    @property
    def place(self) -> str:
        """Return host and port."""
        return f"{self.server.host}:{self.server.port}"

    def connect(self) -> None:
        """Connect and sign in, unless a connection is open and alive."""
        try:
            if self._smtp is None or self._smtp.noop()[0] != _TAKEN:
                self.close()
                self._smtp = self._connected()
        except _FAULTS as error:
            self.close()
            raise AwayError(_said(error)) from None

    def hand_over(self, message: EmailMessage, address: str, *, before_last_byte: BeforeLastByte) -> None:
        """Return once the server has taken ``message``."""
        if self._smtp is None:
            raise AwayError("not connected")
        try:
            self._envelope(self._smtp, address)
            self._smtp.send(_dotted(message.as_bytes()))
            if not before_last_byte():
                raise LostHoldError
            self._end(self._smtp)
        except (LostHoldError, UnsureError):
            self.close()
            raise
        except _FAULTS as error:
            self.close()
            raise NotNowError(_said(error)) from None

    def close(self) -> None:
        """Let go of the connection; what was not ended is thrown away by the server."""
        if self._smtp:
            self._smtp.close()
            self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        if server.is_tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=server.tls())
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        smtp.ehlo_or_helo_if_needed()
        is_private = server.is_tls or server.is_here
        if not server.is_tls and smtp.has_extn("starttls"):
            smtp.starttls(context=server.tls())
            smtp.ehlo()
            is_private = True
        if server.user and not is_private:
            smtp.close()
            raise smtplib.SMTPException("the server offers no TLS, so the password stays here")
        if server.user:
            smtp.login(server.user, server.password)
        return smtp

    def _end(self, smtp: smtplib.SMTP) -> None:
        if smtp.sock:
            smtp.sock.settimeout(LAST_TIMEOUT)
        smtp.send(b".\r\n")
        try:
            reply = smtp.getreply()
        except _FAULTS as error:
            raise UnsureError(_said(error)) from None
        _require(reply, _TAKEN)
        if smtp.sock:
            smtp.sock.settimeout(TIMEOUT)

    def _envelope(self, smtp: smtplib.SMTP, address: str) -> None:
        """Name sender and addressee and begin the data; a refusal leaves the connection fit for the next message."""
        code, reply = smtp.mail(self.sender)
        if code == _TAKEN:
            code, reply = smtp.rcpt(address)
            if code in {_TAKEN, _TAKEN_ONWARD}:
                _require(smtp.docmd("DATA"), _GO_ON)
                return
            smtp.rset()
            raise _refusal(code, reply, is_nowhere=_is_nowhere(code, reply))
        smtp.rset()
        raise NotNowError(_worded(code, reply))  # our own address is at fault, which somebody will mend


def _require(reply: tuple[int, bytes], wanted: int) -> None:
    if reply[0] != wanted:
        raise _refusal(*reply)


def _refusal(code: int, reply: bytes, *, is_nowhere: bool = False) -> NeverError | NotNowError:
    said = _worded(code, reply)
    return NeverError(said, is_nowhere=is_nowhere) if code >= _FOR_GOOD else NotNowError(said)


def _is_nowhere(code: int, reply: bytes) -> bool:
    """Say whether the answer to an addressee is that there is no such mailbox; the server has seen no message yet."""
    status = _STATUS.match(reply)
    return is_about_mailbox(status[1].decode()) if status else code in _NO_SUCH_MAILBOX


def _worded(code: int, reply: bytes | str) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join([str(code), *words.split()])


def _dotted(message: bytes) -> bytes:
    """Return the message as DATA wants it: a dot doubled at the start of a line, and ended by a line's end."""
    whole = re.sub(rb"\r?\n|\r", b"\r\n", message)
    return re.sub(rb"(?m)^\.", b"..", whole if whole.endswith(b"\r\n") else whole + b"\r\n")


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _worded(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__
