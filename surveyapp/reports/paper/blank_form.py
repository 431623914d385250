"""The printable blank form: the same questions in the same order as on a screen, with boxes to tick."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby

from babel.dates import format_date
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review, State
from surveyapp.core.form.marks import MARKS, marks_of
from surveyapp.core.form.pages import CLOSING, ChoiceField, ChoicesField, Field, Page, ShareField, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text
from surveyapp.reports.paper.blank_form_labels import LABELS
from surveyapp.reports.paper.codes import item_codes
from surveyapp.reports.typst import make_pdf
from surveyapp.settings import Keeping
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words.comments import tick
from surveyapp.words.notice import Told, notice, title
from surveyapp.words.opening import opening_words

TEMPLATE = "blank_form.typ"

_LOCALES = {Language("ar"): "ar_PS", Language("en"): "en_GB"}

Said = dict[str, str]
"""Language → words, in each language of the form."""
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What one printed form is made of.

    ``keeping`` says for how long answers are kept; ``invited`` is None while the lists may still grow; ``link`` is the
    address under which this form's person may answer on a screen instead.
    """

    questionnaire: Questionnaire
    review: Review
    side: Side
    languages: tuple[Language, ...]
    keeping: Keeping
    invited: Mapping[Side, int] | None = None
    link: str | None = None

    @property
    def told(self) -> Told:
        """Return what the notice follows from."""
        return Told(self.review, self.side, self.questionnaire, self.invited, self.keeping, is_on_paper=True)

    def each(self, sentence: Callable[[Language], str]) -> Said:
        """Return one of the sentences that pages have too, in the languages of the form."""
        return {language.code: sentence(language) for language in self.languages}

    def say(self, text: Text) -> Said:
        """Return ``text`` in the languages of the form."""
        return {language.code: without_controls(text.in_(language)) for language in self.languages}

    def label(self, name: str, **values: object) -> Said:
        """Return one of paper's own sentences, filled with ``values``, in the languages of the form."""
        return {language.code: str(getattr(LABELS[language], name)).format(**values) for language in self.languages}


def make_blank_form(form: BlankForm) -> bytes:
    """Return the form as PDF/UA on A4; the same bytes for the same form."""
    return make_pdf(TEMPLATE, form_data(form))


def form_data(form: BlankForm) -> Data:
    """Return everything that the template prints."""
    return {
        "languages": [{"code": language.code, "direction": language.direction} for language in form.languages],
        "front": _front(form),
        "pages": list(_pages(form)),
        "link": _link(form),
        "footer": _footer(form),
        "labels": {language.code: asdict(LABELS[language]) for language in form.languages},
        "tick": form.each(lambda language: tick(language, is_attributed=form.told.is_attributed)),
        "return_to": {
            language.code: LABELS[language].return_to.format(
                day=format_date(form.review.closes_on, "long", _LOCALES[language])
            )
            for language in form.languages
        },
    }


def _front(form: BlankForm) -> Data:
    questionnaire, review = form.questionnaire, form.review
    names = {Side.PRCS: questionnaire.sides[Side.PRCS].full_name, Side.PARTNER: review.partner.name}
    return {
        "title": form.say(questionnaire.title),
        "is_demonstration": review.is_demonstration,
        "facts": [
            {"label": "round", "value": form.say(review.round.title)},
            {"label": "between", "value": form.say(_joined(*names.values()))},
            {"label": "side", "value": form.say(names[form.side])},
        ],
        "intro": form.each(lambda language: opening_words(form.told, language)),
        "notice_title": form.each(title),
        "notice": {language.code: _notice(form, language) for language in form.languages},
        "how_title": form.label("how_title"),
        "how": {language.code: _how(form, language) for language in form.languages},
    }


def _joined(first: Text, second: Text) -> Text:
    return Text({"ar": f"{first['ar']} – {second['ar']}", "en": f"{first['en']} – {second['en']}"})


def _notice(form: BlankForm, language: Language) -> list[Data]:
    return [{"heading": group.heading, "items": group.sentences} for group in notice(form.told, language)]


def _how(form: BlankForm, language: Language) -> tuple[str, ...]:
    labels = LABELS[language]
    return labels.how if form.told.is_attributed else (*labels.how, labels.no_name)


