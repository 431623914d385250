"""The pieces of source that ``tools/mutants.py`` breaks are there, once each."""

import pytest

from tools.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.broken)
def test_each_mutant_finds_its_piece_and_its_tests(mutant: Mutant) -> None:
    source = (ROOT / "surveyapp" / mutant.path).read_text(encoding="utf-8")
    assert source.count(mutant.piece) == 1
    assert (ROOT / "tests" / mutant.tests).exists()
