"""The meeting pack as ink on paper: nothing over anything else, nothing over the footer, each text in its direction."""

import io
import re
import subprocess
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pikepdf
import pytest

from surveyapp.core.conduct.actions import Action, Agreement, Meeting
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import make_pack
from tests.invented import STANDARD
from tests.languages import AR, EN, text
from tests.reports.packs import PROMISE, make
from tests.sampling import sampled

MILLIMETRE = 72 / 25.4
BOTTOM = 17 * MILLIMETRE
LONG = "We share the yearly plan with each other before it is signed. " * 15
FROM_LEFT, FROM_RIGHT = "2026 began with IFRC (mostly).", "الخطة 2026 ثم IFRC (غالباً)."
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", [AR, EN], ids=["Arabic", "English"])


class Word(NamedTuple):
    """A word and where it stands, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        """Say whether the two are printed over each other by more than the room around letters."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width > 2 and height > 4


def covered_in(page: list[Word]) -> list[tuple[str, str]]:
    """Return the words that are printed over each other."""
    lined = sorted(page, key=lambda word: word.top)
    tops = [word.top for word in lined]
    near = (lined[at : bisect_left(tops, one.bottom)] for at, one in enumerate(lined, 1))
    return [(one.text, two.text) for one, others in zip(lined, near, strict=True) for two in others if one.covers(two)]


def words_of(pdf: bytes) -> list[list[Word]]:
    """Return each page's words."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()
    pages = []
    for page in told.split("<page ")[1:]:
        found = ((text, *map(float, place)) for *place, text in _WORD.findall(page))
        pages.append([Word(*one) for one in found])
    return pages


def strokes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Return the ends of each straight stroke, as heights in points above the page's lower edge."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [stroke for page in document.pages for stroke in _strokes(page)]


def _strokes(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    matrices, points = [pikepdf.Matrix()], []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            matrices.append(matrices[-1])
        elif operator == "Q":
            matrices.pop()
        elif operator == "cm":
            matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
        elif operator in {"m", "l"}:
            _, height = matrices[-1].transform((float(operands[0]), float(operands[1])))
            points = [height] if operator == "m" else [*points, height]
        elif operator == "S" and len(points) == 2:
            yield points[0], points[1]


def agreed(words: str, *, lesson: str = "") -> Meeting:
    promises = (replace(PROMISE, words=words), replace(PROMISE, words=words))
    actions = tuple(Action(number, promise) for number, promise in enumerate(promises))
    return Meeting(date(2026, 8, 1), None, {"integrity": Agreement("integrity", {"prcs": 3.5}, words, lesson)}, actions)


@pytest.mark.slow
@_IN_BOTH_LANGUAGES
@pytest.mark.parametrize("sheet", ["plan", "integrity"])
def test_long_words_are_printed_over_nothing(questionnaire: Questionnaire, language: Language, sheet: str) -> None:
    pdf = make_pack(make(questionnaire, language, meeting=agreed(LONG), chosen=frozenset({sheet})))
    pages = words_of(pdf)
    printed = [word.text for page in pages for word in page if word.text == "yearly"]
    assert len(printed) == LONG.count("yearly") * (2 if sheet == "plan" else 1)
    for page in pages:
        assert covered_in(page) == []
        height = 595 if sheet == "plan" else 842
        assert [word.text for word in page if word.text == "yearly" and word.bottom > height - BOTTOM + 2] == []


@pytest.mark.slow
@_IN_BOTH_LANGUAGES
@pytest.mark.alike(1)
def test_heads_and_long_names_are_printed_over_nothing_and_on_the_page(
    questionnaire: Questionnaire, language: Language
) -> None:
    named = replace(STANDARD, name=text(ar="الجمعية الوطنية " * 12, en="National Society " * 12))
    chosen = frozenset({"cover", "summary", "participation", "priorities", "integrity", "how", "annex"})
    for page in words_of(make_pack(make(questionnaire, language, invented=named, chosen=chosen))):
        assert covered_in(page) == []
        height = 842 if max(word.right for word in page) < 595 else 595
        assert max(word.bottom for word in page) < height - 3 * MILLIMETRE


@pytest.mark.slow
def test_lines_to_write_on_end_above_the_footer(questionnaire: Questionnaire) -> None:
    fullest = sorted(questionnaire.sections, key=lambda section: len(section.statements))[-4:]
    chosen = {"plan", *(section.id for section in fullest)}
    strokes = strokes_of(make_pack(make(questionnaire, AR, chosen=frozenset(chosen))))
    assert len(strokes) > 2 * len(chosen)
    assert [ends for ends in strokes if min(ends) < BOTTOM + 1] == []


@pytest.mark.slow
@sampled({"language": [AR, EN], "sheet": ["integrity", "plan"], "words": [FROM_LEFT, FROM_RIGHT]})
def test_own_words_keep_their_direction(
    questionnaire: Questionnaire, language: Language, sheet: str, words: str
) -> None:
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PRCS, (words,)),))
    meeting = agreed(words, lesson=words)
    pdf = make_pack(make(questionnaire, language, result=told, meeting=meeting, chosen=frozenset({sheet})))
    found = [word for page in words_of(pdf) for word in page]
    latin = next(word for word in found if "IFRC" in word.text)
    year = next(word for word in found if word.text == "2026" and abs(word.top - latin.top) < 2)
    assert (year.left < latin.left) is (words is FROM_LEFT)


@pytest.mark.wide
def test_sources_read_from_the_left_on_the_arabic_page(questionnaire: Questionnaire) -> None:
    page = words_of(make_pack(make(questionnaire, AR, chosen=frozenset({"annex"}))))[-1]
    first, last = (next(word for word in page if word.text == text) for text in ("Cliff", "Smyth"))
    assert (first.top, first.left < last.left) == (last.top, True)


def test_a_row_of_the_annex_stays_on_one_page(questionnaire: Questionnaire) -> None:
    """Above the first figure of a page stands the table's head alone, and not the rest of a row."""
    *tables, _method = words_of(make_pack(make(questionnaire, EN, chosen=frozenset({"annex"}))))
    heads = set()
    for page in tables:
        first = min(word.top for word in page if re.fullmatch(r"\d\.\d\d", word.text))
        heads.add(tuple(sorted(word.text for word in page if word.top < first - 2)))
    assert sum("Annex" in head for head in heads) == 2
    assert len(heads) == 4, heads  # two tables, each with its title and without


