"""What each recorded action is called; a step that records a new one adds it here."""

from surveyapp.core.wire import canonical_json
from surveyapp.store.audit import Entry, read_details
from surveyapp.web.i18n import gettext, marked

FAMILIES: dict[str, str] = {
    "review": marked("Reviews"),
    "invitation": marked("Links"),
    "answers": marked("Answers collected elsewhere"),
    "keying": marked("Paper forms"),
    "results": marked("Results"),
    "meeting": marked("Meetings"),
    "action": marked("Actions"),
    "partner": marked("Partners"),
    "round": marked("Rounds"),
    "questionnaire": marked("Questionnaires"),
    "staff": marked("Accounts"),
    "program": marked("Programs"),
    "sign_in": marked("Signing in"),
    "audit": marked("The record"),
    "retention": marked("Erasing"),
    "backup": marked("Backups"),
}
"""The first part of each action's name."""

ACTIONS: dict[str, str] = {
    "action.followed_up": marked("Followed up an action"),
    "action.promised": marked("Wrote down an action"),
    "answers.import_undone": marked("Took back answers collected elsewhere"),
    "answers.imported": marked("Took in answers collected elsewhere"),
    "audit.exported": marked("Took the record as a file"),
    "backup.restored": marked("Restored everything from a backup"),
    "backup.written": marked("Took a backup of everything"),
    "invitation.letters_taken": marked("Printed letters"),
    "invitation.list_asked": marked("Asked focal points to confirm a list"),
    "invitation.list_confirmed": marked("Confirmed a list of people"),
    "invitation.list_refused": marked("Objected to a list of people"),
    "invitation.made": marked("Made links"),
    "invitation.named": marked("Invited people by name"),
    "invitation.reissued": marked("Gave somebody another link"),
    "invitation.reminded": marked("Reminded a side"),
    "invitation.returned": marked("Noted that mail came back"),
    "invitation.withdrawn": marked("Withdrew links"),
    "keying.sent": marked("Sent a paper form"),
    "meeting.agreed": marked("Wrote down what was agreed"),
    "meeting.recorded": marked("Wrote down a meeting"),
    "partner.archived": marked("Archived a partner"),
    "partner.changed": marked("Changed a partner"),
    "partner.contacts_set": marked("Set a partner’s focal points"),
    "partner.created": marked("Entered a partner"),
    "partner.merged": marked("Merged two records of a partner"),
    "partner.restored": marked("Took up an archived partner again"),
    "program.created": marked("Let a program in"),
    "program.revoked": marked("Revoked a program’s token"),
    "questionnaire.published": marked("Published a questionnaire"),
    "results.exported": marked("Took results as a file"),
    "retention.purged": marked("Erased what was kept long enough"),
    "review.changed": marked("Changed a review in preparation"),
    "review.closed": marked("Closed a review"),
    "review.created": marked("Prepared a review"),
    "review.extended": marked("Extended a review"),
    "review.opened": marked("Opened a review"),
    "review.sealed": marked("Sealed a review"),
    "review.shared": marked("Shared results with both sides"),
    "round.archived": marked("Took a round as a file"),
    "round.created": marked("Made a round"),
    "round.imported": marked("Took in a round from a file"),
    "round.renamed": marked("Renamed a round"),
    "sign_in.barred": marked("Too many failures: the account is barred for a while"),
    "sign_in.done": marked("Signed in"),
    "sign_in.ended": marked("Signed out"),
    "sign_in.failed": marked("Failed to sign in"),
    "staff.closed": marked("Closed an account"),
    "staff.created": marked("Made an account"),
    "staff.factor_dropped": marked("Took away a second factor"),
    "staff.factor_set": marked("Chose a second factor"),
    "staff.link_asked": marked("Asked for a link to a new password"),
    "staff.link_made": marked("Made a link to a new password"),
    "staff.link_sent": marked("Sent a link to a new password"),
    "staff.password_changed": marked("Chose a password"),
    "staff.recovery_code_used": marked("Used a recovery code"),
    "staff.recovery_codes_renewed": marked("Made new recovery codes"),
    "staff.reopened": marked("Opened a closed account again"),
    "staff.review_given": marked("Gave a review to a facilitator"),
    "staff.review_taken": marked("Took a review from a facilitator"),
    "staff.role_changed": marked("Changed a role"),
    "staff.session_ended": marked("Signed out in another browser"),
    "staff.sessions_ended": marked("Signed out everywhere"),
}


AUTHORS: dict[str, str] = {
    "cli": marked("the command line"),
    "worker": marked("the worker"),
    "visitor": marked("somebody not signed in"),
    "focal_point": marked("a focal point"),
}
"""Who is no member of staff."""


def name_author(author: str) -> str:
    """Return what an author is called in the reader's language; a member of staff by the address."""
    return str(gettext(AUTHORS[author])) if author in AUTHORS else author


def name_action(action: str) -> str:
    """Return what an action is called in the reader's language; its own name when it has none."""
    return str(gettext(ACTIONS[action])) if action in ACTIONS else action


def list_details(entry: Entry) -> str:
    """Return what else was recorded, as ``name: value``."""
    said = {
        name: value if isinstance(value, str) else canonical_json(value) for name, value in read_details(entry).items()
    }
    return ", ".join(f"{name}: {value}" for name, value in said.items())
