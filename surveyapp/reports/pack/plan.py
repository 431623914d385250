"""The sheet that the meeting ends with: lessons, the action plan, the day of follow-up, signatures."""

from collections.abc import Iterator, Sequence

from surveyapp.core.conduct.actions import Action
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import Block, Cell, Reader, Sheet, block, table
from surveyapp.words.actions import STATUSES

BLANK_ROWS, ROW_HEIGHT = 4, 17
LESSON_LINES = 2
WIDTHS = {"action": 22, "due": 10, "evidence": 16, "status": 11}
"""Shares of the columns of the action plan, by their keys; those of others are between them."""
USUAL, WIDEST, LETTERS_A_SHARE = 12, 40, 7
"""A column of which a cell has more letters than so many a share is wider than usual, up to a bound."""


def plan(reader: Reader) -> Iterator[Sheet]:
    """Yield lessons and the action plan, with what was written already and room for more."""
    form = reader.questionnaire.meeting_form
    head: list[Cell] = [reader.words(column.label) for column in form.action_plan_columns]
    keys = [column.key for column in form.action_plan_columns]
    rows: list[list[Cell]] = [_planned(reader, action, keys) for action in reader.pack.meeting.actions]
    rows += [[""] * len(keys)] * max(BLANK_ROWS - len(rows), 2)
    shares = _shares(keys, rows)
    shown = table(head, rows, widths=[f"{share}fr" for share in shares], height=ROW_HEIGHT)
    yield reader.sheet(
        reader.words(form.action_plan_title),
        {**shown, "long": [column for column, share in enumerate(shares) if share > USUAL]},
        *_lessons(reader),
        _signatures(reader),
        kind="plan",
        is_wide=True,
    )


def _shares(keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    longest = (max(len(str(row[column])) for row in rows) for column in range(len(keys)))
    needed = (min(letters // LETTERS_A_SHARE, WIDEST) for letters in longest)
    return [max(WIDTHS.get(key, USUAL), share) for key, share in zip(keys, needed, strict=True)]


def _lessons(reader: Reader) -> Iterator[Block]:
    """Yield what was learned, topic by topic, or lines to write it on."""
    agreements = reader.pack.meeting.agreements or {}
    titles = {section.id: reader.words(section.title) for section in reader.questionnaire.sections}
    said = [{"term": titles[one.section], "text": one.lesson} for one in agreements.values() if one.lesson]
    yield block("heading", text=reader.words(reader.questionnaire.meeting_form.lesson))
    yield block("terms", terms=said) if said else block("lines", count=LESSON_LINES)


def _signatures(reader: Reader) -> Block:
    """Return who signed and when, or lines to sign on: also where anything was written after both had."""
    form, meeting = reader.questionnaire.meeting_form, reader.pack.meeting
    signed = None if meeting.later or meeting.later_actions else meeting.signed_off
    names = {Side.PRCS: signed.prcs_name, Side.PARTNER: signed.partner_name} if signed else {}
    day = reader.day(signed.signed_on) if signed else ""
    return block(
        "signatures",
        label=reader.words(form.signatures),
        sides=[{"name": reader.names.of(side), "signed": names.get(side, ""), "day": day} for side in Side],
        follow_up=reader.words(form.follow_up_date),
        day=reader.day(meeting.follow_up_on) if meeting.follow_up_on else "",
    )


def _planned(reader: Reader, action: Action, keys: list[str]) -> list[Cell]:
    promise = action.promise
    section = reader.questionnaire.find_section(promise.section) if promise.section else None
    cells = {
        "topic": reader.words(section.title) if section else "",
        "action": promise.words,
        "prcs_lead": promise.prcs_lead,
        "partner_lead": promise.partner_lead,
        "due": reader.day(promise.due),
        "evidence": promise.evidence,
        "status": reader.say(STATUSES[action.status]),
    }
    return [cells.get(key, "") for key in keys]
