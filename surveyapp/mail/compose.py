"""Writing a mail: text and HTML, the reader's language first, then the others that the app is offered in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from surveyapp.core.conduct.mail import CARRIERS, KEY_LIFE, TO_FORM, Mail, MailKind
from surveyapp.core.text.bidi import (
    FIRST_STRONG_ISOLATE,
    LTR_ISOLATE,
    POP_ISOLATE,
    isolated,
    isolated_ltr,
    without_controls,
)
from surveyapp.core.text.languages import Language, Text, in_order
from surveyapp.core.text.shown import shown, shown_whole
from surveyapp.mail.calendar import FILE_NAME, LastDay, make_calendar
from surveyapp.mail.headers import header_policy
from surveyapp.mail.phrases import (
    ATTRIBUTED,
    AUTOMATIC,
    HANDED_OUT,
    INDIVIDUAL,
    OWN_SUBJECT,
    QUESTIONS,
    SAMPLE,
    SAMPLE_SUBJECT,
    SENDER,
)
from surveyapp.mail.wording import WORDINGS, Wording
from surveyapp.sender.identity import Sender
from surveyapp.settings import Settings
from surveyapp.tokens import LIGHT
from surveyapp.words import demonstration, handed
from surveyapp.words.agreed import agreed_paragraphs
from surveyapp.words.burden import time_told
from surveyapp.words.catalogue import say
from surveyapp.words.dates import day_text, span_text
from surveyapp.words.inviting import greeting, signature
from surveyapp.words.listed import list_counts
from surveyapp.words.naming import Names
from surveyapp.words.vouching import weight_told

_ELEMENTS = {ord(FIRST_STRONG_ISOLATE): "<bdi>", ord(LTR_ISOLATE): '<bdi dir="ltr">', ord(POP_ISOLATE): "</bdi>"}
_DATED = CARRIERS | {MailKind.EXTENDED}
"""The mails that bring the last day as a file for calendars."""

_LOGO, _PUBLISHED = "logo@sender", {"method": "PUBLISH", "charset": "utf-8"}


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the sender's address, whom readers may ask, where the site is, in which languages, and as whom."""

    sender: str
    contact: str
    public_url: str
    languages: tuple[Language, ...]
    identity: Sender = Sender()  # noqa: RUF009 - it never changes

    @classmethod
    def of(cls, settings: Settings) -> "Office":
        """Return the office of an installation."""
        return cls(settings.mail_from, settings.contact, settings.public_url, settings.languages, settings.sender)

    def name_in(self, language: Language) -> str:
        """Return the name that mails in ``language`` bear: the sender's, or where none is set the app's."""
        return self.identity.name_in(language) or say(SENDER, language)

    @property
    def host(self) -> str:
        """Return the name of the machine that links lead to."""
        return urlsplit(self.public_url).hostname or ""


@dataclass(frozen=True, slots=True)
class Part:
    """A mail in one language, filled in."""

    language: Language
    greeting: str
    before: tuple[str, ...]
    button: str
    link: str | None
    after: tuple[str, ...]
    signature: tuple[str, ...] = ()
    last: str = ""


def compose(mail: Mail, office: Office, *, encoding: str = "base64") -> EmailMessage:
    """Return ``mail`` as a message that every mail program reads; the same each time, its Message-ID included."""
    languages = in_order(mail.to.language, office.languages)
    first = languages[0]
    parts = [_part(mail, office, language) for language in languages]
    message = EmailMessage(policy=header_policy(is_8bit=encoding == "8bit"))
    message["Subject"] = without_controls(_subject(mail, office, first))
    message["From"] = Address(office.name_in(first), addr_spec=office.sender)
    message["To"] = Address(" ".join(shown(mail.to.name).splitlines()), addr_spec=mail.to.address)
    if "@" in office.contact:
        message["Reply-To"] = Address(addr_spec=office.contact)
    message["Date"] = mail.queued_at
    message["Message-ID"] = f"<{mail.message_id}@{office.host}>"
    message["Auto-Submitted"] = "auto-generated"
    plain = "\n\n* * *\n\n".join("\n\n".join(_lines(part)) for part in parts) + "\n"
    message.set_content(without_controls(plain), cte=encoding)  # some mail programs draw isolates as boxes
    _add_page(message, parts, office, encoding=encoding)
    if mail.kind in _DATED and mail.review_id and mail.partner and mail.closes_on:
        last = LastDay(mail.review_id, mail.partner, mail.closes_on, office.host)
        file = make_calendar(last, first, now=mail.queued_at)
        message.add_attachment(file, maintype="text", subtype="calendar", filename=FILE_NAME, params=_PUBLISHED)
    message["Content-Language"] = ", ".join(languages)
    return message


