"""Printed letters: the personal link of whoever gets no mail, one sheet each, the person's language first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.conduct.roster import Person
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated, isolated_ltr
from surveyapp.core.text.languages import Language, in_order
from surveyapp.core.text.shown import shown
from surveyapp.core.text.typed_codes import Secret, grouped
from surveyapp.reports.paper.links import dots_of
from surveyapp.reports.typst import make_pdf
from surveyapp.sender.identity import Sender
from surveyapp.sender.pictures import drawn
from surveyapp.settings import Settings
from surveyapp.store import own_words, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words import demonstration, handed, inviting
from surveyapp.words.burden import time_told
from surveyapp.words.catalogue import marked, say
from surveyapp.words.dates import day_text

TEMPLATE = "letters.typ"

_INDIVIDUAL = marked(
    "This link is for you only. Your answers are not linked to your name, and nobody sees any results before the "
    "review is closed."
)
_ATTRIBUTED = marked(
    "This link is for your organisation, and you may pass it on within it: anyone who has it, including the staff who "
    "printed it, can read and change the form until it is sent, and can send it. Your organisation gives one agreed "
    "form, which is shown as your organisation’s answer."
)

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom a letter is for, the address that it leads to, and the code of it; ``name`` is empty where it is unknown."""

    name: str
    language: Language
    link: str
    code: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one side, each in all of ``languages``; ``site`` is where codes are typed.

    ``statements`` is how many its form has; ``is_reissued`` says that their links took the place of earlier ones.
    ``sender`` is who writes, and ``own`` what the round says for itself.
    """

    review: Review
    side: Side
    languages: tuple[Language, ...]
    site: str
    contact: str
    letters: tuple[Letter, ...]
    statements: int
    is_reissued: bool = False
    written_on: date | None = None
    sender: Sender = Sender()  # noqa: RUF009 - it never changes
    own: OwnWords = OwnWords()  # noqa: RUF009 - likewise

    @property
    def is_attributed(self) -> bool:
        """Say whether the side gives one form as an organisation."""
        return self.review.answering.of(self.side) is Answering.ORGANISATION


def make_letters(letters: Letters) -> bytes:
    """Return the letters as PDF/UA, one sheet of A4 each; the same bytes for the same letters."""
    return make_pdf(TEMPLATE, letters_data(letters))


def letters_data(letters: Letters) -> Data:
    """Return everything that the template prints."""
    return {"letters": [_letter(letters, one) for one in letters.letters], "head": _head(letters)}


def _head(letters: Letters) -> Data:
    """Return the picture at the head of each letter, or none: a letterhead, or a logo in its place."""
    picture = letters.sender.letterhead or letters.sender.logo
    first = letters.letters[0].language if letters.letters else letters.languages[0]
    return {
        "picture": drawn(picture) if picture else None,
        "is_band": letters.sender.letterhead is not None,
        "alt": letters.sender.name_in(first) or say("The sender’s sign", first),
    }


def _letter(letters: Letters, one: Letter) -> Data:
    languages = in_order(one.language, letters.languages)
    return {
        "address": one.link,
        "code": grouped(one.code),
        "qr": dots_of(f"{one.link}?lang={languages[0].code}"),
        "alt": say("A code that opens the form on a phone: %(link)s", languages[0], link=one.link),
        "parts": [_part(letters, one, language) for language in languages],
    }


def _part(letters: Letters, one: Letter, language: Language) -> Data:
    """Return what a letter says in one language."""
    facts, sender = _facts(letters, language), letters.sender
    own = letters.own.sentence.get(language.code)
    return {
        "code": language.code,
        "direction": language.direction,
        "sender": [shown(said) for said in (sender.name_in(language), sender.department_in(language)) if said],
        "date": day_text(letters.written_on, language) if letters.written_on else None,
        "title": shown(letters.own.subject.get(language.code) or say("Invitation to the partnership review", language)),
        "demonstration": say(demonstration.MESSAGE, language) if letters.review.is_demonstration else None,
        "greeting": inviting.greeting(one.name, language),
        "body": [
            f"{say(inviting.WHAT_FOR, language, **facts)} {_time(letters, language)}",
            *([shown(own)] if own else []),
        ],
        "ways": {
            "scan": say("Point your phone’s camera at the code,", language),
            "open": say("or open this address:", language),
            "type": say("or open %(site)s and type this code:", language, site=isolated_ltr(letters.site)),
        },
        "ends": list(_ends(letters, language)),
        "signature": [shown(said) for said in inviting.signature(sender, language)],
    }


def _time(letters: Letters, language: Language) -> str:
    return time_told(letters.statements, language, is_attributed=letters.is_attributed)


def _ends(letters: Letters, language: Language) -> Iterator[str]:
    if letters.is_attributed:
        yield say(_ATTRIBUTED, language)
    else:
        yield f"{say(_INDIVIDUAL, language)} {handed.in_hand(language, is_mailed=False)}"
    if letters.is_reissued:
        yield handed.took_a_place(language)
    day = isolated(day_text(letters.review.closes_on, language))
    until = say("Answers are accepted until the end of %(day)s.", language, day=day)
    asking = say("Questions: %(contact)s", language, contact=isolated_ltr(letters.contact)) if letters.contact else ""
    yield f"{until} {asking}".rstrip()


def _facts(letters: Letters, language: Language) -> Mapping[str, str]:
    review = letters.review
    named = {"partner": review.partner.name, "round": review.round.title}
    return {name: isolated(shown(text.in_(language))) for name, text in named.items()}


def load_letters(
    session: Session,
    review_id: int,
    *,
    side: Side,
    addressed: Iterable[tuple[Person | None, Secret]],
    settings: Settings,
    written_on: date,
    is_reissued: bool = False,
) -> Letters:
    """Return the letters to ``addressed``: whom each is for, or None, and what leads to the form.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    return Letters(
        review=review,
        side=side,
        languages=settings.languages,
        site=settings.public_url.removeprefix("https://"),
        contact=settings.contact,
        letters=tuple(
            Letter(
                person.name if person else "",
                person.language if person else settings.default_language,
                f"{settings.public_url}/r/{secret.token}",
                secret.code,
            )
            for person, secret in addressed
        ),
        statements=count_statements(get_questionnaire(session, review.questionnaire), side),
        is_reissued=is_reissued,
        written_on=written_on,
        sender=settings.sender,
        own=own_words.find_own_words(session, review.round.id),
    )
