"""docs/method.md says what the code does: cited sections exist, quoted sentences and numbers are those in force."""

import re
from pathlib import Path

import pytest
from surveyapp.core.method.gaps import RANKED_UP_TO

import surveyapp.core
from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.comparing import PARTNERSHIPS_FOR_INTERVAL
from surveyapp.core.method.ranks import EXACT_UP_TO
from surveyapp.core.method.readings import SPLIT_FROM
from surveyapp.core.release.blurring import COARSENESS
from surveyapp.core.release.cuts import MOST_GROUPS
from surveyapp.core.release.disclosure import LEAST, RATINGS_OF_A_FEW, sentence
from surveyapp.core.release.protected import LEAST_CELLS
from surveyapp.core.results import Reading, Why
from surveyapp.core.review import Policy
from tests.core.building import THRESHOLDS

CORE = Path(surveyapp.core.__file__).parent
METHOD = (CORE.parent.parent / "docs" / "method.md").read_text(encoding="utf-8")


def test_the_sections_that_code_cites_exist() -> None:
    headings = set(re.findall(r"^## (\d+)\.", METHOD, re.MULTILINE))
    for path in CORE.glob("*.py"):
        lists = re.findall(r"docs/method\.md, sections? ([\d, and]+)", path.read_text(encoding="utf-8"))
        assert {number for cited in lists for number in re.findall(r"\d+", cited)} <= headings, path


@pytest.mark.parametrize("why", Why)
def test_the_sentences_are_quoted(why: Why) -> None:
    assert f"| `{why}` | {sentence(why, THRESHOLDS)} |" in METHOD


def test_the_readings_are_listed_in_their_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", METHOD, re.MULTILINE)[: len(Reading)] == list(Reading)


SHIPPED = load_questionnaire(CORE.parent.parent / "questionnaires" / "code-of-good-partnership.yaml")
SCORING, LIMITS = SHIPPED.scoring, SHIPPED.disclosure
WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
SAID = (
    f"while both sides together are at most {EXACT_UP_TO} people; beyond that",
    f"neither side has more than {RANKED_UP_TO} persons with a score",
    f"more than {MOST_GROUPS} groups to show is not cut by",
    f"and the page shows how rough: a {SCORING.level * 100:.0f} % interval after Welch",
    f"v = max(sd, {SCORING.sd_floor})²",
    f"both sides have at least {WORDS[SCORING.min_n]} persons with a score (`min_n`)",
    f"at least {SCORING.high_dont_know * 100:.0f} % of what was scored or not known",
    f"both sides score {SCORING.shared_strength_min} or more",
    f"both sides score {SCORING.shared_concern_max} or less",
    f"{WORDS[SPLIT_FROM]} or more of its people scored it and their agreement is {SCORING.split_agreement_max} or less",
    f"an interval (one-sample t over the k gaps) from {WORDS[PARTNERSHIPS_FOR_INTERVAL]} partnerships",
    f"`min_side` ({LIMITS.min_side}), `min_detail` ({LIMITS.min_detail}), `min_cell` ({LIMITS.min_cell})",
    f"`min_side` is never below {LEAST[Policy.STANDARD]}",
    f"All three numbers of people are at least {LEAST[Policy.PROTECTED]}",
    f"if it asks for {WORDS[RATINGS_OF_A_FEW]} ratings a person or more",
    f"released cells when they are at least {WORDS[LEAST_CELLS]} and at least half of those asked",
)


@pytest.mark.parametrize("sentence", SAID)
def test_the_numbers_are_those_in_force(sentence: str) -> None:
    assert sentence in " ".join(METHOD.split())


def test_half_a_point_makes_a_gap() -> None:
    assert SCORING.flag_gap_at == 0.5
    assert "| `gap` | the gap is half a point or more" in METHOD


def test_the_steps_are_those_in_force() -> None:
    lasts = [rule.people for rule in COARSENESS]
    rows = [
        ("5" if last == 5 else "6–10" if last == 10 else "11 or more", str(float(rule.step)), rule.margin)
        for last, rule in zip(lasts, COARSENESS, strict=True)
    ]
    for people, step, margin in rows:
        ends = "–".join(f"{float(end):g}" for end in (1 + margin, 5 - margin))
        assert f"| {people} | {step} | {ends} |" in METHOD
