"""What is withheld and why, in words: on charts, pages and prints the same."""

from collections.abc import Iterable, Mapping, Sequence

from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.method.standing import RATINGS_OF_A_FEW
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import Why, Withheld
from surveyapp.core.text.languages import Language, Text
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.naming import Names

WITHHELD, WITHHELD_WITHIN = marked("Withheld"), marked("withheld")
"""The word alone, and within a sentence."""

_BECAUSE = marked("Withheld: %(why)s")
_NO_GAP = marked("Gap withheld: %(why)s")
_ONE_STATEMENT = marked("One statement")
_WHAT: Mapping[What, str] = {
    What.OVERALL: marked("Scores of whole topics"),
    What.INDICES: marked("Scores over all topics"),
    What.FACETS: marked("Scores of each side’s conduct and of the joint work"),
    What.STATEMENTS: marked("Individual statements"),
    What.DISTRIBUTIONS: marked("How many gave each answer"),
    What.CLOSING: marked("The closing questions"),
    What.CUTS: marked("Results by group"),
    What.COMMENTS: marked("Comments"),
    What.GAPS: marked("Gaps between the two sides"),
    What.FACET_GAPS: marked("Gaps in each side’s conduct and in the joint work"),
    What.GAP_DETAIL: marked("The annex’s figures on gaps"),
    What.PRIORITIES: marked("Topics chosen for the meeting"),
}
_WHY: Mapping[Why, str] = {
    Why.FEW_PEOPLE: marked("fewer than %(min_side)s people answered"),
    Why.FEW_FOR_DETAIL: marked("fewer than %(min_detail)s people answered"),
    Why.FEW_RATED: marked("fewer than %(min_side)s people rated it"),
    Why.FEW_STATEMENTS: marked("fewer than half of its statements can be shown"),
    Why.FEW_RATINGS: marked("too few people answered to show a topic with fewer than %(ratings)s ratings"),
    Why.SMALL_GROUP: marked("a group, or those left over, would number fewer than %(min_cell)s"),
    Why.PROTECTED: marked("the protected rules of this review do not show it"),
}
_TOO_FEW = marked("Withheld: too few people answered")
_NOT_UNDER_POLICY = marked("Withheld: the protected rules do not show it")
_FEW_OR_POLICY = marked("Withheld: too few people answered, or the protected rules do not show it")


def what_name(what: What, language: Language) -> str:
    """Return what a kind of figure is called."""
    return say(_WHAT[what], language)


def withheld_name(entry: Withheld, language: Language) -> str:
    """Return what is withheld, as a kind of figure."""
    return say(_ONE_STATEMENT, language) if entry.statement else what_name(What(entry.what), language)


def why_withheld(entry: Withheld, limits: Thresholds, language: Language) -> str:
    """Return why a figure is withheld, to go on with behind what is withheld.

    Args:
        entry: what is withheld.
        limits: those in force, which the reason names.
        language: the reader's.
    """
    return say(
        _WHY[entry.code],
        language,
        min_side=limits.min_side,
        min_detail=limits.min_detail,
        min_cell=limits.min_cell,
        ratings=RATINGS_OF_A_FEW,
    )


def withheld_because(why: str, language: Language) -> str:
    """Return that something is withheld and why; only the first where no reason is known."""
    return say(_BECAUSE, language, why=why) if why else say(WITHHELD, language)


def gap_withheld_because(why: str, language: Language) -> str:
    """Return that all gaps are withheld, and why."""
    return say(_NO_GAP, language, why=why)


def withheld_sentences(entries: Iterable[Withheld], limits: Thresholds, names: Names) -> list[str]:
    """Return what is withheld and why, each sentence once; of the same in several topics, in how many."""
    alike = dict[tuple[object, ...], dict[str | None, Withheld]]()
    for one in entries:
        place = None if _is_of_topic(one, names) else one.section
        key = bool(one.statement), one.what, one.code, one.side, one.facet, one.by, place
        alike.setdefault(key, {}).setdefault(one.section, one)
    return [_of_several(list(same.values()), limits, names) for same in alike.values()]


def withheld_sentence(entry: Withheld, limits: Thresholds, names: Names) -> str:
    """Return what is withheld, as precisely as ``entry`` says it, and why."""
    return _sentence(entry, map(names.words, _topic(entry, names.questionnaire)), limits, names)


def _is_of_topic(entry: Withheld, names: Names) -> bool:
    return bool(entry.section and names.questionnaire.find_section(entry.section))


def _of_several(alike: Sequence[Withheld], limits: Thresholds, names: Names) -> str:
    """Return one sentence of what differs by its topic alone; what is withheld as a whole stands for all of them."""
    whole = next((one for one in alike if not _is_of_topic(one, names)), None)
    if whole or len(alike) == 1:
        return withheld_sentence(whole or alike[0], limits, names)
    count, every = len(alike), len(tuple(names.questionnaire.sections))
    language = names.language
    all_of_them = counted("the one topic", "all %(n)s topics", count, language)
    place = all_of_them if count == every else counted("%(n)s topic", "%(n)s topics", count, language)
    return _sentence(alike[0], [place], limits, names)


def _sentence(entry: Withheld, places: Iterable[str], limits: Thresholds, names: Names) -> str:
    where = [*places]
    where += [names.facet(entry.facet)] if entry.facet else []
    where += [names.of(entry.side)] if entry.side else []
    where += [names.words(one.question) for one in names.questionnaire.profile if one.id == entry.by]
    what = " · ".join([withheld_name(entry, names.language), *where])
    return f"{what} – {why_withheld(entry, limits, names.language)}"


def withheld_meaning(*, has_few: bool, has_policy: bool, language: Language) -> str:
    """Return why figures are withheld: too few people, the policy, or both in different places."""
    said = _FEW_OR_POLICY if has_few and has_policy else _NOT_UNDER_POLICY if has_policy else _TOO_FEW
    return say(said, language)


def _topic(entry: Withheld, questionnaire: Questionnaire) -> list[Text]:
    section = questionnaire.find_section(entry.section) if entry.section else None
    closing = [question.question for question in questionnaire.closing if question.id == entry.section]
    return [section.title] if section else closing
