"""Writing a mail: text and HTML, the reader's language first, then the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from babel.dates import format_date, format_timedelta
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from surveyapp.core.conduct.mail import KEY_LIFE, Mail, MailKind
from surveyapp.core.text.bidi import isolated, isolated_ltr, without_controls
from surveyapp.core.text.languages import EVERY, Language, Text
from surveyapp.mail.wording import FRAMES, WORDINGS, Frame, Wording

_LOCALES = {Language("ar"): "ar_PS", Language("en"): "en_GB"}
_IN_HOURS = 2.0
"""A day is said as 24 hours: only from two days on it would be days."""

_TO_FORM = frozenset({MailKind.INVITATION, MailKind.REMINDER})


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the sender's address, whom readers may ask, and where the site is."""

    sender: str
    contact: str
    public_url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A mail in one language, filled in."""

    language: Language
    greeting: str
    before: tuple[str, ...]
    button: str
    link: str | None
    after: tuple[str, ...]


def compose(mail: Mail, office: Office, *, encoding: str = "base64") -> EmailMessage:
    """Return ``mail`` as a message that every mail program reads; the same each time, its Message-ID included."""
    languages = (mail.to.language, *(one for one in EVERY if one != mail.to.language))
    parts = [_part(mail, office, language) for language in languages]
    message = EmailMessage(policy=SMTP.clone(cte_type="8bit" if encoding == "8bit" else "7bit"))
    message["Subject"] = _fill(WORDINGS[mail.to.language][mail.kind].subject, mail, office, mail.to.language)
    message["From"] = Address(FRAMES[mail.to.language].sender, addr_spec=office.sender)
    message["To"] = Address(without_controls(mail.to.name), addr_spec=mail.to.address)
    if "@" in office.contact:
        message["Reply-To"] = Address(addr_spec=office.contact)
    message["Date"] = mail.queued_at
    message["Message-ID"] = f"<{mail.id}@{urlsplit(office.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n* * *\n\n".join("\n\n".join(_lines(part)) for part in parts) + "\n", cte=encoding)
    page = _template().render(subject=str(message["Subject"]), parts=parts)
    message.add_alternative(page, subtype="html", cte=encoding)
    message["Content-Language"] = ", ".join(languages)
    return message


def _part(mail: Mail, office: Office, language: Language) -> Part:
    wording, frame = WORDINGS[language][mail.kind], FRAMES[language]
    name = without_controls(mail.to.name)
    greeting = frame.greeting.format(name=isolated(name)) if name else frame.greeting_without_name
    return Part(
        language=language,
        greeting=greeting,
        before=tuple(_fill(said, mail, office, language) for said in wording.before),
        button=wording.button,
        link=f"{office.public_url}{mail.link}?lang={language.code}" if mail.link else None,
        after=tuple(_fill(said, mail, office, language) for said in _endings(mail, office, wording, frame)),
    )


def _endings(mail: Mail, office: Office, wording: Wording, frame: Frame) -> Iterator[str]:
    yield from (wording.attributed if mail.is_attributed else ()) or wording.after
    if mail.kind in _TO_FORM:
        yield frame.attributed if mail.is_attributed else frame.individual
    if office.contact:
        yield frame.questions
    if mail.is_demonstration:
        yield frame.demonstration
    yield frame.automatic


def _fill(said: str, mail: Mail, office: Office, language: Language) -> str:
    return said.format_map(_facts(mail, office, language))


def _facts(mail: Mail, office: Office, language: Language) -> Mapping[str, str]:
    facts = {name: _named(text, language) for name, text in (("partner", mail.partner), ("round", mail.round)) if text}
    if mail.closes_on:
        facts["day"] = isolated(format_date(mail.closes_on, "long", locale=_LOCALES[language]))
    if mail.kind in KEY_LIFE:
        facts["life"] = format_timedelta(
            KEY_LIFE[mail.kind], granularity="hour", threshold=_IN_HOURS, locale=_LOCALES[language]
        )
    return facts | {"contact": isolated_ltr(office.contact)}


def _named(text: Text, language: Language) -> str:
    return isolated(without_controls(text.in_(language)))


def _lines(part: Part) -> Iterator[str]:
    yield part.greeting
    yield from part.before
    if part.link:
        yield f"{part.button}:\n{part.link}"
    yield from part.after


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(
        "message.html"
    )
