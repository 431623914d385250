"""The method on one page, as it was applied to one review: under its policy, with the limits in force."""

from collections.abc import Iterator

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.blurring import COARSENESS, bounds_of
from surveyapp.core.release.first_edition import FIRST
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import marked, say
from surveyapp.words.limits import figures_in_force, is_attributed, sees_three_ways, shows_cells, shows_wholes
from surveyapp.words.unscored import unscored_words

SOURCES = (
    "van der Eijk 2001; Cliff 1993; Smyth 2004; Benjamini & Hochberg 1995; Schuirmann 1987; Hundepool et al., "
    "Handbook on Statistical Disclosure Control."
)


def method_paragraphs(questionnaire: Questionnaire, result: ReviewResult, language: Language) -> list[str]:
    """Return the method as it was applied to ``result``, paragraph by paragraph; the last holds the sources alone."""
    figures = {**figures_in_force(questionnaire, result), **unscored_words(questionnaire, language)}
    figures["steps"] = _steps(questionnaire, result, language)
    said = _protected(result) if result.review.policy is Policy.PROTECTED else _standard(result)
    note = edition_note(result, language)
    texts = [say(text, language, **figures) for text in (*said, _SOURCES)]
    return [*([note] if note else []), *texts, SOURCES]


def rounding_note(questionnaire: Questionnaire, result: ReviewResult, language: Language) -> str:
    """Return what ``protected`` scores may stand for; nothing of others."""
    if result.review.policy is not Policy.PROTECTED:
        return ""
    return say(_ENDS, language, **figures_in_force(questionnaire, result))


def edition_note(result: ReviewResult, language: Language) -> str:
    """Return what is to be known of results that were sealed under the first edition; nothing of others."""
    if result.method != FIRST:
        return ""
    note = say(_FIRST_EDITION, language)
    return note if result.chance is None else f"{note} {say(_UNMEASURED, language, correlation=written(UNMEASURED))}"


def _standard(result: ReviewResult) -> Iterator[str]:
    has_wholes, has_interval, limits = shows_wholes(result), result.chance is not None, result.thresholds
    yield from (_COMPARED_WHOLE, _SCORES_OF_A_FEW) if has_wholes else (_compared(result), _SCORES)
    if has_interval:
        yield from (_SPREAD_OF_A_FEW if has_wholes else _UNCERTAINTY, _JUDGED)
    if is_attributed(result):
        yield _ATTRIBUTED
    if shows_cells(result):
        yield _AGREEMENT
    if has_interval:
        yield from [_ASKED] if has_wholes else [_ASKED, _ASKED_OF_STATEMENTS]
    yield _SHOWN if limits.min_side < limits.min_detail else _SHOWN_AT_ONCE
    yield _FOLLOWS


def _protected(result: ReviewResult) -> Iterator[str]:
    yield from (_compared(result), _ROUNDED, _ENDS, _SCORES_OF_ROUNDED, _JUDGED_ROUNDED)
    if is_attributed(result):
        yield _ATTRIBUTED
    yield from (_SHOWN_ROUNDED, _LIMITS_OF_ROUNDING)


def _compared(result: ReviewResult) -> str:
    return _COMPARED if sees_three_ways(result) else _COMPARED_PARTLY


def _steps(questionnaire: Questionnaire, result: ReviewResult, language: Language) -> str:
    """Return how coarse a mean is, by the number of people behind it, from the fewest of whom one is shown."""
    top = questionnaire.scale_of(questionnaire.sections[0]).top
    said, fewest = [], result.thresholds.min_detail
    for rule in (rule for rule in COARSENESS if rule.people >= fewest):
        low, high = bounds_of(rule.step, top=top)
        figures = {"step": written(rule.step, 2).rstrip("0"), "low": written(low), "high": written(high)}
        if rule is COARSENESS[-1]:
            said.append(say(_FROM, language, people=fewest, **figures))
        else:
            people = str(fewest) if rule.people == fewest else isolated_ltr(f"{fewest}–{rule.people:.0f}")
            said.append(say(_OF, language, people=people, **figures))
            fewest = int(rule.people) + 1
    return say(_BETWEEN, language).join(said)


