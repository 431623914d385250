"""The last slides: what was promised, what became of it, and room for what is agreed now."""

from collections.abc import Iterator

from surveyapp.core.conduct.actions import Action
from surveyapp.core.sides import Facet, Side
from surveyapp.reports.pack.reader import Reader
from surveyapp.reports.slides.content import SMALL, Line, Slide
from surveyapp.reports.slides.framing import cut, slide
from surveyapp.store.earlier import Earlier
from surveyapp.words.actions import STATUSES
from surveyapp.words.editions import editions_note
from surveyapp.words.joining import commas, named
from surveyapp.words.verdicts import verdicts


def promised(reader: Reader) -> Iterator[Slide]:
    """Yield what was agreed last time, what became of it, and whether the gap closed; nothing at a first review."""
    earlier = reader.pack.earlier
    if earlier is None:
        return
    actions = earlier.meeting.actions
    lines = [line for action in actions for line in _promise(reader, action, earlier)]
    note = editions_note(earlier.moves.methods, reader.language)
    yield slide(
        reader,
        reader.say("What was agreed last time"),
        above=reader.say("Actions agreed in %(round)s", round=reader.name(earlier.round_title)),
        lines=lines or [Line(reader.say("No action was agreed last time."))],
        notes=[*(one for action in actions for one in _in_full(reader, action)), *([note] if note and actions else [])],
    )


def planned(reader: Reader) -> Iterator[Slide]:
    """Yield what this review's meeting has promised already; nothing before it met."""
    actions = reader.pack.meeting.actions
    if actions:
        yield slide(
            reader,
            reader.words(reader.questionnaire.meeting_form.action_plan_title),
            lines=[line for action in actions for line in _plan(reader, action)],
            notes=[one for action in actions for one in _in_full(reader, action)],
        )


def blank(reader: Reader) -> Iterator[Slide]:
    """Yield two forms to type in: what both sides agree on of a topic, and what is promised."""
    form, facets = reader.questionnaire.meeting_form, reader.questionnaire.facets
    yield slide(
        reader,
        reader.say("Agreed in the meeting"),
        above=reader.say("To be filled in at the meeting; copy the slide for each further topic"),
        form=[reader.say("Topic"), *(reader.words(facets[facet]) for facet in Facet), reader.words(form.lesson)],
        notes=[
            reader.say(
                "In each field: a score that both sides agree on, or “%(words)s”.",
                words=reader.words(form.still_differ),
            )
        ],
    )
    yield slide(
        reader,
        reader.words(form.action_plan_title),
        above=reader.say("To be filled in at the meeting; copy the slide for each further action"),
        form=[reader.words(column.label) for column in form.action_plan_columns],
        notes=[reader.words(form.follow_up_date)],
    )


def _promise(reader: Reader, action: Action, earlier: Earlier) -> Iterator[Line]:
    """Yield an action with its outcome, then what became of the gap that it was about."""
    yield from _agreed(reader, action)
    outcome = reader.say("Outcome")
    yield Line(reader.say(STATUSES[action.status]), lead=f"{outcome}:", size=SMALL, is_heading=True)
    if action.note:
        yield Line(cut(action.note), size=SMALL, is_heading=True, is_theirs=True)
    closed = [one.sentence for one in verdicts(reader.names, action.promise, earlier.moves)]
    yield Line(" ".join(closed), lead=reader.say("Did the gap close?"), size=SMALL)


def _plan(reader: Reader, action: Action) -> Iterator[Line]:
    promise = action.promise
    leads = [named(reader.names.of(side), lead, reader.language) for side, lead in _leads(action) if lead]
    yield from _agreed(reader, action)
    yield Line(cut(commas([*leads, reader.day(promise.due)], reader.language)), size=SMALL)


def _agreed(reader: Reader, action: Action) -> Iterator[Line]:
    yield Line("", lead=_topic(reader, action), is_heading=True)
    yield Line(cut(action.promise.words), is_heading=True, is_theirs=True)


def _leads(action: Action) -> list[tuple[Side, str]]:
    return [(Side.PRCS, action.promise.prcs_lead), (Side.PARTNER, action.promise.partner_lead)]


def _topic(reader: Reader, action: Action) -> str:
    """Return what an action is about: its topic, and the facet of it that was meant."""
    promise, facets = action.promise, reader.questionnaire.facets
    section = promise.section and reader.questionnaire.find_section(promise.section)
    if not section:
        return reader.say("No single topic")
    meant = [reader.words(facets[promise.facet])] if promise.facet else []
    return " – ".join([reader.words(section.title), *meant])


def _in_full(reader: Reader, action: Action) -> list[str]:
    """Return an action as it was written, for those of which a slide shows the beginning."""
    texts = [action.promise.words, action.note]
    return [named(_topic(reader, action), text, reader.language) for text in texts if cut(text) != text]
