"""The printable blank form: the same questions in the same order as on a screen, with boxes to tick."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import State
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.typed_codes import grouped
from surveyapp.reports.paper.asked import pages_of
from surveyapp.reports.paper.content import BlankForm, Data, OwnWay, Said
from surveyapp.reports.paper.links import dots_of
from surveyapp.reports.typst import make_pdf
from surveyapp.settings import Keeping
from surveyapp.store import openings, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words import demonstration
from surveyapp.words.catalogue import marked, say
from surveyapp.words.comments import tick
from surveyapp.words.dates import day_text
from surveyapp.words.joining import commas
from surveyapp.words.notice import notice, title
from surveyapp.words.opening import opening_words, time_needed
from surveyapp.words.unscored import label_of

TEMPLATE = "blank_form.typ"

_HOW = (
    marked("Tick one box for each statement, with a pen."),
    marked("To change an answer, black out the wrong box and tick another."),
)
_UNSCORED = marked("These are answers too: %(answers)s. Leave empty what you would rather not answer.")
_EMPTY = marked("Leave empty what you would rather not answer.")
_NO_NAME = marked("Do not write your name anywhere on this form.")


def make_blank_form(form: BlankForm) -> bytes:
    """Return the form as PDF/UA on A4, one after the other where it has several codes; the same bytes for the same."""
    return make_pdf(TEMPLATE, form_data(form))


def form_data(form: BlankForm) -> Data:
    """Return everything that the template prints."""
    return {
        "languages": [{"code": language.code, "direction": language.direction} for language in form.languages],
        "front": _front(form),
        "pages": list(pages_of(form)),
        "forms": [{"link": _link(form, way), "footer": _footer(form, way)} for way in form.ways or (None,)],
        "code_by_hand": form.say("Code of this form (filled in by staff)"),
        "page": form.say("Page %(n)s of %(total)s", n="{n}", total="{total}"),
        "tick": form.each(lambda language: tick(language, is_attributed=form.told.is_attributed)),
        "return_title": form.say("Returning this form"),
        "return_to": form.each(lambda language: _return_to(form, language)),
        "thanks": form.say("Thank you."),
    }


def _front(form: BlankForm) -> Data:
    questionnaire, review = form.questionnaire, form.review
    return {
        "title": form.words(questionnaire.title),
        "demonstration": form.say(demonstration.DATA) if review.is_demonstration else None,
        "facts": [
            {"label": form.say("Round"), "value": form.words(review.round.title)},
            {"label": form.say("Between"), "value": _joined(form, *form.names.values())},
            {"label": form.say("Answering side"), "value": form.words(form.names[form.side])},
        ],
        "intro": form.each(lambda language: _intro(form, language)),
        "notice_title": form.each(title),
        "notice": {language.code: _notice(form, language) for language in form.languages},
        "how_title": form.say("How to fill in this form"),
        "how": {language.code: _how(form, language) for language in form.languages},
    }


def _intro(form: BlankForm, language: Language) -> str:
    return f"{opening_words(form.told, language)} {time_needed(form.told, language)}"


def _joined(form: BlankForm, first: Text, second: Text) -> Said:
    one, other = form.words(first), form.words(second)
    return form.each(lambda language: f"{one[language.code]} – {other[language.code]}")


def _notice(form: BlankForm, language: Language) -> list[Data]:
    return [{"heading": group.heading, "items": group.sentences} for group in notice(form.told, language)]


def _how(form: BlankForm, language: Language) -> list[str]:
    scales = {form.questionnaire.scale_of(section) for section in form.questionnaire.sections}
    offered = [label_of(one, scales, language) for one in NonAnswer if any(scale.offers(one) for scale in scales)]
    quoted = commas((say("“%(words)s”", language, words=words) for words in offered), language)
    unscored = say(_UNSCORED, language, answers=quoted) if offered else say(_EMPTY, language)
    no_name = [] if form.told.is_attributed else [say(_NO_NAME, language)]
    return [*(say(sentence, language) for sentence in _HOW), unscored, *no_name]


def _return_to(form: BlankForm, language: Language) -> str:
    day = day_text(form.review.closes_on, language)
    return say("Please return it in a closed envelope, by the end of %(day)s, to:", language, day=day)


def _link(form: BlankForm, way: OwnWay | None) -> Data | None:
    if way is None:
        return None
    return {
        "lead": form.say("Or answer on a screen instead, once:"),
        "address": way.address,
        "code_title": form.say("Code of this form"),
        "code": grouped(way.code),
        "qr": dots_of(way.address),
        "alt": form.say("QR code of %(link)s", link=way.address),
    }


def _footer(form: BlankForm, way: OwnWay | None) -> str:
    """Return what tells a loose sheet's version apart and, where the form has a code, which form it fell out of."""
    version = form.review.questionnaire.rpartition("@")[2]
    side = form.words(form.questionnaire.sides[form.side].full_name)[form.languages[0].code]
    return " · ".join([version, isolated(side), *([grouped(way.code)[:4]] if way else [])])


def load_blank_form(
    session: Session,
    review_id: int,
    *,
    side: Side,
    languages: tuple[Language, ...],
    keeping: Keeping,
    ways: tuple[OwnWay, ...] = (),
) -> BlankForm:
    """Return the blank form of one side of a review, to be printed once for each of ``ways``.

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
        opening=openings.find_opening(session, review_id),
        ways=ways,
    )
