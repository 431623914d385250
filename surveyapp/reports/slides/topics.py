"""A slide a topic, in the order in which the meeting takes them up: what is said, its picture, and a question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from surveyapp.charts import on_demand
from surveyapp.charts.describe import comparison_words, told
from surveyapp.charts.reasons import gap_reasons, no_gap_reason
from surveyapp.charts.view import is_withheld
from surveyapp.core.results import SectionResult
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import Reader
from surveyapp.reports.pack.topics import TOPICS
from surveyapp.reports.slides.content import SMALL, Line, Slide
from surveyapp.reports.slides.framing import slide
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.joining import commas, named, semicolons
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.openings import Opening, openings
from surveyapp.words.signs import rank_name
from surveyapp.words.whose import flags_note


def topics(reader: Reader) -> Iterator[Slide]:
    """Yield one slide a topic, entitled with its clearest sentence; those of which nothing may be shown share one."""
    found = topics_for_meeting(reader.result, reader.names)
    sections = {section.id: section for section in reader.result.sections}
    numbered = [(number, topic, sections[topic.section]) for number, topic in enumerate(found, 1)]
    for is_shown, run in groupby(numbered, lambda one: _has_content(reader, one[2])):
        if is_shown:
            yield from (_topic(reader, section, topic, {"n": n, "total": len(found)}) for n, topic, section in run)
        else:
            yield _withheld(reader, [topic.title for _, topic, _ in run])


def _topic(reader: Reader, section: SectionResult, topic: Topic, place: Mapping[str, int]) -> Slide:
    said = topic.said.sentence if topic.said else ""
    above = reader.say("Topic %(n)s of %(total)s: %(title)s", title=topic.title, **place)
    asked = openings(reader.names, section)
    return slide(
        reader,
        said or topic.title,
        above=above if said else reader.say("Topic %(n)s of %(total)s", **place),
        picture=on_demand.topic(reader.result, section.id, is_brief=True, **for_charts(reader)),
        prompt=[_prompt(one) for one in asked],
        notes=[*_chosen(reader, topic), *_told(reader, section), *map(_spoken, asked), *_agreed(reader, section)],
    )


def _has_content(reader: Reader, section: SectionResult) -> bool:
    is_shown = any(not is_withheld(pair.comparison) for pair in reader.view.pairs(section))
    return is_shown or reader.pack.meeting.agreement(section.id) is not None


def _withheld(reader: Reader, titles: Sequence[str]) -> Slide:
    """Return what topics are called of which nothing may be shown, and why, once."""
    why = no_gap_reason(reader.view) or gap_reasons(reader.view)
    names = [Line("", lead=title, size=SMALL) for title in titles]
    return slide(reader, reader.say(TOPICS), lines=[Line(why, size=SMALL), *names])


def for_charts(reader: Reader) -> on_demand.ReviewNames:
    """Return what charts and their descriptions take beside the figures."""
    partner = reader.pack.review.partner.name
    return on_demand.ReviewNames(questionnaire=reader.questionnaire, language=reader.language, partner=partner)


def _prompt(opening: Opening) -> Line:
    about = " · ".join(opening.about)
    return Line(opening.prompt, lead=f"{about}:" if about else "", size=SMALL)


def _spoken(opening: Opening) -> str:
    return _prompt(opening).whole


def _chosen(reader: Reader, topic: Topic) -> Iterator[str]:
    """Yield a topic's rank and who chose it, and what is to be said of a clear gap that nobody chose."""
    yield topic.title
    if any(topic.votes.values()):
        votes = commas(
            (named(reader.names.of(side), topic.votes[side], reader.language) for side in Side), reader.language
        )
        yield semicolons([rank_name(topic.rank, reader.language), votes], reader.language)
    if topic.note:
        yield topic.note


def _told(reader: Reader, section: SectionResult) -> Iterator[str]:
    """Yield each comparison with all its sentences and figures, as the picture's description has them."""
    for pair in reader.view.pairs(section):
        means = reader.view.means(reader.view.scores(section, pair))
        has_gap = pair.comparison.gap.value is not None
        yield told([*comparison_words(reader.view, pair, shown=section), *([means] if has_gap else [])], badge="")
    if us := flags_note(reader.names, section):
        yield us


def _agreed(reader: Reader, section: SectionResult) -> Iterator[str]:
    """Yield what was agreed on a topic already."""
    agreed = reader.pack.meeting.agreement(section.id)
    asked = reader.questionnaire.find_section(section.id)
    if agreed is None or asked is None:
        return
    scores = [(name, score) for name, score in agreed_scores(reader.names, asked, agreed) if score]
    if scores or agreed.words:
        yield reader.say("Agreed in the meeting")
        yield from (named(name, score, reader.language) for name, score in scores)
        yield from [agreed.words] if agreed.words else []
