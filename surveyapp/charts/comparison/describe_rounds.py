"""What the slopes of a topic say, in words, for those who hear them. Needs no matplotlib."""

from collections.abc import Sequence

from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.charts.describe import AltText, told
from surveyapp.charts.wording import difference, lowered, score
from surveyapp.core.sides import Side


def describe_rounds(view: RoundsView, section_id: str | None) -> AltText:
    """Return the words for one topic: both sides' scores and the gap, round by round, and what became of it."""
    said = [" – ".join(view.words(title) for title in view.titles)]
    for strand in view.strands(section_id):
        said += [_finding(view, strand), view.said(strand), *_reasons(view, strand, section_id=section_id)]
    said.append(view.note)
    title = view.labels.title.format(topic=view.topic(section_id))
    return AltText(title, told(said, labels=view.charts, is_demonstration=view.is_demonstration))


def _finding(view: RoundsView, strand: Strand) -> str:
    sides = []
    for side in Side:
        scores = _listed(view, [None if mean is None else score(mean) for mean in strand.means(side)])
        sides.append(view.charts.mean_of.format(side=view.newest.names.of(side), mean=scores))
    gaps = _listed(view, [None if gap is None else difference(gap) for gap in strand.gaps])
    return view.labels.finding.format(name=strand.name, sides=view.charts.semicolon.join(sides), gaps=gaps)


def _listed(view: RoundsView, figures: Sequence[str | None]) -> str:
    hidden = lowered(view.charts.withheld)
    return view.labels.then.join(hidden if figure is None else figure for figure in figures)


def _reasons(view: RoundsView, strand: Strand, *, section_id: str | None) -> list[str]:
    whys = {
        view.words(title): view.why(strand, place, section_id=section_id) for place, title in enumerate(view.titles)
    }
    return [view.labels.in_round.format(round=title, words=lowered(why)) for title, why in whys.items() if why]
