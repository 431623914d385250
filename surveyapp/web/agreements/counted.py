"""How much of a review's meeting is written down by now: what is said after each step."""

from surveyapp.core.conduct.actions import Meeting
from surveyapp.web.i18n import gettext, ngettext


def agreed_told(meeting: Meeting) -> str:
    """Return of how many topics something was agreed."""
    count = sum(not one.is_empty for one in (meeting.agreements or {}).values())
    return ngettext("%(num)s topic has an agreement.", "%(num)s topics have an agreement.", count)


def promised_told(meeting: Meeting) -> str:
    """Return how many actions were agreed."""
    count = len(meeting.actions)
    return ngettext("%(num)s action is agreed.", "%(num)s actions are agreed.", count)


def settled_told(meeting: Meeting) -> str:
    """Return how many of the actions are not settled."""
    count = sum(not one.status.is_settled for one in meeting.actions)
    if not count:
        return gettext("All agreed actions are settled.")
    return ngettext("%(num)s action is not settled yet.", "%(num)s actions are not settled yet.", count)
