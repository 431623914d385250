"""Part the ligatures of lam and alef in our own font, so that each letter stays a letter of its own in a file.

Usage: python -m tools.part_ligatures

Works on ``surveyapp/fonts/*.ttf``, which are Vazirmatn's own otherwise; what is parted already stays as it is. Each
ligature becomes two glyphs that look like it together: the lam carries its whole shape, the alef has room and no ink.
So programs that search, copy or read a print aloud find the letters as they were typed, each behind its own glyph.
"""

import copy
import sys
from collections.abc import Mapping
from typing import Any

from fontTools.otlLib.builder import buildCoverage, buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot  # noqa: N813 - so it is called everywhere
from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS

from surveyapp.fonts.letters import FOLDER

LAMS = ("uniFEDF", "uniFEE0")
LETTERS = ("lam", "alef")
SHARE = 0.45
"""How much of a ligature's room goes with its alef."""
FROM_THE_RIGHT_WITHOUT_SIGNS = 9
BASE, MARK_TO_BASE, EXTENSION = 1, 4, 9
Rules = dict[tuple[str, str], str]
"""A lam and an alef → the ligature that they were."""


def part(font: TTFont) -> int:
    """Part the ligatures in ``font``; return how many there were."""
    rules = _taken_out(font["GSUB"].table)
    if not rules:
        return 0
    rooms = {ligature: _split_glyph(font, ligature) for ligature in rules.values()}
    order = font.getReverseGlyphMap(rebuild=True)
    _add_substitutions(font["GSUB"].table, rules, order)
    _move_anchors(font["GPOS"].table, rooms, order)
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    classes.update({f"{ligature}.{letter}": BASE for ligature in rooms for letter in LETTERS})
    return len(rules)


def _subtables(lookup: Any) -> list[Any]:
    return [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]


def _taken_out(table: Any) -> Rules:
    """Take the ligatures out of the font's rules, and return each with the two glyphs that it was made of."""
    found: Rules = {}
    for lookup in table.LookupList.Lookup:
        for one in _subtables(lookup):
            for lam in LAMS if hasattr(one, "ligatures") else ():
                for ligature in one.ligatures.pop(lam, []):
                    found[lam, ligature.Component[0]] = ligature.LigGlyph
    return found


def _split_glyph(font: TTFont, ligature: str) -> int:
    """Make both glyphs of a ligature, alef at the left, lam's ink where the ligature's was; return alef's room."""
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    width, bearing = metrics[ligature]
    room = round(float(width) * SHARE)
    shape = glyf[ligature]
    lam, alef = f"{ligature}.lam", f"{ligature}.alef"
    font.setGlyphOrder([*font.getGlyphOrder(), lam, alef])
    glyf[lam] = _shifted(shape, glyf, -room)
    glyf[alef] = type(shape)()
    metrics[lam], metrics[alef] = (width - room, bearing - room), (room, 0)
    return room


def _shifted(shape: Any, glyf: Any, by: int) -> Any:
    moved = copy.deepcopy(shape)
    if moved.isComposite():
        for component in moved.components:
            component.x += by
            component.flags &= ~USE_MY_METRICS  # a browser would give the half the room of the whole
    else:
        moved.coordinates.translate((by, 0))
    moved.recalcBounds(glyf)
    return moved


def _add_substitutions(table: Any, rules: Rules, order: dict[str, int]) -> None:
    """Write the rule for each pair: where both letters stand beside each other, each takes its half."""
    lookups, contexts = table.LookupList.Lookup, []
    for (lam, alef), ligature in rules.items():
        records = []
        for place, (letter, name) in enumerate(zip((lam, alef), LETTERS, strict=True)):
            record = ot.SubstLookupRecord()
            record.SequenceIndex, record.LookupListIndex = place, len(lookups)
            lookups.append(
                buildLookup(
                    [buildSingleSubstSubtable({letter: f"{ligature}.{name}"})], flags=FROM_THE_RIGHT_WITHOUT_SIGNS
                )
            )
            records.append(record)
        context = ot.ChainContextSubst()
        context.Format = 3
        context.BacktrackGlyphCount = context.LookAheadGlyphCount = 0
        context.BacktrackCoverage, context.LookAheadCoverage = [], []
        context.InputGlyphCount, context.InputCoverage = 2, [buildCoverage([one], order) for one in (lam, alef)]
        context.SubstCount, context.SubstLookupRecord = len(records), records
        contexts.append(context)
    lookups.append(buildLookup(contexts, flags=FROM_THE_RIGHT_WITHOUT_SIGNS))
    table.LookupList.LookupCount = len(lookups)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":
            record.Feature.LookupListIndex.append(len(lookups) - 1)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _move_anchors(table: Any, rooms: Mapping[str, int], order: dict[str, int]) -> None:
    """Let signs stand on the halves where they stood on the ligature's components."""
    before: Any = None
    for lookup in table.LookupList.Lookup:
        for one in _subtables(lookup):
            if isinstance(one, ot.MarkBasePos):
                before = lookup
            elif isinstance(one, ot.MarkLigPos):
                halves = _on_halves(one, rooms, order)
                before.SubTable.append(_extended(halves) if before.LookupType == EXTENSION else halves)
                before.SubTableCount = len(before.SubTable)


def _on_halves(marks: Any, rooms: Mapping[str, int], order: dict[str, int]) -> Any:
    anchors: dict[str, list[Any]] = {}
    for name, attached in zip(marks.LigatureCoverage.glyphs, marks.LigatureArray.LigatureAttach, strict=True):
        for letter, component in zip(LETTERS, attached.ComponentRecord if name in rooms else (), strict=False):
            moved = rooms[name] if letter == "lam" else 0
            anchors[f"{name}.{letter}"] = [_shifted_anchor(anchor, -moved) for anchor in component.LigatureAnchor]
    table = ot.MarkBasePos()
    table.Format, table.ClassCount = 1, marks.ClassCount
    table.MarkCoverage, table.MarkArray = marks.MarkCoverage, marks.MarkArray
    table.BaseCoverage, table.BaseArray = buildCoverage(anchors, order), ot.BaseArray()
    table.BaseArray.BaseRecord = [_record(anchors[name]) for name in table.BaseCoverage.glyphs]
    table.BaseArray.BaseCount = len(table.BaseArray.BaseRecord)
    return table


def _record(anchors: list[Any]) -> Any:
    record = ot.BaseRecord()
    record.BaseAnchor = anchors
    return record


def _extended(table: Any) -> Any:
    wrapped = ot.ExtensionPos()
    wrapped.Format, wrapped.ExtensionLookupType, wrapped.ExtSubTable = 1, MARK_TO_BASE, table
    return wrapped


def _shifted_anchor(anchor: Any, by: int) -> Any:
    moved = copy.deepcopy(anchor)
    if moved is not None:
        moved.XCoordinate += by
    return moved


def main() -> int:
    """Part what is not parted, in every font of ours."""
    for path in sorted(FOLDER.glob("*.ttf")):
        with TTFont(path, recalcTimestamp=False) as font:
            count = part(font)
            if count:
                font.save(path)
        print(f"{count:3d} ligatures parted  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
