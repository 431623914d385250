"""What closing a review now would cost, side by side: what is not shown of too few, and how many more it takes."""

from surveyapp.core.conduct.review import Answering
from surveyapp.core.conduct.turnout import Turnout, find_step
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say

_NO_FIGURE = marked("If it is closed now, no figure of this side is shown.")
_NOW = {
    Turnout.NONE: _NO_FIGURE,
    Turnout.FEWER: _NO_FIGURE,
    Turnout.SOME: marked("If it is closed now, scores of this side are shown, but no statement and no comment."),
    Turnout.ENOUGH: marked("If it is closed now, scores, statements and comments of this side can be shown."),
}
_NO_FIGURE_LATER = marked("If it stays so, no figure of this side is shown.")
_STAYS = {
    Turnout.NONE: _NO_FIGURE_LATER,
    Turnout.FEWER: _NO_FIGURE_LATER,
    Turnout.SOME: marked("If it stays so, scores of this side are shown, but no statement and no comment."),
    Turnout.ENOUGH: marked("Scores, statements and comments of this side can be shown."),
}


def lack_words(turnout: Turnout, language: Language, *, thresholds: Thresholds, answering: Answering) -> str:
    """Return from how many people on more is shown of a side of which that many had answered, or nothing."""
    if answering is Answering.ORGANISATION:
        return ""
    if turnout in {Turnout.NONE, Turnout.FEWER}:
        least = thresholds.min_side
        return counted(
            "Scores are shown once %(n)s person has answered.",
            "Scores are shown once %(n)s people have answered.",
            least,
            language,
        )
    if turnout is not Turnout.SOME:
        return ""
    return counted(
        "Statements and comments are shown once %(n)s person has answered.",
        "Statements and comments are shown once %(n)s people have answered.",
        thresholds.min_detail,
        language,
    )


def stays_words(
    turnout: Turnout, language: Language, *, invited: int, thresholds: Thresholds, answering: Answering
) -> str:
    """Return what is shown of a side if it is closed with as many answers as it had at midnight."""
    if answering is Answering.ORGANISATION:
        is_sent = turnout is Turnout.ALL
        return "" if is_sent else say(_NO_FIGURE_LATER, language)
    step = find_step(invited, thresholds) if turnout is Turnout.ALL else turnout
    lack = lack_words(step, language, thresholds=thresholds, answering=answering)
    return " ".join([say(_STAYS[step], language), *([lack] if lack else [])])


def exact_words(sent: int, language: Language, *, thresholds: Thresholds, answering: Answering) -> str:
    """Return what is shown of a side if it is closed with ``sent`` answers, and how many more would change that."""
    step = find_step(sent, thresholds) if sent else Turnout.NONE
    if answering is Answering.ORGANISATION:
        return say(_NOW[Turnout.NONE], language) if not sent else ""
    said = say(_NOW[step], language)
    if step is Turnout.ENOUGH:
        return said
    if step is Turnout.SOME:
        more = counted(
            "With %(n)s more answer, statements and comments can be shown.",
            "With %(n)s more answers, statements and comments can be shown.",
            thresholds.min_detail - sent,
            language,
        )
    else:
        more = counted(
            "With %(n)s more answer, its scores can be shown.",
            "With %(n)s more answers, its scores can be shown.",
            thresholds.min_side - sent,
            language,
        )
    return f"{said} {more}"
