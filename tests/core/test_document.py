"""docs/method.md says what the code does: cited sections exist, quoted sentences and numbers are those in force."""

import re
from pathlib import Path

import pytest

import surveyapp.core
from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.comparison.partners import PARTNERSHIPS_FOR_INTERVAL
from surveyapp.core.conduct.review import Policy
from surveyapp.core.method.ranks import EXACT_UP_TO, EXACT_WITH_A_SIDE_OF
from surveyapp.core.method.readings import SPLIT_FROM
from surveyapp.core.method.standing import RATINGS_OF_A_FEW
from surveyapp.core.method.summary import LINES_SHOWN
from surveyapp.core.method.uncertainty import APART_MARGIN, PRIOR_DF, UNMEASURED
from surveyapp.core.release.blurring import COARSENESS
from surveyapp.core.release.correlating import PAIRS_NEEDED, PEOPLE_NEEDED
from surveyapp.core.release.cuts import MOST_GROUPS
from surveyapp.core.release.disclosure import LEAST, sentence
from surveyapp.core.release.scoring import LEAST_SPREAD
from surveyapp.core.results import Reading, Why
from surveyapp.words.readings import NAMES
from tests.core.building import THRESHOLDS

CORE = Path(surveyapp.core.__file__).parent
METHOD = (CORE.parent.parent / "docs" / "method.md").read_text(encoding="utf-8")


def test_the_sections_that_code_cites_exist() -> None:
    headings = set(re.findall(r"^## (\d+)\.", METHOD, re.MULTILINE))
    cited = {}
    for path in CORE.rglob("*.py"):
        lists = re.findall(r"docs/method\.md, sections? ([\d, and to]+)", path.read_text(encoding="utf-8"))
        cited[path.name] = {number for one in lists for number in re.findall(r"\d+", one)}
    assert sum(map(len, cited.values())) > 30
    assert {name: numbers - headings for name, numbers in cited.items() if numbers - headings} == {}


def test_the_files_that_it_names_exist() -> None:
    named = set(re.findall(r"`((?:core|tools)/[\w/]+)\.py`", METHOD))
    assert named
    homes = {"core": CORE.parent, "tools": CORE.parents[1]}
    assert [one for one in named if not (homes[one.partition("/")[0]] / f"{one}.py").exists()] == []


@pytest.mark.parametrize("why", Why)
def test_the_sentences_are_quoted(why: Why) -> None:
    assert f"| `{why}` | {sentence(why, THRESHOLDS)} |" in METHOD


def test_the_readings_are_listed_in_their_order_with_their_names() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| ([^|]+) \|$", METHOD, re.MULTILINE)[: len(Reading) - 1]
    assert rows == [(reading, str(NAMES[reading])) for reading in Reading if reading is not Reading.TOO_FEW]
    assert f"`{Reading.TOO_FEW}` stands where" in METHOD


SHIPPED = load_questionnaire(CORE.parent.parent / "questionnaires" / "code-of-good-partnership.yaml")
SCORING, LIMITS = SHIPPED.scoring, SHIPPED.disclosure
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 10: "ten"}
SAID = (
    f"s0²   = mean of s² over all released cells of both sides, at least {SCORING.sd_floor}²",
    f"s̃²    = ({PRIOR_DF}·s0² + (n − 1)·s²) / ({PRIOR_DF} + n − 1)",
    f"f = {PRIOR_DF} + mean n − 1",
    f"borrows {WORDS[PRIOR_DF]} degrees of freedom",
    f"ends  = gap ± t({(1 + SCORING.level) / 2:g}; df) · SE",
    f"the page shows how rough: a {SCORING.level * 100:.0f} % interval",
    f"the people who rated both, where they are {WORDS[PEOPLE_NEEDED]} or more",
    f"where fewer than {WORDS[PAIRS_NEEDED]} pairs count",
    f"or nobody who counts rated anything differently, {UNMEASURED} is taken",
    f"rounded up to a tenth, at least {float(LEAST_SPREAD)}",
    f"each topic that asks {WORDS[RATINGS_OF_A_FEW]} ratings a person or more",
    f"\\|gap\\| is {SCORING.flag_gap_at} or more, and kept by Benjamini and Hochberg's procedure at "
    f"{SCORING.false_discovery:.2f} over all comparisons of the review",
    f"`possible_gap` | \\|gap\\| is {SCORING.flag_gap_at} or more |",
    f"both scores are {SCORING.shared_strength_min} or more",
    f"both scores are {SCORING.shared_concern_max} or less",
    f"the interval lies within ±{SCORING.alike_within}",
    f"where {WORDS[SPLIT_FROM]} or more rated it and their agreement is {SCORING.split_agreement_max} or less",
    f'"don\'t know" is {SCORING.high_dont_know * 100:.0f} % or more',
    f"`Σ 2·P(T > {SCORING.flag_gap_at - APART_MARGIN:g}/SE)`",
    f"first {WORDS[LINES_SHOWN]} lines stand",
    f"while both sides together are {EXACT_UP_TO} people or fewer, or the smaller side {EXACT_WITH_A_SIDE_OF} or fewer",
    f"an interval (one-sample t over the k gaps) from {WORDS[PARTNERSHIPS_FOR_INTERVAL]} partnerships",
    f"A figure *moved* when its two tenths are {SCORING.flag_gap_at} or more apart",
    f"A question with more than {MOST_GROUPS} groups to show is not cut by",
    f"`min_side` ({LIMITS.min_side}), `min_detail` ({LIMITS.min_detail}), `min_cell` ({LIMITS.min_cell})",
    f"`min_side` is never below {LEAST[Policy.STANDARD]}",
    f"All three numbers of people are at least {LEAST[Policy.PROTECTED]}",
)


@pytest.mark.parametrize("said", SAID)
def test_the_numbers_are_those_in_force(said: str) -> None:
    assert " ".join(said.split()) in " ".join(METHOD.split())


def test_the_steps_are_those_in_force() -> None:
    lasts = [rule.people for rule in COARSENESS]
    rows = [
        ("5" if last == 5 else "6–10" if last == 10 else "11 or more", str(float(rule.step)), rule.margin)
        for last, rule in zip(lasts, COARSENESS, strict=True)
    ]
    for people, step, margin in rows:
        ends = "–".join(f"{float(end):g}" for end in (1 + margin, 5 - margin))
        assert f"| {people} | {step} | {ends} |" in METHOD
