"""What the map of partners by topics says, in words, for those who hear it. Needs no matplotlib."""

from collections.abc import Sequence

from surveyapp.charts.describe import AltText, told
from surveyapp.charts.labels import LABELS
from surveyapp.charts.partners_view import Column, PartnersView
from surveyapp.charts.wording import difference
from surveyapp.core.comparing import PartnerGap
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet


def describe_partners(view: PartnersView, facet: Facet | None) -> AltText:
    """Return the words for one map: partner by partner the gaps that are more than chance, then all together."""
    columns, labels = view.columns(facet), view.labels
    findings = [_finding(view, columns, place=place) for place in range(len(view.partners))]
    title = labels.title.format(scope=view.scope_name(facet))
    said = [*findings, *_together(view, columns), labels.no_ranking]
    return AltText(title, told(said, labels=LABELS[view.language], is_demonstration=view.is_demonstration))


def _finding(view: PartnersView, columns: Sequence[Column], *, place: int) -> str:
    name, labels = view.words(view.partners[place].name), view.labels
    cells = [(column.title, column.compared.partners[place]) for column in columns]
    if all(cell.gap is None for _, cell in cells):
        return labels.withheld_finding.format(partner=name)
    gaps = [_named(title, cell.gap) for title, cell in cells if _is_gap(cell)]
    if not gaps:
        return labels.no_finding.format(partner=name)
    return labels.partner_finding.format(partner=name, gaps=LABELS[view.language].separator.join(gaps))


def _is_gap(cell: PartnerGap) -> bool:
    return cell.reading is Reading.GAP and cell.gap is not None


def _named(title: str, gap: float | None) -> str:
    return f"{title} {difference(gap or 0.0)}"


def _together(view: PartnersView, columns: Sequence[Column]) -> list[str]:
    """Return the means of all partners, a sentence for each number of partnerships that stands behind some."""
    said = []
    for k in sorted({column.compared.mean.k for column in columns} - {0}, reverse=True):
        means = [_named(one.title, one.compared.mean.value) for one in columns if one.compared.mean.k == k]
        said.append(view.labels.mean_finding.format(k=k, gaps=LABELS[view.language].separator.join(means)))
    return said
