"""Reviews that nobody held, worked out by the program itself: for simulations and attacks."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review, Round, State
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.release.computing import compute_result
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text

QUESTIONNAIRE_FILE = Path(__file__).parents[1] / "questionnaires" / "code-of-good-partnership-first.yaml"
NOBODY = Text({})


def shipped() -> Questionnaire:
    """Return the questionnaire that comes with the program."""
    return load_questionnaire(QUESTIONNAIRE_FILE)


def review(
    questionnaire: Questionnaire, *, policy: Policy = Policy.STANDARD, limits: Thresholds | None = None
) -> Review:
    """Return a closed review of individuals, with the questionnaire's own limits unless told otherwise."""
    return Review(
        id=1,
        round=Round(1, "invented", NOBODY),
        partner=Partnership(1, "invented", NOBODY, "", is_demonstration=True),
        questionnaire=questionnaire.slug,
        state=State.CLOSED,
        policy=policy,
        thresholds=limits or questionnaire.disclosure,
        answering=AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL),
        closes_on=date(2030, 12, 31),
        closes_at=datetime(2030, 12, 31, tzinfo=UTC),
    )


def result_of(questionnaire: Questionnaire, sheets: Sequence[AnswerSheet], *, of: Review | None = None) -> ReviewResult:
    """Return what the program makes of ``sheets``; everybody who was invited answered."""
    people = Counter(sheet.side for sheet in sheets)
    return compute_result(
        questionnaire,
        of or review(questionnaire),
        sheets=sheets,
        invited={side: people[side] for side in Side},
        comment_order=lambda words: words,
    )
