"""A mailbox into which mail servers put their reports, read over IMAP: each message once, and marked as seen."""

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from surveyapp.mail.delivery_reports import SIZE_LIMIT
from surveyapp.mail.smtp import TIMEOUT, Server

AT_ONCE = 200
"""Messages that are read in one go; the rest waits for the next."""


class MailboxError(Exception):
    """The mailbox cannot be reached, or does not let us in."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where reports arrive, as ``BOUNCES_URL`` says it."""

    server: Server
    folder: str
    timeout: float = TIMEOUT
    """Seconds for each answer of the server's."""

    @classmethod
    def from_url(cls, url: str, *, timeout: float = TIMEOUT) -> "Mailbox":
        """Return the mailbox at ``imap://user:password@host:port/FOLDER`` or ``imaps://…``."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "imaps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        server = Server(parts.hostname or "", parts.port or (993 if is_tls else 143), is_tls, user, password)
        return cls(server, unquote(parts.path.strip("/")) or "INBOX", timeout)

    @property
    def place(self) -> str:
        """Return where it is, without a name and a password."""
        return f"{self.server.host}:{self.server.port}/{self.folder}"

    def try_it(self) -> None:
        """Sign in and open the folder; nothing is read or marked.

        Raises:
            MailboxError: as of ``take_new``.
        """
        try:
            with self._opened():
                pass
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(_said(error)) from None

    def take_new(self) -> Iterator[bytes]:
        """Yield the messages that nobody has seen, no more than a start of each; each is marked once it was worked on.

        Raises:
            MailboxError: the mailbox cannot be reached, or does not let us in.
        """
        try:
            with self._opened() as imap:
                for number in str(_asked(*imap.search(None, "UNSEEN")), "ascii").split()[:AT_ONCE]:
                    yield _body(*imap.fetch(number, f"(BODY.PEEK[]<0.{SIZE_LIMIT}>)"))
                    _asked(*imap.store(number, "+FLAGS", r"(\Seen)"))
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(_said(error)) from None

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        with self._connected() as imap:
            imap.login(self.server.user, self.server.password)
            quoted = self.folder.replace("\\", r"\\").replace('"', r"\"")
            _asked(*imap.select(f'"{quoted}"'))
            yield imap

    def _connected(self) -> imaplib.IMAP4:
        server = self.server
        if server.is_tls:
            return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=server.tls(), timeout=self.timeout)
        imap = imaplib.IMAP4(server.host, server.port, timeout=self.timeout)
        if "STARTTLS" in imap.capabilities:
            imap.starttls(ssl_context=server.tls())
        elif not server.is_here:
            imap.shutdown()
            raise ssl.SSLError("the server offers no TLS, so the password stays here")
        return imap


def _asked(kind: str, data: Sequence[object]) -> bytes:
    """Return the first thing that the server says; IMAP4.error where it refuses."""
    said = data[0] if data and isinstance(data[0], bytes) else b""
    if kind != "OK":
        raise imaplib.IMAP4.error(said.decode("utf-8", "replace") or kind)
    return said


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error) or type(error).__name__


def _body(_kind: str, data: Sequence[object]) -> bytes:
    """Return the message in what a server answers; nothing where it is gone meanwhile."""
    return next((bytes(one[1]) for one in data if isinstance(one, tuple)), b"")
