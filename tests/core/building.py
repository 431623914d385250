"""Questionnaires, reviews and sheets for tests, in plain Python: a row of characters is one person's answers."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review, Round, State
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.meeting_form import MeetingForm
from surveyapp.core.instrument.questionnaire import (
    ClosingChoice,
    ClosingRating,
    ClosingText,
    Option,
    Part,
    ProfileQuestion,
    Questionnaire,
    Scoring,
    Section,
    SideLabels,
    Terms,
    Thresholds,
)
from surveyapp.core.instrument.scale import Answer, NonAnswer, NonAnswerOption, Scale, ScalePoint
from surveyapp.core.instrument.statement import JointStatement, MirroredStatement, Statement
from surveyapp.core.release.computing import compute_result
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import About, Facet, PromptKey, Side, about_for
from surveyapp.core.text.languages import Text
from tests.languages import AR, EN

SCORING = Scoring(
    level=0.9,
    sd_floor=0.25,
    min_n=3,
    flag_gap_at=0.5,
    shared_strength_min=4.0,
    shared_concern_max=3.0,
    high_dont_know=0.3,
    split_agreement_max=0.2,
)
THRESHOLDS = Thresholds(min_side=3, min_detail=5, min_cell=5)
INDIVIDUALS = AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL)
ROLES = ("leadership", "programmes", "field", "no_answer")
PLACES = ("west_bank", "gaza", "lebanon", "no_answer")


def text(words: str) -> Text:
    return Text({AR: words, EN: words})


def scale(name: str = "frequency5", *, top: int = 5) -> Scale:
    points = tuple(ScalePoint(value, f"p{value}", text(str(value))) for value in range(1, top + 1))
    return Scale(name, points, (NonAnswerOption("dk", text("?")), NonAnswerOption("na", text("-"))), top - 1)


def mirrored(name: str, *, reverse: bool = False) -> MirroredStatement:
    return MirroredStatement(name, text(name), text(name), reverse)


def joint(name: str, *, reverse: bool = False) -> JointStatement:
    return JointStatement(name, text(name), reverse)


def section(name: str, *statements: Statement, part: str = "principles", on: str = "frequency5") -> Section:
    return Section(name, part, on, text(name), text(""), statements, text(""))


SECTIONS = (
    section("integrity", mirrored("honest"), mirrored("open"), joint("fair")),
    section("diversity", mirrored("varied"), joint("equal"), joint("local")),
)
"""Two sections like those of the shipped questionnaire: five and four ratings a person."""


def questionnaire(
    *sections: Section, scoring: Scoring = SCORING, scales: Iterable[Scale] = (scale(),), options: Sequence[str] = ROLES
) -> Questionnaire:
    asked = sections or SECTIONS
    nothing = text("")
    return Questionnaire(
        slug="test",
        title=nothing,
        short_title=nothing,
        reference_period_months=12,
        sides={side: SideLabels(text(side), text(side)) for side in Side},
        terms={side: Terms(text(side), text(side)) for side in Side},
        facets={facet: text(facet) for facet in Facet},
        intro=dict.fromkeys(Side, nothing),
        privacy_notice=nothing,
        labels={},
        scales={one.id: one for one in scales},
        scoring=scoring,
        disclosure=THRESHOLDS,
        profile=(
            ProfileQuestion("role", nothing, tuple(Option(key, nothing) for key in options)),
            ProfileQuestion("location", nothing, tuple(Option(key, nothing) for key in PLACES)),
            ProfileQuestion("involvement", nothing, (Option("under_1", nothing),)),
        ),
        organisation_types=(),
        parts=(Part("principles", nothing, tuple(one.id for one in asked)),),
        sections=asked,
        closing=(
            ClosingRating("overall", "frequency5", nothing),
            ClosingChoice("priorities", 3, nothing),
            ClosingText("start_stop_continue", nothing),
        ),
        thanks=nothing,
        discussion_prompts={},
        meeting_form=MeetingForm(nothing, nothing, nothing, (), nothing, nothing),
    )


def review(
    *,
    policy: Policy = Policy.STANDARD,
    thresholds: Thresholds = THRESHOLDS,
    answering: AnsweringBySide = INDIVIDUALS,
    demonstration: bool = False,
) -> Review:
    return Review(
        id=1,
        round=Round(1, "2026", text("2026")),
        partner=Partnership(1, "norcross", text("Norwegian Red Cross"), "national_society", demonstration),
        questionnaire="test@0123456789ab",
        state=State.CLOSED,
        policy=policy,
        thresholds=thresholds,
        answering=answering,
        closes_on=date(2030, 12, 31),
        closes_at=datetime(2030, 12, 31, 22, tzinfo=UTC),
    )


def answer(character: str) -> Answer | None:
    """``1``–``9`` a point of the scale, ``-`` don't know, ``x`` does not apply, ``.`` skipped."""
    return {"-": NonAnswer.DONT_KNOW, "x": NonAnswer.NOT_APPLICABLE, ".": None}.get(character) or (
        int(character) if character.isdigit() else None
    )