def _add_page(message: EmailMessage, parts: list[Part], office: Office, *, encoding: str) -> None:
    """Add the mail as HTML; a logo comes with it, if it is one that mail programs draw, and is fetched from nowhere."""
    logo = office.identity.logo if office.identity.logo and office.identity.logo.kind == "png" else None
    page = _template().render(subject=str(message["Subject"]), parts=parts, logo=_LOGO if logo else "")
    message.add_alternative(page, subtype="html", cte=encoding)
    body = message.get_body(("html",))
    if logo and body:
        body.add_related(logo.data, maintype="image", subtype="png", cid=f"<{_LOGO}>", disposition="inline")


class Letter(NamedTuple):
    """A mail as it is read in one language, before it is sent."""

    subject: str
    part: Part


def read_letter(mail: Mail, office: Office) -> Letter:
    """Return what ``mail`` says in its addressee's language, to be looked at before anything is sent."""
    language = mail.to.language
    return Letter(_subject(mail, office, language), _part(mail, office, language))


def _subject(mail: Mail, office: Office, language: Language) -> str:
    own = mail.own.subject.get(language.code) if mail.kind is MailKind.INVITATION else None
    subject = _said(WORDINGS[mail.kind].subject, mail, office, language)
    if own and mail.partner:
        subject = shown_whole(say(OWN_SUBJECT, language, subject=own, partner=_named(mail.partner, language)))
    return say(SAMPLE_SUBJECT, language, subject=subject) if mail.is_sample else subject


def _part(mail: Mail, office: Office, language: Language) -> Part:
    wording = WORDINGS[mail.kind]
    return Part(
        language=language,
        greeting=greeting(mail.to.name, language),
        before=tuple(_before(mail, office, wording, language)),
        button=say(wording.button, language) if wording.button else "",
        link=f"{office.public_url}{mail.link}?lang={language.code}" if mail.link else None,
        after=tuple(_said(message, mail, office, language) for message in _endings(mail, office, wording)),
        signature=tuple(signature(office.identity, language)),
        last=say(AUTOMATIC, language),
    )


def _before(mail: Mail, office: Office, wording: Wording, language: Language) -> Iterator[str]:
    if mail.is_sample:
        yield say(SAMPLE, language)
    for number, message in enumerate(wording.before):
        yield from filter(None, [_said(message, mail, office, language)])
        if number == 0 and mail.kind in TO_FORM and mail.own.sentence.get(language.code):
            yield shown(mail.own.sentence[language.code])
    if mail.meeting and mail.questionnaire and mail.partner:
        names = Names(mail.questionnaire, mail.partner, language)
        yield from map(shown_whole, agreed_paragraphs(names, mail.meeting))


def _endings(mail: Mail, office: Office, wording: Wording) -> Iterator[str]:
    yield from (wording.attributed if mail.is_attributed else ()) or wording.after
    if mail.kind in TO_FORM:
        yield handed.BY_MAIL
        yield ATTRIBUTED if mail.is_attributed else INDIVIDUAL
    if office.contact:
        yield QUESTIONS
    if mail.is_demonstration:
        yield demonstration.MESSAGE


def _said(message: str, mail: Mail, office: Office, language: Language) -> str:
    return shown_whole(say(message, language, **_facts(mail, office, language)))


def _facts(mail: Mail, office: Office, language: Language) -> Mapping[str, str]:
    facts = {name: _named(text, language) for name, text in (("partner", mail.partner), ("round", mail.round)) if text}
    if mail.closes_on:
        facts["day"] = isolated(day_text(mail.closes_on, language))
    if mail.statements:
        facts["time"] = time_told(mail.statements, language, is_attributed=mail.is_attributed)
    if mail.kind in KEY_LIFE:
        facts["life"] = span_text(KEY_LIFE[mail.kind], language)
    if mail.listed:
        facts["counts"] = list_counts(*mail.listed, language)
        facts["handed_out"] = say(HANDED_OUT, language) if mail.listed[1] else ""
        facts["weight"] = weight_told(mail.why_not, mail.counts_from, language)
    if mail.entry:
        facts |= {
            "number": isolated_ltr(str(mail.entry[0])),
            "command": f"flask doctor --head {mail.entry[0]}:{mail.entry[1]}",  # on a line of its own, to be copied
        }
    if mail.meeting and mail.meeting.signed_off:
        signed = mail.meeting.signed_off
        facts |= {name: isolated(shown(getattr(signed, name))) for name in ("prcs_name", "partner_name")}
        facts["signed_on"] = isolated(day_text(signed.signed_on, language))
    return facts | {"contact": isolated_ltr(office.contact)}


def _named(text: Text, language: Language) -> str:
    return isolated(shown(text.in_(language)))


def _lines(part: Part) -> Iterator[str]:
    yield part.greeting
    yield from part.before
    if part.link:
        yield f"{part.button}:\n{part.link}"
    yield from part.after
    if part.signature:
        yield "\n".join(part.signature)
    yield part.last


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.finalize = as_html
    environment.globals["look"] = LIGHT
    return environment.get_template("message.html")


def as_html(sentence: str) -> Markup:
    """Return a sentence as HTML, in which elements stand in place of the marks that set names apart."""
    return Markup(escape(shown_whole(sentence)).translate(_ELEMENTS))  # noqa: S704 - escaped before
