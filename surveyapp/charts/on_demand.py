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
from surveyapp.charts.standing import Standing
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import RTL, Language, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ReviewNames(TypedDict):
    """What a chart of one review is told beside its figures: whose words it shows, and in which language."""

    questionnaire: Questionnaire
    language: Language
    partner: Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that may be drawn: ``draw`` takes how it stands, ``describe`` says it in words.

    Both are functions of this package and what they take, so that another process can be given a chart to draw.
    """

    draw: "Callable[[Standing], Figure]"
    describe: Callable[[], AltText]
    language: Language
    source: str = ""
    """What the chart as a file says it is of."""
    is_narrow: bool = False
    """Whether the chart as a file is for a page on a phone, which has its title."""

    def to_svg(self, *, prefix: str, is_titled: bool, is_narrow: bool = False) -> str:
        """Return the chart as SVG to stand in a page, described in words; ``prefix`` as ``render.to_svg`` takes it."""
        from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

        return to_svg(
            self.draw(Standing(is_titled, is_narrow=is_narrow)), inline=True, prefix=prefix, alt=self.describe()
        )

    def to_sheet(self) -> Mapping[str, object]:
        """Return the chart as Typst takes it, as it stands alone, for a sheet of its own size."""
        from surveyapp.charts.printed import as_printed  # noqa: PLC0415 - loads matplotlib

        return as_printed(self.draw(self._alone), prefix="chart", is_rtl=self._is_rtl)

    def to_svg_file(self) -> bytes:
        """Return the chart as a file of its own, which looks the same wherever it is opened."""
        from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

        alt = self.describe()
        return to_svg(self.draw(self._alone), inline=False, prefix="chart", alt=alt, is_outlined=True).encode()

    def to_png(self) -> bytes:
        """Return the chart as PNG, under its title and over what it is of."""
        from surveyapp.charts.render import to_png  # noqa: PLC0415 - loads matplotlib

        return to_png(self.draw(self._alone), alt=self.describe())

    def to_picture(self) -> bytes:
        """Return the chart as PNG without title, as sharp as a projector, for a slide that says what it shows."""
        from surveyapp.charts.render import to_picture  # noqa: PLC0415 - loads matplotlib

        return to_picture(self.draw(Standing(False)))

    @property
    def _is_rtl(self) -> bool:
        return self.language.direction == RTL

    @property
    def _alone(self) -> Standing:
        return Standing(not self.is_narrow, self.source, is_narrow=self.is_narrow)


def overview(result: ReviewResult, **names: Unpack[ReviewNames]) -> Chart:
    """Return the chart of every topic."""
    return Chart(
        partial(_draw_overview, result, names),
        partial(describe_overview, result, **names),
        names["language"],
    )


def priorities(result: ReviewResult, **names: Unpack[ReviewNames]) -> Chart:
    """Return the chart of the topics for the meeting."""
    return Chart(
        partial(_draw_priorities, result, names), partial(describe_priorities, result, **names), names["language"]
    )


def topic(
    result: ReviewResult,
    section_id: str,
    *,
    is_brief: bool = False,
    **names: Unpack[ReviewNames],
) -> Chart:
    """Return the chart of one topic; ``is_brief`` leaves the comparisons with their readings, as a slide shows them."""
    drawn = partial(_draw_topic, result, section_id, names=names, is_brief=is_brief)
    described = partial(describe_section, result, section_id, is_brief=is_brief, **names)
    return Chart(drawn, described, names["language"])


def partners(view: PartnersView, facet: Facet | None) -> Chart:
    """Return the map of partners by topics in one facet; None for whole topics."""
    return Chart(partial(_draw_partners, view, facet), partial(describe_partners, view, facet), view.language)


def rounds(view: RoundsView, section_id: str | None) -> Chart:
    """Return one topic over several rounds; None for all topics together."""
    return Chart(partial(_draw_rounds, view, section_id), partial(describe_rounds, view, section_id), view.language)


def sign_outlines(sign: Sign, language: Language, *, prefix: str) -> str:
    """Return one sign of the charts as SVG without letters, as their keys have it."""
    from surveyapp.charts.legend import sample  # noqa: PLC0415 - loads matplotlib
    from surveyapp.charts.render import to_svg  # noqa: PLC0415 - loads matplotlib

    return to_svg(sample(sign, language), inline=False, prefix=prefix, is_outlined=True)


def _draw_overview(result: ReviewResult, names: ReviewNames, standing: Standing) -> "Figure":
    from surveyapp.charts.dumbbell import gap_dumbbell  # noqa: PLC0415 - loads matplotlib
    from surveyapp.charts.stacked import stacked_dumbbell  # noqa: PLC0415 - loads matplotlib

    if standing.is_narrow:
        return stacked_dumbbell(result, **names)
    return gap_dumbbell(result, standing=standing, **names)


def _draw_priorities(result: ReviewResult, names: ReviewNames, standing: Standing) -> "Figure":
    from surveyapp.charts.priorities import priorities_chart  # noqa: PLC0415 - loads matplotlib

    return priorities_chart(result, standing=standing, **names)


def _draw_topic(
    result: ReviewResult,
    section_id: str,
    standing: Standing,
    *,
    names: ReviewNames,
    is_brief: bool,
) -> "Figure":
    from surveyapp.charts.topic.section import section_chart  # noqa: PLC0415 - loads matplotlib

    return section_chart(result, section_id, standing=standing, is_brief=is_brief, **names)


def _draw_partners(view: PartnersView, facet: Facet | None, standing: Standing) -> "Figure":
    from surveyapp.charts.comparison.heatmap import partners_heatmap  # noqa: PLC0415 - loads matplotlib

    return partners_heatmap(view, facet, standing=standing)


def _draw_rounds(view: RoundsView, section_id: str | None, standing: Standing) -> "Figure":
    from surveyapp.charts.comparison.slopes import rounds_chart  # noqa: PLC0415 - loads matplotlib

    return rounds_chart(view, section_id, standing=standing)