_OF = marked("%(people)s: in steps of %(step)s, from %(low)s to %(high)s")
_FROM = marked("%(people)s or more: in steps of %(step)s, from %(low)s to %(high)s")
_BETWEEN = marked("; ")
_FIRST_EDITION = marked(
    "This review was closed under the first edition of the method. Its sealed document stays as it was; what is shown "
    "here was calculated anew from the individual statements in it, under the second edition. Earlier prints show "
    "other figures and other words."
)
_UNMEASURED = marked("Its correlations were not measured; %(correlation)s is assumed for them.")
_COMPARED = marked(
    "Each side rates its own conduct, the other side’s conduct, and the joint work. Every topic is therefore seen in "
    "three ways, and in each of them two ratings of the same thing are compared. A topic has no score as a whole: "
    "gaps in opposite directions would cancel out in it."
)
_COMPARED_PARTLY = marked(
    "Each side rates its own conduct, the other side’s conduct, and the joint work. A topic is therefore seen in up to "
    "three ways, and in each of them two ratings of the same thing are compared. A topic has no score as a whole: "
    "gaps in opposite directions would cancel out in it."
)
_COMPARED_WHOLE = marked(
    "Each side rates its own conduct, the other side’s conduct, and the joint work. Too few people on one side "
    "answered to show the three separately: each topic has one score, in which gaps in opposite directions may cancel "
    "out."
)
_SCORES = marked(
    "The mean of a statement is that of its ratings. “%(dont_know)s”, “%(not_applicable)s” and what was left empty "
    "carry no rating, and nothing is filled in for them. A side’s score is the mean of its statements’ means, each "
    "with the same weight, where at least half of them can be shown. Scores are rounded to a tenth. A gap is the "
    "difference of two rounded scores: PRCS’s minus the partner’s."
)
_SCORES_OF_A_FEW = marked(
    "If fewer than %(min_detail)s people on a side answered, no individual statement is shown. Its score in a topic "
    "is then the mean of its people’s scores; a person’s score is the mean of that person’s ratings, where at least "
    "half were given. “%(dont_know)s”, “%(not_applicable)s” and what was left empty carry no rating. If at least "
    "%(min_detail)s people answered, a side’s score is made of its statements’ means. Scores are rounded to a tenth. "
    "A gap is the difference of two rounded scores: PRCS’s minus the partner’s."
)
_UNCERTAINTY = marked(
    "How far chance may move a gap follows from how widely the ratings of each statement are spread, and from how "
    "alike one person’s ratings of a topic are: a correlation of %(within)s. The spread of a few ratings is drawn "
    "towards the mean spread of all statements, which counts as %(floor)s at least. If at least %(min_n)s people on "
    "each side answered, a gap has a %(level)s interval; %(level)s, because gaps are used to choose what to talk "
    "about."
)
_SPREAD_OF_A_FEW = marked(
    "How far chance may move a gap follows from one spread of people’s scores for the whole review: %(spread)s "
    "points. A gap has a %(level)s interval; %(level)s, because gaps are used to choose what to talk about."
)
_JUDGED = marked(
    "A gap is called possible when it is %(flag)s points or more. It is called clear when it also remains after "
    "all comparisons of the review are judged together (Benjamini and Hochberg): of the gaps that are called "
    "clear, no more than %(rate)s are expected to be chance."
)
_ATTRIBUTED = marked(
    "One agreed answer of an organisation is its own, and is shown as it is. It has no spread, so a gap to it has no "
    "interval and is called neither possible nor clear."
)
_AGREEMENT = marked(
    "Agreement within a side (A) is van der Eijk’s: 1 when everyone gives the same answer, 0 when answers are spread "
    "evenly, −1 when there are two opposite camps. At %(split)s or less, if at least %(split_from)s rated the "
    "statement, opinions are called divided."
)
_ASKED = marked(
    "More detail: SE is the standard error of a gap and df its degrees of freedom. p says how often chance alone "
    "would produce a gap of that size or more if both sides saw things the same way; q is p, adjusted for all "
    "comparisons of the review."
)
_ASKED_OF_STATEMENTS = marked(
    "For an individual statement, Cliff’s delta says how often a rating by PRCS is above one by the partner, minus "
    "how often it is below. Its p is that of the permutation test of the rank sum with ties: exact up to %(exact)s "
    "people, or with %(exact_side)s or fewer on a side, and beyond by the normal distribution."
)
_SHOWN = marked(
    "If fewer than %(min_side)s people on a side answered, only their number is shown; from %(min_side)s on, one "
    "score for each topic that asks for %(ratings)s ratings or more; from %(min_detail)s on, statements, "
    "distributions and comments. A statement that fewer than %(min_side)s people rated is withheld entirely."
)
_SHOWN_AT_ONCE = marked(
    "If fewer than %(min_side)s people on a side answered, only their number is shown; from %(min_side)s on, "
    "statements, distributions and comments. A statement that fewer than %(min_side)s people rated is withheld "
    "entirely."
)
_FOLLOWS = marked(
    "What is withheld depends on numbers of people, never on their answers. Results are calculated once, at closing, "
    "and where statements are shown, all scores and gaps follow from them."
)
_ROUNDED = marked(
    "This review is protected: for each statement only a rounded mean is shown, if at least %(min_detail)s people "
    "rated it. By the number who rated it – %(steps)s."
)
_ENDS = marked(
    "Scores are rounded, and kept away from both ends of the scale: %(highest)s may be %(top)s, and %(lowest)s may be "
    "1. The signs ≥ and ≤ mark a score whose statements are all at such an end; a score of which one is, and a gap "
    "beside it, may be off by more than appears."
)
_SCORES_OF_ROUNDED = marked(
    "A side’s score is the mean of its statements’ rounded means, each with the same weight, where at least half of "
    "them can be shown. Scores are rounded to a tenth. A gap is the difference of two rounded scores: PRCS’s minus "
    "the partner’s. “%(dont_know)s”, “%(not_applicable)s” and what was left empty carry no rating."
)
_JUDGED_ROUNDED = marked(
    "A gap is called possible when it is at least %(flag)s points plus the coarser of the two rounding steps. Rounded "
    "scores say nothing about chance: no gap has an interval or is called clear, and views are never called alike."
)
_SHOWN_ROUNDED = marked(
    "Never shown about people: scores over all topics, numbers of people for each answer, the closing questions, "
    "topics chosen for the meeting, results by role and place. Comments are shown if at least %(min_detail)s people "
    "on the side answered. What is withheld depends on numbers of people, never on their answers. Results are "
    "calculated once, at closing."
)
_LIMITS_OF_ROUNDING = marked(
    "What this does not do: nobody can work out another person’s answer from a rounded mean and their own answer "
    "alone; but two colleagues who put their answers together can, with some results, be certain of everyone else’s."
)
_SOURCES = marked("Sources:")
