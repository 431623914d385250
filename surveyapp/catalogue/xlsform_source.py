"""The sheet of an XLSForm that holds the whole questionnaire: a row for each text and value, named by its path.

A row reads ``sections.integrity.open | in each language |`` or ``sections.integrity.scale | … | frequency5``. Things in
lists go by their ids, and stand in the order of their first rows. Rows whose path begins with ``#`` are remarks.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surveyapp.catalogue.building import DEPTH_LIMIT, read_scalar
from surveyapp.catalogue.faults import Place, Report
from surveyapp.catalogue.rows import Formula, TableRow
from surveyapp.catalogue.tree import Branch, Items, Leaf, Node
from surveyapp.catalogue.writing import Document, is_text
from surveyapp.core.text.languages import TABLE

SHEET = "questionnaire"
FIRST, LAST = "path", "value"
"""The columns that stand before and behind those of the languages."""
REMARK = "#"
NOTHING = "[]"
"""Written where a list has nothing in it."""

_LISTS = {
    **dict.fromkeys(("profile", "parts", "sections", "statements", "closing"), "id"),
    **dict.fromkeys(("options", "points", "non_answers", "organisation_types", "action_plan_columns"), "key"),
}
"""What holds lists, and the key that names what stands in each."""

_NAMED_FREELY = "scales"
"""What holds names of the author's own, which may be the same as those above."""

_ADVICE = "; write a text in the columns of languages, or anything else in column value"

Line = tuple[str, ...]


def header_for(languages: Sequence[str]) -> Line:
    """Return the headings of the columns."""
    return FIRST, *languages, LAST


def languages_in(header: Sequence[str]) -> tuple[str, ...] | None:
    """Return the codes of the languages that have a column; None where ``header`` is not that of such a sheet."""
    first, *codes, last = header if len(header) > len((FIRST, LAST)) else (FIRST, "", LAST)
    is_header = (first, last) == (FIRST, LAST) and all(code in TABLE for code in codes)
    return tuple(codes) if is_header else None


def to_lines(document: Document, languages: Sequence[str]) -> list[Line]:
    """Return the rows below the header."""
    return list(_lines(document, (), languages=languages))


def to_tree(rows: Sequence[TableRow], languages: Sequence[str], report: Report) -> Branch:
    """Return the tree that the rows below the header stand for; its places are rows and columns of the sheet."""
    grower, width = _Grower(report, languages), len(header_for(languages))
    for row in rows:
        cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
        if any(cells) and not cells[0].startswith(REMARK):
            grower.take(row.number, cells)
    return grower.root


def _lines(node: Any, path: tuple[str, ...], *, languages: Sequence[str]) -> Iterator[Line]:
    if is_text(node):
        yield ".".join(path), *(node[code] for code in languages), ""
    elif isinstance(node, dict):
        for key, held in node.items():
            yield from _lines(held, (*path, key), languages=languages)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        name = _LISTS[path[-1]]
        for item in node:
            held = {key: one for key, one in item.items() if key != name}
            yield from _lines(held, (*path, item[name]), languages=languages)
    else:
        yield ".".join(path), *("" for _ in languages), _spelled(node)


def _spelled(value: object) -> str:
    """Return ``value`` so that it is read back as it is: a word that looks like a number stands in quotes."""
    if isinstance(value, list):
        return " ".join(value) or NOTHING
    if isinstance(value, str):
        return value if read_scalar(value) == value else f'"{value}"'
    return str(value).lower()


class _Grower:
    """Builds the tree row by row."""

    def __init__(self, report: Report, languages: Sequence[str]) -> None:
        self.root = Branch(Place(1, 1))
        self._report, self._languages = report, languages
        self._nodes: dict[tuple[str, ...], Node] = {(): self.root}

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Put one row where its path leads."""
        path, *words, value = cells
        place = Place(number, 1)
        parts = tuple(path.split("."))
        formula = next((column for column, cell in enumerate(cells, start=1) if isinstance(cell, Formula)), None)
        if formula:
            self._report.add(Place(number, formula), f"{path}: the cell holds a formula; put its value there instead")
            return
        if not all(parts) or len(parts) > DEPTH_LIMIT:
            self._report.add(place, "the path has no name between two dots, or too many; correct it")
            return
        if any(words) is bool(value):
            self._report.add(place, f"{path}: says nothing, or two things at once{_ADVICE}")
            return
        home = self._node(parts[:-1], place)
        if not isinstance(home, Branch) or parts[-1] in home.entries:
            self._report.add(place, f"{path}: stands in a row above already, or under something that does; remove one")
            return
        is_text = any(words)
        held = (
            _text(number, dict(zip(self._languages, words, strict=True)))
            if is_text
            else _value(parts[-1], value, Place(number, len(cells)))
        )
        self._nodes[parts] = home.entries[parts[-1]] = held
        home.key_places[parts[-1]] = place

    def _node(self, parts: tuple[str, ...], place: Place) -> Node:
        """Return what stands at ``parts``, made where it is not there."""
        if parts not in self._nodes:
            self._nodes[parts] = self._make(parts, place)
        return self._nodes[parts]

    def _make(self, parts: tuple[str, ...], place: Place) -> Node:
        *above, name = parts
        parent = self._node(tuple(above), place)
        if isinstance(parent, Items):
            key = _LISTS[above[-1]]
            made = Branch(place, {key: Leaf(place, name, name)}, {key: place})
            parent.nodes.append(made)
            return made
        if isinstance(parent, Leaf):
            return parent
        is_list = name in _LISTS and above[-1:] != [_NAMED_FREELY]
        parent.key_places[name] = place
        return parent.entries.setdefault(name, Items(place) if is_list else Branch(place))


def _text(number: int, words: Mapping[str, str]) -> Branch:
    places = {code: Place(number, column) for column, code in enumerate(words, start=2)}
    leaves: dict[str, Node] = {code: Leaf(places[code], said, said) for code, said in words.items() if said}
    return Branch(Place(number, 1), leaves, {code: places[code] for code in leaves})


def _value(name: str, text: str, place: Place) -> Node:
    if name in _LISTS:
        words = [] if text.strip() == NOTHING else text.split()
        return Items(place, [Leaf(place, word, word) for word in words])
    if len(text) > 1 and text[0] == text[-1] == '"':
        return Leaf(place, text[1:-1], text[1:-1])
    return Leaf(place, text, read_scalar(text))
