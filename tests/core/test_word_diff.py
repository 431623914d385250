"""The difference of two sentences, word by word: readable, and true to both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.instrument.word_diff import Mark, diff_words

SIGNS = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "[+{}+]"}


def shown(old: str, new: str) -> str:
    return "".join(SIGNS[mark].format(text) for mark, text in diff_words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("We keep our word.", "We keep our promise.", "We keep our [-word-][+promise+].", id="a word"),
        pytest.param("We keep it.", "We always keep it.", "We[+ always+] keep it.", id="one more"),
        pytest.param("a big old house", "a small new house", "a [-big old-][+small new+] house", id="a phrase"),
        pytest.param("We keep it", "We keep it.", "We keep it[+.+]", id="a full stop alone"),
        pytest.param("أبداً أو نادراً", "أبداً، أو نادراً", "أبداً[+،+] أو نادراً", id="an Arabic comma, marks kept"),
        pytest.param("One thing.", "All is new", "[-One thing.-][+All is new+]", id="nothing in common"),
        pytest.param("", "New", "[+New+]", id="out of nothing"),
        pytest.param("Old", "", "[-Old-]", id="into nothing"),
        pytest.param("Same", "Same", "Same", id="the same"),
        pytest.param("", "", "", id="nothing at all"),
    ],
)
def test_differences_read_well(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(*[st.lists(st.sampled_from(["we", "نحن", "تفي", " ", "  ", ".", "،", "word", "{Other}"])).map("".join)] * 2)
def test_both_sentences_can_be_read_out_of_it(old: str, new: str) -> None:
    pieces = diff_words(old, new)
    assert "".join(text for mark, text in pieces if mark is not Mark.ADDED) == old
    assert "".join(text for mark, text in pieces if mark is not Mark.REMOVED) == new
