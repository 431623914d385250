"""Printed letters: the personal link of whoever gets no mail, one sheet each, the person's language first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.dates import format_date
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated, isolated_ltr, without_controls
from surveyapp.core.text.languages import EVERY, Language
from surveyapp.reports.paper.letter_labels import LETTER_LABELS
from surveyapp.reports.typst import make_pdf
from surveyapp.settings import Settings
from surveyapp.store import reviews

TEMPLATE = "letters.typ"
_LOCALES = {Language("ar"): "ar_PS", Language("en"): "en_GB"}

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom a letter is for, and the address that it leads to; ``name`` is empty where nobody's is known."""

    name: str
    language: Language
    link: str

    @property
    def code(self) -> str:
        """Return the code in the link, in groups of four."""
        token = self.link.rpartition("/")[2]
        return "-".join(token[at : at + 4] for at in range(0, len(token), 4))


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one side; ``site`` is where codes are typed."""

    review: Review
    side: Side
    site: str
    contact: str
    letters: tuple[Letter, ...]


def make_letters(letters: Letters) -> bytes:
    """Return the letters as PDF/UA, one sheet of A4 each; the same bytes for the same letters."""
    return make_pdf(TEMPLATE, letters_data(letters))


def letters_data(letters: Letters) -> Data:
    """Return everything that the template prints."""
    return {"letters": [_letter(letters, one) for one in letters.letters]}


def _letter(letters: Letters, one: Letter) -> Data:
    import segno  # noqa: PLC0415 - the web starts without it

    languages = (one.language, *(other for other in EVERY if other != one.language))
    qr = segno.make(f"{one.link}?lang={one.language.code}", error="m", micro=False)
    return {
        "address": one.link,
        "code": one.code,
        "qr": qr.svg_inline(border=0),
        "alt": LETTER_LABELS[one.language].qr.format(link=one.link),
        "parts": [_part(letters, one, language) for language in languages],
    }


def _part(letters: Letters, one: Letter, language: Language) -> Data:
    """Return what a letter says in one language."""
    said, facts = LETTER_LABELS[language], _facts(letters, language)
    name = without_controls(one.name)
    is_attributed = letters.review.answering.of(letters.side) is Answering.ORGANISATION
    ends = [said.attributed if is_attributed else said.individual, said.until]
    return {
        "code": language.code,
        "direction": language.direction,
        "title": said.title,
        "demonstration": said.demonstration if letters.review.is_demonstration else None,
        "greeting": said.greeting.format(name=isolated(name)) if name else said.greeting_without_name,
        "body": [sentence.format_map(facts) for sentence in said.body],
        "ways": {"scan": said.scan, "open": said.or_open, "type": said.or_type.format_map(facts)},
        "ends": [sentence.format_map(facts) for sentence in (*ends, *([said.questions] if letters.contact else []))],
    }


def _facts(letters: Letters, language: Language) -> Mapping[str, str]:
    review = letters.review
    return {
        "partner": isolated(without_controls(review.partner.name.in_(language))),
        "round": isolated(without_controls(review.round.title.in_(language))),
        "day": isolated(format_date(letters.review.closes_on, "long", _LOCALES[language])),
        "site": isolated_ltr(letters.site),
        "contact": isolated_ltr(letters.contact),
    }


def load_letters(
    session: Session, review_id: int, *, side: Side, addressed: Iterable[tuple[Person | None, str]], settings: Settings
) -> Letters:
    """Return the letters to ``addressed``: whom each is for, or None, and the token of the link that it holds.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    default = Language(settings.default_language)
    return Letters(
        review=review,
        side=side,
        site=settings.public_url.removeprefix("https://"),
        contact=settings.contact,
        letters=tuple(
            Letter(
                person.name if person else "",
                person.language if person else default,
                f"{settings.public_url}/r/{token}",
            )
            for person, token in addressed
        ),
    )
