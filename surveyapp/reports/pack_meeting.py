"""The sheets that the meeting writes on: last time's promises, lessons, the action plan, signatures."""

from collections.abc import Iterator

from surveyapp.charts.wording import difference
from surveyapp.core.actions import Action
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack_content import Earlier
from surveyapp.reports.pack_reader import NOTHING, Cell, Reader, Sheet, block, table

BLANK_ROWS, ROW_HEIGHT = 6, 17
LESSON_LINES = 4


def promises(reader: Reader) -> Iterator[Sheet]:
    """Yield what was promised last time, what became of it, and whether the gap closed; nothing at a first review."""
    earlier = reader.pack.earlier
    if earlier is None:
        return
    labels = reader.labels
    rows = [_promise(reader, action, earlier) for action in earlier.meeting.actions]
    head = [labels.topic, labels.promised, labels.became, labels.did_it_close]
    listed = table(list(head), rows, widths=["1.1fr", "2fr", "1.4fr", "1.5fr"])
    content = listed if rows else block("text", text=labels.nothing_promised)
    title = labels.promises_from.format(round=reader.name(earlier.round_title))
    yield reader.sheet(labels.promises, block("lead", text=title), content, kind="promises", is_wide=True)


def lessons(reader: Reader) -> Iterator[Sheet]:
    """Yield what was learned, or lines to write it on, and the first action."""
    form, agreements = reader.questionnaire.meeting_form, reader.pack.meeting.agreements or {}
    titles = {section.id: reader.say(section.title) for section in reader.questionnaire.sections}
    said = [{"term": titles[a.section], "text": a.lesson} for a in agreements.values() if a.lesson]
    yield reader.sheet(
        reader.labels.lessons,
        block("heading", text=reader.say(form.lesson)),
        block("terms", terms=said) if said else block("lines", count=2 * LESSON_LINES),
        block("heading", text=reader.labels.first_action),
        block("lines", count=LESSON_LINES),
        kind="lessons",
    )


def plan(reader: Reader) -> Iterator[Sheet]:
    """Yield the action plan with what was promised already and blank rows, signatures, and the day of follow-up."""
    form = reader.questionnaire.meeting_form
    head: list[Cell] = [reader.say(column.label) for column in form.action_plan_columns]
    keys = [column.key for column in form.action_plan_columns]
    rows = [_planned(reader, action, keys) for action in reader.pack.meeting.actions]
    rows += [[""] * len(keys)] * max(BLANK_ROWS - len(rows), 2)
    follow_up = reader.pack.meeting.follow_up_on
    names = [reader.view.side_name(Side.PRCS), reader.say(reader.pack.review.partner.name)]
    yield reader.sheet(
        reader.say(form.action_plan_title),
        table(head, rows, widths=["1.2fr", "2.2fr", "1.2fr", "1.2fr", "1fr", "1.6fr", "1.1fr"], height=ROW_HEIGHT),
        block(
            "signatures",
            label=reader.say(form.signatures),
            names=names,
            follow_up=reader.say(form.follow_up_date),
            day=reader.day(follow_up) if follow_up else "",
        ),
        kind="plan",
        is_wide=True,
    )


def _promise(reader: Reader, action: Action, earlier: Earlier) -> list[Cell]:
    became = reader.labels.status[action.status]
    section = action.promise.section
    found = reader.questionnaire.find_section(section) if section else None
    note = f"{became}: {action.note}" if action.note else became
    closed = _gaps(reader, section, earlier.result)
    return [reader.say(found.title) if found else NOTHING, action.promise.words, note, closed]


def _gaps(reader: Reader, section_id: str | None, before: ReviewResult | None) -> str:
    """Return the gaps then and now, facet by facet, of those that both rounds released."""
    then = {s.id: s for s in before.sections}.get(section_id or "") if before else None
    now = {s.id: s for s in reader.result.sections}.get(section_id or "")
    if then is None or now is None:
        return NOTHING
    lines = []
    for facet in Facet:
        was, is_now = then.facets[facet].gap.value, now.facets[facet].gap.value
        if was is not None and is_now is not None:
            name = reader.say(reader.questionnaire.facets[facet])
            lines.append(reader.labels.then_now.format(facet=name, then=difference(was), now=difference(is_now)))
    return "\n".join(lines) or NOTHING


def _planned(reader: Reader, action: Action, keys: list[str]) -> list[Cell]:
    promise = action.promise
    section = reader.questionnaire.find_section(promise.section) if promise.section else None
    cells = {
        "topic": reader.say(section.title) if section else "",
        "action": promise.words,
        "prcs_lead": promise.prcs_lead,
        "partner_lead": promise.partner_lead,
        "due": reader.day(promise.due),
        "evidence": promise.evidence,
        "status": reader.labels.status[action.status],
    }
    return [cells.get(key, "") for key in keys]
