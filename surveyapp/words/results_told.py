"""What the results show of people who answer for themselves, by how many they are."""

from collections.abc import Iterator

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.standing import RATINGS_OF_A_FEW
from surveyapp.core.release.shown import Shown
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, say
from surveyapp.words.groups import groups_by


def results(shown: Shown, questionnaire: Questionnaire, *, language: Language) -> Iterator[str]:
    """Yield what is shown of a side, the fewest people first."""
    yield number_alone(shown.anything_from, language)
    if shown.averages_from:
        yield _averages(shown.averages_from, shown.details_from - 1, language)
    yield from (_counts if shown.has_counts else _rounded)(shown, language)
    if shown.groups_of and questionnaire.cut_questions:
        yield counted(
            "Averages by %(by)s: only for groups of at least %(n)s person.",
            "Averages by %(by)s: only for groups of at least %(n)s people.",
            shown.groups_of,
            language,
            by=groups_by(questionnaire, language),
        )


def number_alone(people: int, language: Language) -> str:
    """Return from how many people on anything but their number is shown."""
    return counted(
        "Fewer than %(n)s person on a side: only their number is shown.",
        "Fewer than %(n)s people on a side: only their number is shown.",
        people,
        language,
    )


def _averages(least: int, most: int, language: Language) -> str:
    return counted(
        "%(some)s person: averages over at least %(ratings)s ratings a person, no individual statement, no comment. A "
        "colleague can work out roughly what the others gave on average.",
        "%(some)s people: averages over at least %(ratings)s ratings a person, no individual statement, no comment. A "
        "colleague can work out roughly what the others gave on average.",
        most,
        language,
        some=_from_to(least, most, language),
        ratings=RATINGS_OF_A_FEW,
    )


def _from_to(least: int, most: int, language: Language) -> str:
    if least == most:
        return str(least)
    if most == least + 1:
        return say("%(least)s or %(most)s", language, least=least, most=most)
    return say("%(least)s to %(most)s", language, least=least, most=most)


def _counts(shown: Shown, language: Language) -> Iterator[str]:
    yield counted(
        "%(n)s person or more: for each statement that at least %(rated)s of them rated, how many chose each answer; "
        "the same for the questions at the end.",
        "%(n)s people or more: for each statement that at least %(rated)s of them rated, how many chose each answer; "
        "the same for the questions at the end.",
        shown.details_from,
        language,
        rated=shown.rated_by,
    )
    yield say("If everyone on a side gives the same answer, the results will show it.", language)


def _rounded(shown: Shown, language: Language) -> Iterator[str]:
    yield counted(
        "%(n)s person or more: for each statement that at least %(rated)s of them rated, one average, rounded and "
        "kept away from both ends of the scale; never how many chose each answer.",
        "%(n)s people or more: for each statement that at least %(rated)s of them rated, one average, rounded and "
        "kept away from both ends of the scale; never how many chose each answer.",
        shown.details_from,
        language,
        rated=shown.rated_by,
    )
    yield say("If everyone on a side gives the same answer, the results do not show it exactly.", language)
