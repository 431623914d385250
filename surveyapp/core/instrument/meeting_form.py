"""What the meeting fills in by hand: the words of a questionnaire for it."""

from dataclasses import dataclass

from surveyapp.core.text.languages import Text


@dataclass(frozen=True, slots=True)
class ActionColumn:
    """One column of the action plan."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """What the meeting fills in by hand."""

    agreed_score: Text
    still_differ: Text
    lesson: Text
    action_plan_title: Text
    action_plan_columns: tuple[ActionColumn, ...]
    follow_up_date: Text
    signatures: Text
