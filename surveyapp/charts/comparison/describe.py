"""What comparisons of partners and of rounds say, in words, for those who hear them. Needs no matplotlib."""

from collections.abc import Iterator, Sequence
from functools import reduce

from surveyapp.charts.comparison.partners_view import Column, PartnersView, Shows, shows
from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.charts.describe import AltText, told
from surveyapp.charts.view import FLAG_NAMES, Flag, flags_of
from surveyapp.core.comparison.partners import PartnerGap
from surveyapp.core.method.readings import is_apart
from surveyapp.core.results import Gap, Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import marked, say
from surveyapp.words.joining import commas, lowered, named, semicolons
from surveyapp.words.readings import NAMES, ONE_AGREED_ANSWER
from surveyapp.words.rounds import signed
from surveyapp.words.signs import gap_named, no_gaps
from surveyapp.words.withheld import WITHHELD_WITHIN

_NAMED = {
    Reading.CLEAR_GAP: NAMES[Reading.CLEAR_GAP],
    Reading.POSSIBLE_GAP: NAMES[Reading.POSSIBLE_GAP],
    Reading.TOO_FEW: ONE_AGREED_ANSWER,  # where there is a gap
}
_TOGETHER = marked("All partners together, %(k)s counted: %(gaps)s")
_THEN = marked("%(before)s, then %(after)s")
_COURSE = marked("%(name)s: %(sides)s; gap %(gaps)s")


def describe_partners(view: PartnersView, facet: Facet | None) -> AltText:
    """Return the words for one map: partner by partner the gaps and flags, then all together."""
    columns = view.columns(facet)
    findings = [_of_partner(view, columns, place=place) for place in view.places(facet)]
    said = [*findings, *_together(view, columns), view.no_ranking]
    return AltText(view.title(facet), told(said, badge=view.badge))


def describe_rounds(view: RoundsView, section_id: str | None) -> AltText:
    """Return the words for one topic: both sides' scores and the gap, round by round, and what became of it."""
    said = [" – ".join(view.words(title) for title in view.titles)]
    for strand in view.strands(section_id):
        said += [_of_strand(view, strand), view.said(strand), *_reasons(view, strand, section_id=section_id)]
    said.append(view.note)
    return AltText(view.title(section_id), told(said, badge=view.badge))


def cell_words(view: PartnersView, column: Column, *, place: int) -> str:
    """Return what one cell of a map shows, for whoever points at it: whose, of what, the gap, and what it is marked."""
    cell, name = column.compared.partners[place], view.words(view.partners[place].name)
    about = commas([name, column.title], view.language)
    if cell.gap is None:
        is_asked = shows(cell) is Shows.WITHHELD
        return named(about, say(WITHHELD_WITHIN, view.language) if is_asked else view.not_asked, view.language)
    scoring = view.reference.scoring
    reading = _NAMED.get(cell.reading) if cell.reading and is_apart(Gap(cell.gap), scoring) else None
    marks = [reading, *(FLAG_NAMES[flag] for flag in flags_of(cell))]
    said = [gap_named(signed(cell.gap), view.language), *(say(words, view.language) for words in marks if words)]
    return named(about, semicolons(said, view.language), view.language)


def _of_partner(view: PartnersView, columns: Sequence[Column], *, place: int) -> str:
    name = commas([view.words(view.partners[place].name), *view.notes(place)], view.language)
    cells = [(column.title, column.compared.partners[place]) for column in columns]
    if all(cell.gap is None for _, cell in cells):
        return named(name, say(WITHHELD_WITHIN, view.language), view.language)
    return named(name, semicolons([*_gaps(view, cells), *_flags(view, cells)], view.language), view.language)


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
    return named(name, commas(found, view.language), view.language)


def _with_number(title: str, gap: float | None) -> str:
    return f"{title} {signed(gap or 0.0)}"


def _together(view: PartnersView, columns: Sequence[Column]) -> list[str]:
    """Return the means of all partners, a sentence for each number of partnerships that stands behind some."""
    said = []
    for k in sorted({column.compared.mean.k for column in columns} - {0}, reverse=True):
        means = [_with_number(one.title, one.compared.mean.value) for one in columns if one.compared.mean.k == k]
        said.append(say(_TOGETHER, view.language, k=k, gaps=commas(means, view.language)))
    return said


def _of_strand(view: RoundsView, strand: Strand) -> str:
    names, sides = view.newest.names, []
    for side in Side:
        scores = [None if mean is None else written(mean) for mean in strand.means(side)]
        sides.append(f"{names.of(side)} {_in_turn(view, scores)}")
    gaps = _in_turn(view, [None if gap is None else signed(gap) for gap in strand.gaps])
    return say(_COURSE, view.language, name=strand.name, sides=semicolons(sides, view.language), gaps=gaps)


def _in_turn(view: RoundsView, figures: Sequence[str | None]) -> str:
    shown = [say(WITHHELD_WITHIN, view.language) if figure is None else figure for figure in figures]
    return reduce(lambda before, after: say(_THEN, view.language, before=before, after=after), shown)


def _reasons(view: RoundsView, strand: Strand, *, section_id: str | None) -> list[str]:
    whys = [view.why(strand, place, section_id=section_id) for place in range(len(view.rounds))]
    return [view.in_round(place, lowered(why)) for place, why in enumerate(whys) if why]
