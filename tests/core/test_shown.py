"""What people wrote, as others are shown it, and as spreadsheets take it."""

import csv
import json
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.text.shown import shown, shown_in, shown_json, shown_whole
from surveyapp.core.text.spreadsheets import neutralised
from surveyapp.reports.exports.cells import as_cell, as_csv
from tests.hostile import HIDING, HOSTILE, PLAIN, hidden_in

KEPT = [
    "می‌رود",
    "هە‌ڵ",
    "سَلَامٌ",
    "👩🏽‍🔧",
    "❤️ 👍🏽",
    "日本赤十字社",
    "e\u0301",
    "a\nb\tc",
    "اتفقنا (نعم) – 3.5",
    "\u0661\u06dd",
]


@pytest.mark.parametrize("hiding", HIDING, ids=lambda one: f"U+{ord(one):04X}")
def test_nothing_that_hides_or_reorders_is_shown(hiding: str) -> None:
    assert shown(f"a{hiding}b").replace("\n", "").replace("\ufffd", "") == "ab"
    assert hidden_in(shown_whole(f"ا{hiding}b")) == []


@pytest.mark.parametrize("words", KEPT)
def test_what_letters_and_signs_need_stays(words: str) -> None:
    assert (shown(words), shown_whole(words)) == (words, words)


def test_all_of_it_together() -> None:
    assert shown(HOSTILE) == PLAIN


def test_what_sets_names_apart_stays_in_our_own_sentences_and_nobody_else_closes_it() -> None:
    assert shown_whole("\u2068Name\u2069: \u2066−0.8\u2069") == "\u2068Name\u2069: \u2066−0.8\u2069"
    for broken in ("\u2068a", "a\u2069b\u2068", "\u2068a\u2069\u2069", "\u2066\u2066a\u2069"):
        assert hidden_in(shown_whole(broken), also="\u2066\u2068\u2069") == []
    assert shown("\u2066a\u2069") == "a"


@given(st.text())
def test_cleaning_again_changes_nothing_and_no_text_is_too_odd(text: str) -> None:
    once = shown(text)
    once.encode()
    assert shown(once) == shown_whole(once) == once


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_programs_read_what_was_typed_and_terminals_do_not(text: str) -> None:
    document = shown_json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(document) == {"a": text}
    assert hidden_in(document, also="\u2066\u2068\u2069") == []


def test_every_text_within_data_is_cleaned() -> None:
    data = {"a": [HOSTILE, {"b": (HOSTILE, 3, None, True, 0.5)}]}
    assert shown_in(data) == {"a": [PLAIN, {"b": [PLAIN, 3, None, True, 0.5]}]}


UNSEEN = ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u200d", "\u202e", "\u2067", "\U000e0001", "\x1b", "\ufe0f"]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe62", "\t", "\r", "\n"]
)
@pytest.mark.parametrize("unseen", UNSEEN, ids=lambda one: "".join(f"U+{ord(c):04X}" for c in one) or "nothing")
def test_no_cell_begins_as_a_formula(unseen: str, sign: str) -> None:
    for write in (neutralised, as_cell):
        assert write(f"{unseen}{sign}1+1").startswith("'") or (unseen and sign in "\t\r\n")
    cell = next(csv.reader(StringIO(as_csv([[f"{unseen}{sign}1"]]).decode().removeprefix("\ufeff"), newline="")))[0]
    seen = "".join(c for c in cell if unicodedata.category(c)[0] not in "ZC")
    assert unicodedata.normalize("NFKC", seen)[0] not in "=+-@"


@pytest.mark.parametrize("value", [-1, -0.5, 3, None, "a=1", "الهلال", "3.5", "−0.8"])
def test_numbers_and_plain_words_stay_as_they_are(value: object) -> None:
    assert as_cell(value) == value
