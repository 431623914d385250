"""docs/method.md says what the code does: cited sections exist, quoted sentences and numbers are those in force."""

import re
from pathlib import Path

import pytest

import surveyapp.core
from surveyapp.core.blurring import COARSENESS
from surveyapp.core.cuts import MOST_GROUPS
from surveyapp.core.disclosure import sentence
from surveyapp.core.gaps import RANKED_UP_TO
from surveyapp.core.ranks import EXACT_UP_TO
from surveyapp.core.results import Reading, Why
from tests.core.building import THRESHOLDS

CORE = Path(surveyapp.core.__file__).parent
METHOD = (CORE.parent.parent / "docs" / "method.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(CORE.glob("*.py")), ids=lambda path: path.stem)
def test_the_sections_that_code_cites_exist(path: Path) -> None:
    headings = set(re.findall(r"^## (\d+)\.", METHOD, re.MULTILINE))
    lists = re.findall(r"docs/method\.md, sections? ([\d, and]+)", path.read_text(encoding="utf-8"))
    assert {number for cited in lists for number in re.findall(r"\d+", cited)} <= headings


@pytest.mark.parametrize("why", Why)
def test_the_sentences_are_quoted(why: Why) -> None:
    assert f"| `{why}` | {sentence(why, THRESHOLDS)} |" in METHOD


def test_the_readings_are_listed_in_their_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", METHOD, re.MULTILINE)[: len(Reading)] == list(Reading)


def test_the_numbers_are_those_in_force() -> None:
    assert f"more than {RANKED_UP_TO} persons" in METHOD
    assert f"at most {EXACT_UP_TO} people; beyond that" in METHOD
    assert f"more than {MOST_GROUPS} groups" in METHOD
    assert [str(float(rule.step)) for rule in COARSENESS] == re.findall(r"\| ([\d.]+) \| [\d.]+–[\d.]+ \|", METHOD)
