"""The sheets that the meeting writes on: last time's promises, lessons, the action plan, signatures."""

from collections.abc import Iterator

from surveyapp.core.conduct.actions import Action
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import Cell, Reader, Sheet, block, leading, table
from surveyapp.store.earlier import Earlier
from surveyapp.words.actions import STATUSES
from surveyapp.words.editions import editions_note
from surveyapp.words.joining import named
from surveyapp.words.verdicts import verdicts

BLANK_ROWS, ROW_HEIGHT = 6, 17
LESSON_LINES = 4
WIDTHS = {"action": "2.2fr", "due": "1fr", "evidence": "1.6fr", "status": "1.1fr"}
"""Of the columns of the action plan, by their keys; those of others are between them."""


def promises(reader: Reader) -> Iterator[Sheet]:
    """Yield what was promised last time, what became of it, and whether the gap closed; nothing at a first review."""
    earlier = reader.pack.earlier
    if earlier is None:
        return
    rows = [_promise(reader, action, earlier) for action in earlier.meeting.actions]
    head: list[Cell] = [
        reader.say("Topic"),
        reader.say("Agreed"),
        reader.say("Outcome"),
        reader.say("Did the gap close?"),
    ]
    listed = table(head, rows, widths=["1.1fr", "1.7fr", "1fr", "2.4fr"])
    content = listed if rows else block("text", text=reader.say("No action was agreed last time."))
    title = reader.say("Actions agreed in %(round)s", round=reader.name(earlier.round_title))
    note = editions_note(earlier.moves.methods, reader.language)
    notes = [block("text", text=note)] if note and rows else []
    yield reader.sheet(
        reader.say("What was agreed last time"),
        block("lead", text=title),
        content,
        *notes,
        kind="promises",
        is_wide=True,
    )


def lessons(reader: Reader) -> Iterator[Sheet]:
    """Yield what was learned, or lines to write it on, and the first action."""
    form, agreements = reader.questionnaire.meeting_form, reader.pack.meeting.agreements or {}
    titles = {section.id: reader.words(section.title) for section in reader.questionnaire.sections}
    said = [{"term": titles[a.section], "text": a.lesson} for a in agreements.values() if a.lesson]
    yield reader.sheet(
        reader.say("Lessons and first actions"),
        block("heading", text=reader.words(form.lesson)),
        block("terms", terms=said) if said else block("lines", count=2 * LESSON_LINES),
        block("heading", text=reader.say("First action")),
        block("lines", count=LESSON_LINES),
        kind="lessons",
    )


def plan(reader: Reader) -> Iterator[Sheet]:
    """Yield the action plan with what was promised already and blank rows, signatures, and the day of follow-up."""
    form = reader.questionnaire.meeting_form
    head: list[Cell] = [reader.words(column.label) for column in form.action_plan_columns]
    keys = [column.key for column in form.action_plan_columns]
    rows = [_planned(reader, action, keys) for action in reader.pack.meeting.actions]
    rows += [[""] * len(keys)] * max(BLANK_ROWS - len(rows), 2)
    follow_up = reader.pack.meeting.follow_up_on
    names = [reader.names.of(side) for side in Side]
    yield reader.sheet(
        reader.words(form.action_plan_title),
        table(head, rows, widths=[WIDTHS.get(key, "1.2fr") for key in keys], height=ROW_HEIGHT),
        block(
            "signatures",
            label=reader.words(form.signatures),
            names=names,
            follow_up=reader.words(form.follow_up_date),
            day=reader.day(follow_up) if follow_up else "",
        ),
        kind="plan",
        is_wide=True,
    )


def _promise(reader: Reader, action: Action, earlier: Earlier) -> list[Cell]:
    section = action.promise.section
    found = reader.questionnaire.find_section(section) if section else None
    became = reader.say(STATUSES[action.status])
    note = named(became, action.note, reader.language) if action.note else became
    topic = leading(reader.words(found.title), reader.place(found.id)) if found else reader.say("No single topic")
    closed = "\n".join(one.sentence for one in verdicts(reader.names, action.promise, earlier.moves))
    return [topic, action.promise.words, note, closed]


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
