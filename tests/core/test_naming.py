"""Names and words as people type them: what is kept of them, and why one is refused."""

import pytest

from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.errors import InputError
from surveyapp.core.text.naming import NAME_LIMIT, read_name, read_words
from surveyapp.core.text.searching import folded, in_order
from surveyapp.core.text.writable import in_one_line

ZWNJ, ZWJ, SOFT_HYPHEN = "\u200c", "\u200d", "\u00ad"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(f"مهرداد می{ZWNJ}رود", f"مهرداد می{ZWNJ}رود", id="Persian"),
        pytest.param(f"نان{ZWNJ}وائی", f"نان{ZWNJ}وائی", id="Urdu"),
        pytest.param(f"بە{ZWNJ}هار", f"بە{ZWNJ}هار", id="Kurdish"),
        pytest.param(f"ه{ZWJ}م", f"ه{ZWJ}م", id="a joiner"),
        pytest.param(f"Kari{SOFT_HYPHEN}anne", "Karianne", id="a soft hyphen from a text processor"),
        pytest.param(f"{ZWNJ}رنا{ZWJ} {ZWNJ}خوري{ZWNJ}", "رنا خوري", id="leftovers around words"),
        pytest.param("\u202bرنا\u202c \u200fخوري\ufeff", "رنا خوري", id="marks of direction"),
        pytest.param("  Rana \u00a0 Khoury\t", "Rana Khoury", id="spaces of every kind"),
        pytest.param("x" * NAME_LIMIT, "x" * NAME_LIMIT, id="as long as may be"),
        pytest.param("👩\u200d🔧 Rana", "👩🔧 Rana", id="a joiner between signs is none between letters"),
    ],
)
def test_a_name_keeps_what_spells_it(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("", "no_name", id="empty"),
        pytest.param(f" {ZWNJ}\u200b", "no_name", id="nothing to be seen"),
        pytest.param("x" * (NAME_LIMIT + 1), "name_too_long", id="too long"),
        pytest.param("Rana\x00", "unwritable", id="NUL"),
        pytest.param("Ra\x1b[31mna", "unwritable", id="what moves a terminal's cursor"),
        pytest.param("Rana\x7f", "unwritable", id="delete"),
        pytest.param("Rana\ud83d", "unwritable", id="half a character"),
        pytest.param("Rana\uf8ff", "unwritable", id="a character of one font alone"),
    ],
)
def test_each_cause_has_its_code(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_name(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" one\r\ntwo\rthree\x0bfour ", "one\ntwo\nthree\nfour", id="ends of lines"),
        pytest.param(f"می{ZWNJ}رود\tو{SOFT_HYPHEN}", f"می{ZWNJ}رود\tو{SOFT_HYPHEN}", id="what spells words"),
        pytest.param("\u202eabc\u202c", "abc", id="what turns words round"),
        pytest.param("a\x00b\nc\x07\x1b", "ab\nc", id="control characters"),
        pytest.param(" \n ", "", id="nothing"),
    ],
)
def test_words_keep_their_lines(typed: str, kept: str) -> None:
    assert read_words(typed, limit=100) == kept


@pytest.mark.parametrize(
    ("typed", "code"), [("x" * 101, "too_many_words"), ("a\ue000b", "unwritable"), ("a\nb\x85\x9f", "unwritable")]
)
def test_words_that_cannot_be_taken(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_words(typed, limit=100)
    assert refused.value.code == code


def test_names_are_alike_however_they_are_joined() -> None:
    assert folded(f"می{ZWNJ}رود") == folded("میرود")


def test_an_address_has_nothing_that_is_not_seen() -> None:
    assert read_address(f"ra{ZWNJ}na@ex{SOFT_HYPHEN}ample.org") == "rana@example.org"


def test_what_is_quoted_of_a_file_stays_in_its_line() -> None:
    assert in_one_line(f"می{ZWNJ}رود\n\x1b\u202e") == f"می{ZWNJ}رود\ufffd\ufffd\ufffd"


def test_numbers_in_names_are_ordered_by_their_size() -> None:
    names = ["ليلى 11", "ليلى 2", "ليلى ١٠", "ليلى", "Ola 1b", "ola 1"]
    assert sorted(names, key=in_order) == ["ola 1", "Ola 1b", "ليلى", "ليلى 2", "ليلى ١٠", "ليلى 11"]