@pytest.mark.slow
@_IN_BOTH_LANGUAGES
def test_every_letter_is_printed_or_named_and_long_words_break(
    questionnaire: Questionnaire, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    texts = (
        "👍🏽 ❤️ 👨‍👩‍👧 ✓ → ⇒",
        "הערה בעברית",
        "Ελληνικά, комментарий, 中文评论, 日本語, 繁體, 한국어, x̌",
        "𓀀",
        "ж" * 400,
        "س" * 400,
    )
    chosen, comments = frozenset({"integrity"}), (Comments("integrity", Side.PRCS, texts),)
    told = replace(STANDARD.result(questionnaire), comments=comments)
    pdf = make_pack(make(questionnaire, language, result=told, chosen=chosen, size=Size.EVERYTHING))
    assert caplog.messages == []  # none that it is no PDF/UA
    found = "".join(word.text for page in words_of(pdf) for word in page)
    for words in ("👍", "❤", "✓", "→", "⇒", "Ελληνικά", "комментарий", "中文评论", "日本語", "繁體", "한국어"):
        assert words in found
    assert found.count("U+13000") == 2
    assert "U+13000EGYPTIANHIEROGLYPHA001" in found
    words = [word for page in words_of(pdf) for word in page]
    assert max(word.right for word in words) < 595 - 14 * MILLIMETRE
    assert min(word.left for word in words) > 14 * MILLIMETRE
