"""What each chart says, in words, for those who hear it: from released figures alone. Needs no matplotlib."""

from collections import Counter
from typing import NamedTuple

from surveyapp.charts.labels import ChartLabels
from surveyapp.charts.reasons import OF_STATEMENTS, reason, score_reason
from surveyapp.charts.view import Pair, View, is_withheld, means_of, reading_words
from surveyapp.charts.wording import difference, lowered
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.core.results import ReviewResult, SectionResult, StatementFacet
from surveyapp.core.sides import Facet, Language, Side, Text


class AltText(NamedTuple):
    """A chart's name, and what it says."""

    title: str
    description: str


def describe_overview(
    result: ReviewResult, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> AltText:
    """Return the words for the overview: how often each reading occurs, then topic by topic."""
    view = View(result, questionnaire, language, partner)
    pairs = [(section, pair) for section in result.sections for pair in _overview_pairs(view, section)]
    counted = Counter(reading_words(pair.comparison, view.labels) for _, pair in pairs)
    counts = [view.labels.count.format(reading=words, n=n) for words, n in counted.most_common() if words]
    notes = [] if view.shows_facets else [view.labels.overall_note]
    findings = [_finding(view, pair, section=section) for section, pair in pairs]
    return AltText(view.labels.overview_title, _told(view, [*notes, view.labels.semicolon.join(counts), *findings]))


def describe_section(
    result: ReviewResult, section_id: str, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> AltText:
    """Return the words for a topic's chart: its comparisons, then both sides' mean of each statement."""
    view = View(result, questionnaire, language, partner)
    shown, asked = view.topic(section_id)
    findings = [_finding(view, pair, section=shown) for pair in view.pairs(shown)]
    return AltText(view.words(shown.title), _told(view, [*findings, *_statements(view, shown, asked=asked)]))


def describe_priorities(
    result: ReviewResult, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> AltText:
    """Return the words for the topics that people chose, in the order of their rank."""
    view = View(result, questionnaire, language, partner)
    said = []
    for row in sorted(result.priorities, key=lambda row: row.rank):
        section = questionnaire.find_section(row.section)
        counts = {Side.PRCS: row.prcs, Side.PARTNER: row.partner}
        chose = (view.labels.chose.format(side=view.side_name(side), n=n) for side, n in counts.items())
        name = row.section if section is None else view.words(section.title)
        said.append(f"{name} ({view.labels.separator.join(chose)})")
    return AltText(view.labels.priorities_title, _told(view, said or [priorities_reason(view)]))


def priorities_reason(view: View) -> str:
    """Return why there is no list of chosen topics: it is withheld, or nobody chose any."""
    is_hidden = any(entry.what == "priorities" for entry in view.result.withheld)
    return reason(view, frozenset({"priorities"}), section="") if is_hidden else view.labels.nothing_chosen


def _overview_pairs(view: View, section: SectionResult) -> list[Pair]:
    if not view.shows_facets:
        return [view.whole(section)]
    return view.facet_pairs(section)


def told(said: list[str], *, labels: ChartLabels, is_demonstration: bool) -> str:
    """Return sentences as one text; demonstration data is called that first."""
    marked = [labels.demonstration] if is_demonstration else []
    return labels.stop.join([*marked, *(words.rstrip(".") for words in said if words)]) + labels.stop.strip()


def _told(view: View, said: list[str]) -> str:
    return told(said, labels=view.labels, is_demonstration=view.result.review.demonstration)


def _finding(view: View, pair: Pair, *, section: SectionResult) -> str:
    """Return one comparison: ``Ensure integrity, what PRCS does: PRCS 4.1, Partner 3.2, gap +0.9 (gap)``."""
    comparison, labels = pair.comparison, view.labels
    name = labels.separator.join([view.words(section.title), lowered(pair.name)])
    if is_withheld(comparison):
        why = lowered(score_reason(view, pair, section=section.id))
        return labels.finding_without_gap.format(name=name, means=why)
    means = view.means(means_of(comparison))
    if comparison.gap.value is None:
        return labels.finding_without_gap.format(name=name, means=means)
    gap, reading = difference(comparison.gap.value), lowered(reading_words(comparison, labels))
    return labels.finding.format(name=name, means=means, gap=gap, reading=reading)


def _statements(view: View, shown: SectionResult, *, asked: Section) -> list[str]:
    """Return each statement's means, facet by facet; one sentence where all of them are withheld."""
    rows = [(facet, one.id, one.facets[facet]) for facet in Facet for one in shown.statements if facet in one.facets]
    if all(_is_hidden(cells) for _, _, cells in rows):
        return [f"{view.labels.statements}: {lowered(reason(view, OF_STATEMENTS, section=shown.id))}"]
    said = []
    for facet, statement, cells in rows:
        words = view.wording(asked, statement, facet=facet).rstrip(".")
        name = f"{view.words(view.questionnaire.facets[facet])}: {view.labels.quote.format(words=words)}"
        means = view.means({side: cells.of(side).mean for side in Side})
        said.append(view.labels.finding_without_gap.format(name=name, means=means))
    return said


def _is_hidden(cells: StatementFacet) -> bool:
    return all(cells.of(side).mean is None and cells.of(side).distribution is None for side in Side)
