"""What each chart says, in words, for those who hear it: from released figures alone. Needs no matplotlib."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from surveyapp.charts.reasons import OF_STATEMENTS, reason, score_reason
from surveyapp.charts.view import Pair, View, is_withheld
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.results import Reading, ReviewResult, SectionResult, StatementFacet
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.words import signs
from surveyapp.words.catalogue import marked, say
from surveyapp.words.joining import commas, lowered, named, semicolons
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.readings import chance_sentence
from surveyapp.words.scores import cell_text
from surveyapp.words.topics import WHOLE_ALONE
from surveyapp.words.whose import flags_note, in_flags, us_note

OVERVIEW, PRIORITIES = marked("Both views of every topic"), marked("Topics for the meeting: votes and gaps")
STATEMENTS = marked("How people answered")
"""Titles that charts bear too."""

_QUOTED = marked("“%(words)s”")
_NOTHING_CHOSEN = marked("People were not asked to choose topics")


class AltText(NamedTuple):
    """A chart's name, and what it says."""

    title: str
    description: str


class _Finding(NamedTuple):
    section: SectionResult
    pair: Pair


def describe_overview(
    result: ReviewResult, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> AltText:
    """Return the words for the overview: how often each reading occurs, what chance does, then reading by reading."""
    view = View(result, questionnaire, language, partner)
    findings = [_Finding(section, pair) for section in result.sections for pair in view.compared(section)]
    groups = [(one, [f for f in findings if _reading_of(f) is one]) for one in Reading]
    groups = [(one, members) for one, members in groups if members]
    counts = [named(view.reading(members[0].pair.comparison), str(len(members)), language) for _, members in groups]
    said = [
        *([] if view.shows_facets else [say(WHOLE_ALONE, language)]),
        semicolons(counts, language),
        chance_sentence(result.chance, scoring=questionnaire.scoring, language=language),
        *(words for _, members in groups for words in _group(view, members)),
        *_hidden(view, findings),
        *(_of_topic(view, f.section, words) for f in findings for words in view.flags_said(f.section, f.pair)),
        us_note(view.names, (one for f in findings for one in in_flags(view.names, f.section, [f.pair.facet]))),
        *signs.method_notes(result, language),
    ]
    return AltText(say(OVERVIEW, language), told(said, badge=view.badge))


def describe_section(
    result: ReviewResult,
    section_id: str,
    *,
    questionnaire: Questionnaire,
    language: Language,
    partner: Text,
    is_brief: bool = False,
) -> AltText:
    """Return the words for a topic's chart: its comparisons, then both sides' mean of each statement unless brief."""
    view = View(result, questionnaire, language, partner)
    shown, asked = view.topic(section_id)
    said = [words for pair in view.pairs(shown) for words in comparison_words(view, pair, shown=shown)]
    said += [flags_note(view.names, shown)] if is_brief else _statements(view, shown, asked=asked)
    return AltText(view.words(shown.title), told([*said, *signs.method_notes(result, language)], badge=view.badge))


def describe_priorities(
    result: ReviewResult, *, questionnaire: Questionnaire, language: Language, partner: Text
) -> AltText:
    """Return the words for the topics of the meeting, in the order of the document: votes, and what the gaps say."""
    view = View(result, questionnaire, language, partner)
    topics = topics_for_meeting(result, view.names) if result.priorities else []
    said = [words for topic in topics for words in _topic(view, topic)]
    return AltText(say(PRIORITIES, language), told(said or [priorities_reason(view)], badge=view.badge))


def priorities_reason(view: View) -> str:
    """Return why there is no list of topics: it is withheld, or people were not asked for any."""
    is_hidden = any(entry.what == "priorities" for entry in view.result.withheld)
    return reason(view, frozenset({"priorities"}), section="") if is_hidden else say(_NOTHING_CHOSEN, view.language)


def told(said: list[str], *, badge: str) -> str:
    """Return sentences as one text, first of all what the chart is marked with."""
    return " ".join(f"{words.rstrip('.')}." for words in [badge, *said] if words)


def _reading_of(finding: _Finding) -> Reading | None:
    return None if finding.pair.comparison.gap.value is None else finding.pair.comparison.reading


def _group(view: View, members: Sequence[_Finding]) -> Iterator[str]:
    """Yield a reading, then each comparison that has it in one sentence."""
    yield view.reading(members[0].pair.comparison)
    for section, pair in members:
        yield _of_topic(view, section, view.sentence(section, pair))


def _of_topic(view: View, section: SectionResult, words: str) -> str:
    return named(view.words(section.title), words, view.language)


def _hidden(view: View, findings: Sequence[_Finding]) -> Iterator[str]:
    """Yield each reason for which gaps are withheld, with the comparisons that have none; and what one side says."""
    by_reason: dict[str, list[str]] = {}
    hidden = [finding for finding in findings if finding.pair.comparison.gap.value is None]
    for section, pair in hidden:
        name = commas([view.words(section.title), lowered(pair.name)], view.language)
        by_reason.setdefault(score_reason(view, pair, section=section.id), []).append(name)
    for why, names in by_reason.items():
        yield why
        if len(names) < len(findings):
            yield semicolons(names, view.language)
    for section, pair in hidden:
        if not is_withheld(pair.comparison):
            means = view.means(view.scores(section, pair))
            yield _of_topic(view, section, named(lowered(pair.name), means, view.language))


def comparison_words(view: View, pair: Pair, *, shown: SectionResult) -> Iterator[str]:
    """Yield one comparison: its reading, its sentence, the gap, its flags; or why there is no gap."""
    gap, language = view.gap(pair), view.language
    if gap is None:
        yield named(pair.name, lowered(score_reason(view, pair, section=shown.id)), language)
        if not is_withheld(pair.comparison):
            yield view.means(view.scores(shown, pair))
    else:
        yield named(pair.name, view.reading(pair.comparison), language)
        yield view.sentence(shown, pair)
        yield signs.gap_named(gap, language)
    yield from view.flags_said(shown, pair)


def _statements(view: View, shown: SectionResult, *, asked: Section) -> Iterator[str]:
    """Yield each statement's means, facet by facet, and whom they mean; one sentence where all are withheld."""
    rows = [(facet, one.id, one.facets[facet]) for facet in Facet for one in shown.statements if facet in one.facets]
    if all(_is_hidden(cells) for _, _, cells in rows):
        yield named(
            say(STATEMENTS, view.language), lowered(reason(view, OF_STATEMENTS, section=shown.id)), view.language
        )
        return
    top = view.questionnaire.scale_of(asked).top
    for facet, statement, cells in rows:
        words = view.wording(asked, statement, facet=facet).rstrip(".")
        quoted = say(_QUOTED, view.language, words=words)
        means = view.means({side: cell_text(cells.of(side), top=top) for side in Side})
        about = view.names.facet(facet)
        yield named(about, named(quoted, means, view.language), view.language)
    yield us_note(view.names, asked.statements)


def _is_hidden(cells: StatementFacet) -> bool:
    return all(cells.of(side).mean is None and cells.of(side).distribution is None for side in Side)


def _topic(view: View, topic: Topic) -> Iterator[str]:
    """Yield a topic's rank and votes, then the comparison that is most worth talking about."""
    rank = named(signs.rank_name(topic.rank, view.language), topic.title, view.language)
    votes = commas((f"{view.names.of(side)} {topic.votes[side]}" for side in Side), view.language)
    yield semicolons([rank, votes], view.language)
    if topic.said is not None:
        yield from (topic.said.reading, topic.said.sentence, topic.note)