def _pages(form: BlankForm) -> Iterator[Data]:
    codes = item_codes(form.questionnaire, form.side)
    titles = {part.sections[0]: form.say(part.title) for part in form.questionnaire.parts if part.sections}
    numbers = {section.id: number for number, section in enumerate(form.questionnaire.sections, 1)}
    for page in form_pages(form.questionnaire, form.side, asks_profile=form.review.asks_profile(form.side)):
        yield {
            "part": titles.get(page.id),
            "number": numbers.get(page.id),
            "title": _title(form, page),
            "hint": form.say(page.section.hint) if page.section else None,
            "blocks": list(_blocks(form, page, codes)),
        }


def _title(form: BlankForm, page: Page) -> Said:
    if page.section:
        return form.say(page.section.title)
    return form.label("closing_title" if page.id == CLOSING else "profile_title")


def _blocks(form: BlankForm, page: Page, codes: Mapping[tuple[str, str], str]) -> Iterator[Data]:
    """Yield what stands under one heading: ratings on one scale as one table, every other question by itself."""
    asked = [field for field in page.fields if not isinstance(field, ShareField)]
    for scale, fields in groupby(asked, key=lambda field: getattr(field, "scale", None)):
        if scale:
            yield _ratings(form, scale, fields, codes=lambda field: codes[page.id, field.name])
        else:
            yield from (_question(form, field, codes[page.id, field.name]) for field in fields)


def _ratings(form: BlankForm, scale: Scale, fields: Iterable[Field], *, codes: Callable[[Field], str]) -> Data:
    """Return the ratings on one scale: those about us, about the other side, about both, each under its heading."""
    groups = []
    for about, ratings in groupby(fields, key=lambda field: getattr(field, "about", None)):
        heading = form.questionnaire.labels[f"about_{'us' if about == 'self' else about}"] if about else None
        questions = [_question(form, field, codes(field)) for field in ratings]
        groups.append({"heading": form.say(heading) if heading else None, "questions": questions})
    return {
        "kind": "ratings",
        "question": form.say(scale.question) if scale.question else None,
        "options": list(_scale_options(form, scale)),
        "groups": groups,
    }


def _question(form: BlankForm, field: Field, code: str) -> Data:
    said: Data = {"code": code, "kind": field.kind}
    if not isinstance(field, ShareField):
        said["text"] = form.say(field.label)
    if isinstance(field, (ChoiceField, ChoicesField)):
        said["options"] = list(_options(form, field))
    return said


def _scale_options(form: BlankForm, scale: Scale) -> Iterator[Data]:
    for point in scale.points:
        yield {"mark": str(point.value), "label": form.say(point.label), "is_apart": False}
    for option in scale.non_answers:
        yield {"mark": MARKS[option.key], "label": form.say(option.label), "is_apart": True}


def _options(form: BlankForm, field: ChoiceField | ChoicesField) -> Iterator[Data]:
    for mark, option in zip(marks_of(field), field.options, strict=True):
        yield {"mark": mark, "label": form.say(option.label)}


def _link(form: BlankForm) -> Data | None:
    if form.link is None:
        return None
    import segno  # noqa: PLC0415 - the web starts without it

    code = segno.make(form.link, error="m", micro=False)
    return {
        "address": form.link,
        "code": _code(form),
        "qr": code.svg_inline(border=0),
        "alt": form.label("qr", link=form.link),
    }


def _footer(form: BlankForm) -> str:
    """Return what tells a loose sheet's version apart and, where the form has a code, which form it fell out of."""
    version = form.review.questionnaire.rpartition("@")[2]
    return " · ".join([version, form.side.value, *([_code(form)[:4]] if form.link else [])])


def _code(form: BlankForm) -> str:
    """Return the code in the form's link, in groups of four; "" when the form has none."""
    token = (form.link or "").rpartition("/")[2]
    return "-".join(token[at : at + 4] for at in range(0, len(token), 4))


def load_blank_form(
    session: Session,
    review_id: int,
    *,
    side: Side,
    languages: tuple[Language, ...],
    keeping: Keeping,
    link: str | None = None,
) -> BlankForm:
    """Return the blank form of one side of a review; ``link`` is the address that it prints, and its code.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    counts = reviews.count_invited(session, [review_id])
    return BlankForm(
        questionnaire=get_questionnaire(session, review.questionnaire),
        review=review,
        side=side,
        languages=languages,
        keeping=keeping,
        invited=None if review.state is State.DRAFT else {side: counts[review_id, side] for side in Side},
        link=link,
    )
