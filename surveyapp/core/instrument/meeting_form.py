"""What the meeting fills in by hand: the words of a questionnaire for it."""

from dataclasses import dataclass

from surveyapp.core.text.languages import Text
from surveyapp.core.wire import added_later


@dataclass(frozen=True, slots=True)
class ActionColumn:
    """One column of the action plan."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """What the meeting fills in by hand. ``agreed_score`` is what earlier versions held: it is shown nowhere."""

    still_differ: Text
    lesson: Text
    action_plan_title: Text
    action_plan_columns: tuple[ActionColumn, ...]
    follow_up_date: Text
    signatures: Text
    agreed_score: Text | None = added_later(None)  # noqa: RUF009 - it never changes
