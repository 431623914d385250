"""Words are joined as the reader's language joins them."""

import pytest

from surveyapp.words.joining import commas, lowered, named, semicolons
from tests.languages import AR, EN


def test_lists_have_the_punctuation_of_their_language() -> None:
    assert [commas(["a", "b", "c"], one) for one in (EN, AR)] == ["a, b, c", "a، b، c"]
    assert [semicolons(["a, b", "c"], one) for one in (EN, AR)] == ["a, b; c", "a, b؛ c"]


def test_a_list_of_one_or_of_none_needs_none() -> None:
    assert (commas(["a"], EN), commas([], EN), semicolons(iter(()), AR)) == ("a", "", "")


def test_a_per_cent_sign_in_a_name_is_no_place_to_fill() -> None:
    assert commas(["100%", "%(after)s", "c"], EN) == "100%, %(after)s, c"
    assert named("50% (a)", "%s", EN) == "50% (a): %s"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("What PRCS does", "what PRCS does"), ("PRCS does", "PRCS does"), ("ما تقوم به", "ما تقوم به"), ("", "")],
)
def test_lowered_spares_abbreviations(words: str, expected: str) -> None:
    assert lowered(words) == expected
