"""What the map of partners by topics says, in words, for those who hear it. Needs no matplotlib."""

from collections.abc import Iterator, Sequence

from surveyapp.charts.comparison.partners_view import Column, PartnersView
from surveyapp.charts.describe import AltText, told
from surveyapp.charts.labels import LABELS
from surveyapp.charts.view import FLAG_NAMES, Flag, flags_of
from surveyapp.charts.wording import difference
from surveyapp.core.comparison.partners import PartnerGap
from surveyapp.core.method.readings import is_apart
from surveyapp.core.results import Gap, Reading
from surveyapp.core.sides import Facet
from surveyapp.words.catalogue import say
from surveyapp.words.readings import NAMES, ONE_AGREED_ANSWER
from surveyapp.words.signs import no_gaps

_NAMED = {
    Reading.CLEAR_GAP: NAMES[Reading.CLEAR_GAP],
    Reading.POSSIBLE_GAP: NAMES[Reading.POSSIBLE_GAP],
    Reading.TOO_FEW: ONE_AGREED_ANSWER,  # where there is a gap
}


def describe_partners(view: PartnersView, facet: Facet | None) -> AltText:
    """Return the words for one map: partner by partner the gaps and flags, then all together."""
    columns, labels = view.columns(facet), view.labels
    findings = [_finding(view, columns, place=place) for place in view.places(facet)]
    title = labels.title.format(scope=view.scope_name(facet))
    said = [*findings, *_together(view, columns), labels.no_ranking]
    return AltText(title, told(said, labels=LABELS[view.language], is_demonstration=view.is_demonstration))


def _finding(view: PartnersView, columns: Sequence[Column], *, place: int) -> str:
    name, labels = (
        LABELS[view.language].separator.join([view.words(view.partners[place].name), *view.notes(place)]),
        view.labels,
    )
    cells = [(column.title, column.compared.partners[place]) for column in columns]
    if all(cell.gap is None for _, cell in cells):
        return labels.withheld_finding.format(partner=name)
    said = [*_gaps(view, cells), *_flags(view, cells)]
    return labels.finding.format(partner=name, gaps=LABELS[view.language].semicolon.join(said))


def _gaps(view: PartnersView, cells: Sequence[tuple[str, PartnerGap]]) -> Iterator[str]:
    """Yield the gaps under the name of their reading, those that are as large as it takes."""
    scoring, is_any = view.reference.scoring, False
    for reading, words in _NAMED.items():
        found = [
            _with_number(title, cell.gap)
            for title, cell in cells
            if cell.reading is reading and is_apart(Gap(cell.gap), scoring)
        ]
        if found:
            is_any = True
            yield _listed(view, say(words, view.language), found)
    if not is_any:
        yield no_gaps(view.language)


def _flags(view: PartnersView, cells: Sequence[tuple[str, PartnerGap]]) -> Iterator[str]:
    for flag in Flag:
        found = [title for title, cell in cells if cell.gap is not None and flag in flags_of(cell)]
        if found:
            yield _listed(view, say(FLAG_NAMES[flag], view.language), found)


def _listed(view: PartnersView, name: str, found: Sequence[str]) -> str:
    return f"{name}: {LABELS[view.language].separator.join(found)}"


def _with_number(title: str, gap: float | None) -> str:
    return f"{title} {difference(gap or 0.0)}"


def _together(view: PartnersView, columns: Sequence[Column]) -> list[str]:
    """Return the means of all partners, a sentence for each number of partnerships that stands behind some."""
    said = []
    for k in sorted({column.compared.mean.k for column in columns} - {0}, reverse=True):
        means = [_with_number(one.title, one.compared.mean.value) for one in columns if one.compared.mean.k == k]
        said.append(view.labels.mean_finding.format(k=k, gaps=LABELS[view.language].separator.join(means)))
    return said
