"""Importing answers collected elsewhere: a table's rows become responses, all of them or none, each once."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.columns import form_mark
from surveyapp.catalogue.headings import check_form
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import Table
from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.pages import form_pages, unasked
from surveyapp.core.sides import Side
from surveyapp.store import audit, imports, invitations, responses, reviews, turnouts
from surveyapp.store.imports import AnswerImport
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow.answers.judging import Decisions, LeftOut, read_sheets
from surveyapp.workflow.answers.recognising import Memory
from surveyapp.workflow.keys import Keys


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: the answers, one sheet a row, and the unused links to take a link a sheet from.

    ``begun`` are the links behind which somebody has begun to answer; they are taken last, and only if allowed.
    ``known`` are digests by which its rows are known again.
    """

    review: Review
    side: Side
    number: int
    sheets: tuple[AnswerSheet, ...]
    left_out: tuple[LeftOut, ...]
    known: tuple[str, ...]
    untouched: tuple[str, ...]
    begun: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many people's answers there are."""
        return len(self.sheets)

    def draw_links(self, chance: random.Random) -> list[str]:
        """Return one link for each sheet, drawn by lot."""
        untouched = chance.sample(self.untouched, k=min(self.count, len(self.untouched)))
        return untouched + chance.sample(self.begun, k=self.count - len(untouched))


def plan_import(
    session: Session,
    review_id: int,
    *,
    side: Side,
    table: Table,
    report: TableReport,
    keys: Keys,
    now: datetime,
    rules: Decisions,
    may_use_begun: bool = False,
) -> Plan:
    """Return what importing ``table`` would do; changes nothing, but keeps the review from being answered meanwhile.

    Args:
        session: as always.
        review_id: an open review.
        side: whose answers these are.
        table: one person's form a row.
        report: what is wrong with the table's cells already; what else is wrong is added.
        keys: to know again what earlier imports took.
        now: the present instant.
        rules: what was decided of rows in doubt.
        may_use_begun: whether links behind which somebody has begun to answer may be used up when others are too few.

    Raises:
        NotFoundError: there is no such review.
        StateError: it takes no answers at ``now``, or what it took before cannot be known again.
        FaultyTableError: with every fault of the table.
        InputError: an organisation was to have two forms, or the unused links are too few.
    """
    reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    if not review.takes_answers_at(now):
        raise StateError(Code.MAY_NOT_IMPORT, review=review_id, state=review.state, closes=review.closes_on)
    check_form(table, form_mark(review.questionnaire, side), report)
    earlier = imports.list_imports(session, review_id)
    memory = _recall(review_id, earlier, keys)
    questionnaire, asks_profile = get_questionnaire(session, review.questionnaire), review.asks_profile(side)
    pages = form_pages(questionnaire, side, asks_profile=asks_profile)
    passed_over = unasked(questionnaire, asks_profile=asks_profile)
    taken = read_sheets(table, pages, side, report=report, memory=memory, rules=rules, passed_over=passed_over)
    untouched, begun = invitations.list_unused(session, review_id, side=side)
    known, number = tuple(memory.new), len(earlier) + 1
    plan = Plan(review, side, number, taken.sheets, taken.left_out, known, tuple(untouched), tuple(begun))
    _require_links(plan, may_use_begun=may_use_begun)
    return plan


def import_answers(session: Session, plan: Plan, *, now: datetime, chance: random.Random | None = None) -> None:
    """Do what ``plan`` says, and remember it. Neither links nor stored answers follow the order of the file."""
    if not plan.count:
        return
    chance = chance or random.SystemRandom()
    links = plan.draw_links(chance)
    turnouts.begin_day(session, plan.review.id, side=plan.side, now=now)
    invitations.mark_all_sent(session, links)
    stored = [
        responses.put_response(session, sheet, review_id=plan.review.id)
        for sheet in chance.sample(plan.sheets, k=plan.count)
    ]
    made = AnswerImport(plan.number, plan.side, now, plan.count, responses=stored, links=links, known=plan.known)
    imports.put_import(session, plan.review.id, made)
    details = {"side": plan.side.value, "count": plan.count, "number": plan.number}
    audit.record(session, "answers.imported", review_id=plan.review.id, **details)


def _recall(review_id: int, earlier: list[AnswerImport], keys: Keys) -> Memory:
    """Return what earlier imports of the review took, those that were undone apart."""
    counted = [one for one in earlier if not one.is_undone]
    places = {digest: f"import {one.number}" for one in reversed(counted) for digest in one.known}
    memory = Memory(keys.import_key(review_id), places)
    foreign = [one.number for one in counted if memory.sign not in one.known]
    if foreign:
        raise StateError(Code.IMPORTED_UNDER_OTHER_KEY, review=review_id, numbers=", ".join(map(str, foreign)))
    return memory


def _require_links(plan: Plan, *, may_use_begun: bool) -> None:
    """Refuse an import that the links do not suffice for; how many there are would tell how many have answered."""
    rows, details = plan.count, {"review": plan.review.id, "side": plan.side.value, "rows": plan.count}
    if plan.review.answering.of(plan.side) is Answering.ORGANISATION and rows > 1:
        raise InputError(Code.ONE_ROW_PER_ORGANISATION, **details)
    if rows > len(plan.untouched) + len(plan.begun):
        raise InputError(Code.TOO_FEW_LINKS, **details)
    if rows > len(plan.untouched) and not may_use_begun:
        raise InputError(Code.TOO_FEW_UNTOUCHED_LINKS, **details)
