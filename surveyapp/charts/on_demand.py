"""Every chart there is, to be drawn when it is asked for: matplotlib is loaded with the first that is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypedDict, Unpack

from surveyapp.charts.comparison.describe import describe_partners, describe_rounds
from surveyapp.charts.comparison.partners_view import PartnersView
from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.charts.describe import AltText, describe_overview, describe_priorities, describe_section
from surveyapp.charts.drawn import Sign
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Language, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ReviewNames(TypedDict):
    """What a chart of one review is told beside its figures: whose words it shows, and in which language."""

    questionnaire: Questionnaire
    language: Language
    partner: Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that may be drawn: ``draw`` takes whether it bears its own title, ``describe`` says it in words.

    Both are functions of this package and what they take, so that another process can be given a chart to draw.
    """

    draw: "Callable[[bool], Figure]"
    describe: Callable[[], AltText]

    def to_svg(self, *, inline: bool, prefix: str, is_titled: bool) -> str:
        """Return the chart as SVG, described in words; ``inline`` and ``prefix`` as ``render.to_svg`` takes them."""
        from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

        title, description = self.describe()
        return to_svg(self.draw(is_titled), inline=inline, prefix=prefix, title=title, description=description)

    def to_outlines(self, *, prefix: str) -> str:
        """Return the chart as SVG without any letter or title, for a sheet that says beside it what it shows."""
        from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

        return to_svg(self.draw(False), inline=False, prefix=prefix, title="", description="", is_outlined=True)

    def to_svg_file(self) -> bytes:
        """Return the chart as a file of its own, under its title."""
        return self.to_svg(inline=False, prefix="chart-", is_titled=True).encode()

    def to_png(self) -> bytes:
        """Return the chart as PNG, under its title."""
        from surveyapp.charts.render import to_png  # noqa: PLC0415 - loads matplotlib

        return to_png(self.draw(True))

    def to_picture(self) -> bytes:
        """Return the chart as PNG without title, as sharp as a projector, for a slide that says what it shows."""
        from surveyapp.charts.render import to_picture  # noqa: PLC0415 - loads matplotlib

        return to_picture(self.draw(False))

    def to_pdf(self) -> bytes:
        """Return the chart as PDF, under its title."""
        from surveyapp.charts.render import to_pdf  # noqa: PLC0415 - loads matplotlib

        return to_pdf(self.draw(True), title=self.describe().title)


def overview(result: ReviewResult, **names: Unpack[ReviewNames]) -> Chart:
    """Return the chart of every topic."""
    return Chart(partial(_draw_overview, result, names), partial(describe_overview, result, **names))


def priorities(result: ReviewResult, **names: Unpack[ReviewNames]) -> Chart:
    """Return the chart of the topics for the meeting."""
    return Chart(partial(_draw_priorities, result, names), partial(describe_priorities, result, **names))


def topic(
    result: ReviewResult,
    section_id: str,
    *,
    has_key: bool = True,
    has_words: bool = True,
    piece: int | None = None,
    is_brief: bool = False,
    **names: Unpack[ReviewNames],
) -> Chart:
    """Return the chart of one topic, or one piece of it; without key or words where they stand beside it.

    ``is_brief`` leaves the comparisons with their readings, as a slide shows them.
    """
    options = {"has_key": has_key, "has_words": has_words, "is_brief": is_brief}
    drawn = partial(_draw_topic, result, section_id, names=names, piece=piece, options=options)
    return Chart(drawn, partial(describe_section, result, section_id, is_brief=is_brief, **names))


def partners(view: PartnersView, facet: Facet | None) -> Chart:
    """Return the map of partners by topics in one facet; None for whole topics."""
    return Chart(partial(_draw_partners, view, facet), partial(describe_partners, view, facet))


def rounds(view: RoundsView, section_id: str | None) -> Chart:
    """Return one topic over several rounds; None for all topics together."""
    return Chart(partial(_draw_rounds, view, section_id), partial(describe_rounds, view, section_id))


def sign_outlines(sign: Sign, language: Language, *, prefix: str) -> str:
    """Return one sign of the charts as SVG without letters, as their keys have it."""
    from surveyapp.charts.legend import sample  # noqa: PLC0415 - loads matplotlib
    from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

    return to_svg(sample(sign, language), inline=False, prefix=prefix, title="", description="", is_outlined=True)


def _draw_overview(result: ReviewResult, names: ReviewNames, is_titled: bool) -> "Figure":
    from surveyapp.charts.dumbbell import gap_dumbbell  # noqa: PLC0415 - loads matplotlib

    return gap_dumbbell(result, is_titled=is_titled, **names)


def _draw_priorities(result: ReviewResult, names: ReviewNames, is_titled: bool) -> "Figure":
    from surveyapp.charts.priorities import priorities_chart  # noqa: PLC0415 - loads matplotlib

    return priorities_chart(result, is_titled=is_titled, **names)


def _draw_topic(
    result: ReviewResult,
    section_id: str,
    is_titled: bool,
    *,
    names: ReviewNames,
    piece: int | None,
    options: Mapping[str, bool],
) -> "Figure":
    from surveyapp.charts.topic.section import section_chart  # noqa: PLC0415 - loads matplotlib

    return section_chart(result, section_id, piece=piece, is_titled=is_titled, **options, **names)


def _draw_partners(view: PartnersView, facet: Facet | None, is_titled: bool) -> "Figure":
    from surveyapp.charts.comparison.heatmap import partners_heatmap  # noqa: PLC0415 - loads matplotlib

    return partners_heatmap(view, facet, is_titled=is_titled)


def _draw_rounds(view: RoundsView, section_id: str | None, is_titled: bool) -> "Figure":
    from surveyapp.charts.comparison.slopes import rounds_chart  # noqa: PLC0415 - loads matplotlib

    return rounds_chart(view, section_id, is_titled=is_titled)