def ratings(keys: Iterable[PromptKey], row: str) -> dict[PromptKey, Answer]:
    given = {key: answer(character) for key, character in zip(keys, row, strict=True)}
    return {key: value for key, value in given.items() if value is not None}


def all_keys(asked: Questionnaire) -> tuple[PromptKey, ...]:
    """Return every rating of one form: section by section, about us, about the other side, joint."""
    return tuple(key for one in asked.sections for about in About for key in one.keys(about))


def sheets_of(asked: Questionnaire, side: Side, rows: Iterable[str], **rest: object) -> list[AnswerSheet]:
    """Return one sheet for each row, whose characters are the ratings in the order of ``all_keys``."""
    return [replace(AnswerSheet(side, ratings(all_keys(asked), row)), **rest) for row in rows]


def even_sheets(asked: Questionnaire, side: Side, points: Iterable[str], **rest: object) -> list[AnswerSheet]:
    """Return one sheet for each character, each giving that one answer to everything."""
    size = len(all_keys(asked))
    return sheets_of(asked, side, (point * size for point in points), **rest)


def facet_rows(asked: Questionnaire, side: Side, rows: Iterable[str], *, facet: Facet) -> list[AnswerSheet]:
    """Return one sheet for each row, whose characters are the ratings of one facet of the first section."""
    keys = asked.sections[0].keys(about_for(side, facet))
    return [AnswerSheet(side, ratings(keys, row)) for row in rows]


def many_sheets(asked: Questionnaire, size: int, *, seed: int = 0) -> list[AnswerSheet]:
    """Return as many sheets of both sides, answered anyhow, with everything that is asked beside the ratings."""
    rng = random.Random(f"{size} {seed}")
    return [
        AnswerSheet(
            rng.choice(tuple(Side)),
            ratings(all_keys(asked), "".join(rng.choices("12345445-x.", k=len(all_keys(asked))))),
            {"role": rng.choice(ROLES), "location": rng.choice(PLACES)},
            {asked.sections[0].id: Comment(str(number), share=True)},
            {"overall": rng.randint(1, 5)},
            tuple(one.id for one in asked.sections if rng.random() < 0.5),
        )
        for number in range(size)
    ]


def computed(
    asked: Questionnaire,
    sheets: Sequence[AnswerSheet],
    *,
    of: Review | None = None,
    invited: Mapping[Side, int] | None = None,
) -> ReviewResult:
    return compute_result(
        asked,
        of or review(),
        sheets=sheets,
        invited=invited or {side: sum(one.side is side for one in sheets) for side in Side},
        comment_order=lambda words: words,
    )


def organisation(side: Side) -> AnsweringBySide:
    ways = {one: Answering.ORGANISATION if one is side else Answering.INDIVIDUAL for one in Side}
    return AnsweringBySide(ways[Side.PRCS], ways[Side.PARTNER])
