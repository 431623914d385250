"""The released figures of a review as tables, and the codebook that explains their columns. No figure is made here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import FacetResult, Gap, Overall, ReviewResult, StatementCell
from surveyapp.core.sides import Facet, Side, Text

Value = str | int | float | None
WHOLE = "overall"
"""What stands under ``facet`` for a topic as a whole."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns' names, and its rows; what is withheld is None."""

    name: str
    title: Text
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


_OF_GAP = ("value", "low", "high", "level", "df", "cliffs_delta", "p", "hodges_lehmann")
_OF_CELL = ("n", "mean", "favourable", "dont_know", "not_applicable", "skipped", "agreement")
_OF_SIDE = ("n", "mean", "sd", "dont_know_share")


def export_tables(result: ReviewResult, questionnaire: Questionnaire) -> list[Table]:
    """Return every released figure of ``result``: facts, scores, statements, priorities, closing, cuts, comments."""
    makers = (_sides, _scores, _statements, _priorities, _closing, _cuts, _comments, _withheld)
    return [table for table in (maker(result, questionnaire) for maker in makers) if table.rows]


def _sides(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    rows = tuple((side.value, f.answering.value, f.invited, f.responses) for side, f in result.sides.items())
    columns = ("side", "answering", "invited", "responses")
    return Table("sides", Text(ar="من شارك", en="Who took part"), columns, rows)


def _scores(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    of_sides = tuple(f"{side.value}_{name}" for side in Side for name in _OF_SIDE)
    columns = ("section", "title_ar", "title_en", "facet", *of_sides, *(f"gap_{name}" for name in _OF_GAP), "reading")
    rows = []
    for facet, index in result.indices.items():
        rows.append(("", "", "", facet.value, *_side_values(index.sides), *_gap_values(index.gap), ""))
    for section in result.sections:
        named = (section.id, section.title.ar, section.title.en)
        compared: list[tuple[str, Overall | FacetResult]] = [(WHOLE, section.overall)]
        compared += [(facet.value, section.facets[facet]) for facet in Facet if facet in section.facets]
        for name, one in compared:
            reading = one.reading.value if one.reading else None
            rows.append((*named, name, *_side_values(one.sides), *_gap_values(one.gap), reading))
    return Table("scores", Text(ar="الدرجات والفجوات", en="Scores and gaps"), columns, tuple(rows))


def _statements(result: ReviewResult, questionnaire: Questionnaire) -> Table:
    top = max(questionnaire.scale_of(section).top for section in questionnaire.sections)
    points = tuple(f"point_{point}" for point in range(1, top + 1))
    columns = ("section", "statement", "text_ar", "text_en", "facet", "side", *_OF_CELL, *points, "split")
    rows = [
        (
            section.id,
            statement.id,
            *words,
            facet.value,
            side.value,
            *_cell_values(cells.of(side), top),
            side in cells.split,
        )
        for section in result.sections
        for statement in section.statements
        for words in [_words(questionnaire, section.id, statement.id)]
        for facet, cells in statement.facets.items()
        for side in Side
    ]
    return Table("statements", Text(ar="العبارات", en="Statements"), columns, tuple(rows))


def _words(questionnaire: Questionnaire, section_id: str, statement_id: str) -> tuple[str, str]:
    section = questionnaire.find_section(section_id)
    found = next((one for one in section.statements if one.id == statement_id), None) if section else None
    if found is None:
        return "", ""
    text = found.text_about(found.abouts[0])
    return text.ar, text.en


def _priorities(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    rows = tuple((row.rank, row.section, row.prcs, row.partner) for row in result.priorities)
    return Table("priorities", Text(ar="مواضيع الاجتماع", en="Topics"), ("rank", "section", "prcs", "partner"), rows)


def _closing(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    rows = [
        (question, side.value, cell.n, cell.mean, *(cell.distribution or (None,) * 5))
        for question, sides in result.closing.items()
        for side, cell in sides.items()
    ]
    width = max((len(row) for row in rows), default=4)
    columns = ("question", "side", "n", "mean", *(f"point_{point}" for point in range(1, width - 3)))
    padded = tuple(row + (None,) * (width - len(row)) for row in rows)
    return Table("closing", Text(ar="الأسئلة الختامية", en="Closing questions"), columns, padded)


def _cuts(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    rows = tuple(
        (cut.by, cut.side.value, group.key, group.n, section, mean)
        for cut in result.cuts
        for group in cut.groups
        for section, mean in group.sections.items()
    )
    columns = ("by", "side", "group", "n", "section", "mean")
    return Table("cuts", Text(ar="بحسب العمل والمكان", en="By role and place"), columns, rows)


def _comments(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    rows = tuple((entry.section, entry.side.value, text) for entry in result.comments for text in entry.texts)
    return Table("comments", Text(ar="التعليقات", en="Comments"), ("section", "side", "comment"), rows)


def _withheld(result: ReviewResult, _questionnaire: Questionnaire) -> Table:
    columns = ("what", "why", "side", "section", "statement", "facet", "by")
    rows = tuple(
        (e.what, e.code.value, e.side and e.side.value, e.section, e.statement, e.facet and e.facet.value, e.by)
        for e in result.withheld
    )
    return Table("withheld", Text(ar="المحجوب", en="Withheld"), columns, rows)


def _side_values(sides: Mapping[Side, object]) -> Iterator[Value]:
    for side in Side:
        yield from (getattr(sides[side], name, None) for name in _OF_SIDE)


def _gap_values(gap: Gap) -> Iterator[Value]:
    yield from (getattr(gap, name) for name in _OF_GAP)


def _cell_values(cell: StatementCell, top: int) -> Iterator[Value]:
    yield from (getattr(cell, name) for name in _OF_CELL)
    yield from cell.distribution or (None,) * top


CODEBOOK: Mapping[str, Text] = {
    "side": Text(ar="الطرف المجيب: prcs أو partner", en="The side that answered: prcs or partner"),
    "answering": Text(
        ar="طريقة الإجابة: individual أو organisation", en="Way of answering: individual or organisation"
    ),
    "invited": Text(ar="عدد المدعوين", en="People invited"),
    "responses": Text(ar="عدد المجيبين", en="People who answered"),
    "section": Text(ar="معرّف الموضوع؛ فارغ: جميع المواضيع", en="Id of the topic; empty: over all topics"),
    "title_ar": Text(ar="الموضوع بالعربية", en="The topic in Arabic"),
    "title_en": Text(ar="الموضوع بالإنجليزية", en="The topic in English"),
    "facet": Text(
        ar="ما يُقيَّم: prcs أو partner أو joint أو overall", en="What is rated: prcs, partner, joint, or overall for all"
    ),
    "gap_value": Text(ar="الفجوة: تقييم الجمعية ناقص تقييم الجهة الشريكة", en="Gap: PRCS’s rating minus the partner’s"),
    "gap_low": Text(ar="الحد الأدنى لمجال الثقة", en="Lower end of the interval"),
    "gap_high": Text(ar="الحد الأعلى لمجال الثقة", en="Upper end of the interval"),
    "gap_level": Text(ar="مستوى الثقة", en="Level of the interval"),
    "gap_df": Text(ar="درجات الحرية (ويلش)", en="Degrees of freedom (Welch)"),
    "gap_cliffs_delta": Text(ar="مقياس كليف", en="Cliff’s delta"),
    "gap_p": Text(ar="قيمة p لاختبار التبديل الدقيق", en="p of the exact permutation test"),
    "gap_hodges_lehmann": Text(ar="وسيط الفروق (هودجز–ليمان)", en="Hodges–Lehmann shift"),
    "reading": Text(ar="القراءة (انظر المنهج)", en="Reading (see the method)"),
    "statement": Text(ar="معرّف العبارة", en="Id of the statement"),
    "text_ar": Text(ar="العبارة بالعربية", en="The statement in Arabic"),
    "text_en": Text(ar="العبارة بالإنجليزية", en="The statement in English"),
    "n": Text(ar="عدد من قيّموا", en="People who rated"),
    "mean": Text(ar="المتوسط", en="Mean"),
    "sd": Text(ar="الانحراف المعياري", en="Standard deviation (n-1)"),
    "dont_know_share": Text(ar="نسبة «لا أعرف»، من 0 إلى 1", en="Share of “I don’t know”, 0–1"),
    "favourable": Text(ar="من اختاروا أعلى درجتين", en="People who chose the two highest points"),
    "dont_know": Text(ar="عدد «لا أعرف»", en="“I don’t know”"),
    "not_applicable": Text(ar="عدد «لا ينطبق»", en="“Does not apply”"),
    "skipped": Text(ar="عدد من لم يجيبوا", en="Skipped"),
    "agreement": Text(ar="درجة الاتفاق A (فان دير آيك)", en="Agreement A (van der Eijk)"),
    "point": Text(ar="عدد من اختاروا هذه الدرجة", en="People who chose this point"),
    "split": Text(ar="الآراء متباينة داخل الطرف", en="Opinions within the side are divided"),
    "rank": Text(ar="الترتيب للنقاش", en="Rank for the discussion"),
    "prcs": Text(ar="عدد من اختاروه لدى الجمعية", en="People at PRCS who chose it"),
    "partner": Text(ar="عدد من اختاروه لدى الجهة الشريكة", en="People at the partner who chose it"),
    "question": Text(ar="معرّف السؤال", en="Id of the question"),
    "by": Text(ar="سؤال التصنيف", en="Profile question"),
    "group": Text(ar="الفئة", en="Group"),
    "comment": Text(ar="تعليق سُمح بعرضه حرفياً", en="Comment that may be shown word for word"),
    "what": Text(ar="ما حُجب", en="What is withheld"),
    "why": Text(ar="سبب الحجب", en="Why it is withheld"),
}


def explain(column: str) -> Text:
    """Return what a column holds; those of a side or a point are explained by their last part."""
    for name in (column, column.removeprefix("prcs_").removeprefix("partner_"), column.partition("_")[0]):
        if name in CODEBOOK:
            return CODEBOOK[name]
    raise KeyError(column)
