"""The sender of mails and letters, as an installation sets it; nothing is set by default, and no emblem is shipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from surveyapp.core.text.languages import Language, Text
from surveyapp.sender.pictures import Picture, PictureError, read_picture

WORDS_LIMIT = 120
"""Characters of each line that a sender is named by."""


_NOTHING = Text({})


class SenderError(Exception):
    """A setting of the sender's that cannot be used; the message is one line that names it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What is said of who writes, each in some languages or none; the letterhead takes the logo's place in print."""

    name: Text = _NOTHING
    department: Text = _NOTHING
    closing: Text = _NOTHING
    """The formula before the signature, such as “With kind regards”."""

    logo: Picture | None = None
    letterhead: Picture | None = None

    def name_in(self, language: Language) -> str:
        """Return the sender's name as readers of ``language`` are shown it; nothing where none is set."""
        return _in(self.name, language)

    def department_in(self, language: Language) -> str:
        """Return the department, likewise."""
        return _in(self.department, language)

    def closing_in(self, language: Language) -> str:
        """Return the closing formula in ``language`` itself, or nothing: it is no name that stands in another one."""
        return self.closing.get(language.code, "")

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures that there are."""
        return tuple(filter(None, (self.logo, self.letterhead)))


def read_sender(environ: Mapping[str, str], languages: Sequence[Language]) -> Sender:
    """Return the sender in ``environ``.

    Raises:
        SenderError: a line is too long or has control characters; a picture is not taken.
    """
    return Sender(
        name=_words(environ, "SENDER_NAME", languages),
        department=_words(environ, "SENDER_DEPARTMENT", languages),
        closing=_words(environ, "SENDER_CLOSING", languages),
        logo=_picture(environ, "SENDER_LOGO"),
        letterhead=_picture(environ, "SENDER_LETTERHEAD"),
    )


def read_mail_from(environ: Mapping[str, str], *, user: str, host: str | None) -> str:
    """Return the address that mails come from: as set, else the mail server's ``user``, else one at our ``host``.

    Raises:
        SenderError: it is no address.
    """
    address = environ.get("MAIL_FROM", "").strip() or (user if "@" in user else f"surveyapp@{host}")
    local, at, domain = address.rpartition("@")
    if not (local and at and domain and address.isascii() and address.isprintable()) or set(address) & set(" <>,"):
        raise SenderError(f"MAIL_FROM: {address!r} is not an e-mail address such as reviews@example.org")
    return address


def _words(environ: Mapping[str, str], name: str, languages: Sequence[Language]) -> Text:
    found = {one.code: environ.get(f"{name}_{one.code.upper()}", "").strip() for one in languages}
    for code, said in found.items():
        if len(said) > WORDS_LIMIT or not said.replace("\u200c", "").replace("\u200d", "").isprintable():
            raise SenderError(f"{name}_{code.upper()}: not one line of at most {WORDS_LIMIT} characters")
    return Text({code: said for code, said in found.items() if said})


def _picture(environ: Mapping[str, str], name: str) -> Picture | None:
    path = environ.get(name, "").strip()
    try:
        return read_picture(Path(path)) if path else None
    except PictureError as error:
        raise SenderError(f"{name}: {path} {error}") from None


def _in(text: Text, language: Language) -> str:
    return text.in_(language) if text.written else ""
