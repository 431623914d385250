"""What each recorded action is called; a step that records a new one adds it here."""

from collections.abc import Iterable

from surveyapp.store.audit import Entry, read_details
from surveyapp.web.i18n import gettext, marked

FAMILIES: dict[str, str] = {
    "review": marked("Reviews"),
    "invitation": marked("Links"),
    "answers": marked("Answers collected elsewhere"),
    "keying": marked("Paper forms"),
    "results": marked("Results"),
    "handout": marked("Handouts"),
    "meeting": marked("Meetings"),
    "action": marked("Actions"),
    "partner": marked("Partners"),
    "round": marked("Rounds"),
    "mail": marked("E-mails"),
    "questionnaire": marked("Questionnaires"),
    "staff": marked("Accounts"),
    "program": marked("Programs"),
    "sign_in": marked("Signing in"),
    "audit": marked("Activity log"),
    "retention": marked("Erasing"),
    "backup": marked("Backups"),
}
"""The first part of each action's name."""

ACTIONS: dict[str, str] = {
    "action.followed_up": marked("Followed up an action"),
    "action.promised": marked("Recorded an action"),
    "action.put_otherwise": marked("Changed the wording of an action"),
    "action.taken_back": marked("Removed an action"),
    "answers.import_undone": marked("Withdrew imported answers"),
    "answers.imported": marked("Imported answers collected elsewhere"),
    "audit.bound": marked("Bound the activity log to the secret key"),
    "audit.exported": marked("Downloaded the activity log as a file"),
    "backup.checked": marked("Checked a backup"),
    "backup.restored": marked("Restored everything from a backup"),
    "backup.written": marked("Made a full backup"),
    "handout.mailed": marked("Mailed focal points a link to the handout"),
    "handout.taken": marked("Fetched the handout"),
    "invitation.address_asked": marked("Recorded another address for someone"),
    "invitation.corrected": marked("Corrected who someone on a list is"),
    "invitation.forms_taken": marked("Printed paper forms with codes"),
    "invitation.letter_asked": marked("Asked for another letter"),
    "invitation.letters_taken": marked("Printed letters"),
    "invitation.links_shown": marked("Saw links without a name"),
    "invitation.list_asked": marked("Asked focal points to confirm a list"),
    "invitation.list_confirmed": marked("Confirmed a list of people"),
    "invitation.list_refused": marked("Objected to a list of people"),
    "invitation.made": marked("Created links"),
    "invitation.named": marked("Invited people by name"),
    "invitation.note_dropped": marked("Dropped a request that awaited a second member of staff"),
    "invitation.reissued": marked("Gave someone another link"),
    "invitation.reminded": marked("Reminded a side"),
    "invitation.return_noted": marked("Noted that an e-mail came back"),
    "invitation.returned": marked("Confirmed that an e-mail came back"),
    "invitation.undelivered": marked("A mail server did not accept an e-mail"),
    "invitation.withdrawal_asked": marked("Asked for a link to be withdrawn"),
    "invitation.withdrawn": marked("Withdrew links"),
    "keying.sent": marked("Sent a paper form"),
    "mail.tried": marked("Sent a test e-mail"),
    "meeting.agreed": marked("Recorded what was agreed"),
    "meeting.mailed": marked("Mailed both sides what was agreed"),
    "meeting.recorded": marked("Recorded a meeting"),
    "meeting.signed_off": marked("Recorded that both sides signed off"),
    "partner.archived": marked("Archived a partner"),
    "partner.changed": marked("Changed a partner"),
    "partner.contacts_set": marked("Set a partner’s focal points"),
    "partner.created": marked("Entered a partner"),
    "partner.merged": marked("Merged two records of a partner"),
    "partner.restored": marked("Restored an archived partner"),
    "program.created": marked("Gave a program access"),
    "program.revoked": marked("Revoked a program’s token"),
    "questionnaire.published": marked("Published a questionnaire"),
    "results.exported": marked("Downloaded results as a file"),
    "retention.purged": marked("Erased what had reached the end of its retention period"),
    "review.changed": marked("Changed a review in preparation"),
    "review.closed": marked("Closed a review"),
    "review.numbers_shown": marked("Saw how many have answered"),
    "review.created": marked("Prepared a review"),
    "review.deleted": marked("Deleted a review in preparation"),
    "review.extended": marked("Extended a review"),
    "review.opened": marked("Opened a review"),
    "review.proposed": marked("Proposed to open a review"),
    "review.sealed": marked("Sealed a review"),
    "review.shared": marked("Shared results with both sides"),
    "round.archived": marked("Downloaded a round as a file"),
    "round.created": marked("Created a round"),
    "round.deleted": marked("Deleted a round without reviews"),
    "round.imported": marked("Imported a round from a file"),
    "round.renamed": marked("Renamed a round"),
    "round.worded": marked("Changed a round’s own subject and sentence"),
    "sign_in.barred": marked("Too many failed attempts: the account is blocked for a while"),
    "sign_in.done": marked("Signed in"),
    "sign_in.ended": marked("Signed out"),
    "sign_in.failed": marked("Failed to sign in"),
    "staff.closed": marked("Closed an account"),
    "staff.created": marked("Created an account"),
    "staff.factor_dropped": marked("Removed two-step verification"),
    "staff.factor_set": marked("Turned on two-step verification"),
    "staff.link_asked": marked("Asked for a link to set a new password"),
    "staff.link_made": marked("Created a link to set a new password"),
    "staff.link_sent": marked("Sent a link to set a new password"),
    "staff.passkey_added": marked("Added a passkey"),
    "staff.passkey_doubted": marked("A passkey was refused: it may have been copied"),
    "staff.passkey_removed": marked("Removed a passkey"),
    "staff.password_changed": marked("Chose a password"),
    "staff.recovery_code_used": marked("Used a recovery code"),
    "staff.recovery_codes_renewed": marked("Created new recovery codes"),
    "staff.reopened": marked("Reopened a closed account"),
    "staff.review_given": marked("Assigned a review to a facilitator"),
    "staff.review_taken": marked("Unassigned a facilitator from a review"),
    "staff.role_changed": marked("Changed a role"),
    "staff.session_ended": marked("Signed out in another browser"),
    "staff.sessions_ended": marked("Signed out everywhere"),
}


PERSON = "person"
"""The detail that holds a person's id: sealing gives people other ids, so that the record keeps no name."""

AUTHORS: dict[str, str] = {
    "cli": marked("the command line"),
    "worker": marked("the worker"),
    "visitor": marked("someone not signed in"),
    "focal_point": marked("a focal point"),
}
"""Who is no member of staff."""


def name_author(author: str) -> str:
    """Return what an author is called in the reader's language; a member of staff by the address."""
    return str(gettext(AUTHORS[author])) if author in AUTHORS else author


def name_action(action: str) -> str:
    """Return what an action is called in the reader's language; its own name when it has none."""
    return str(gettext(ACTIONS[action])) if action in ACTIONS else action


def list_people(entries: Iterable[Entry]) -> list[str]:
    """Return the ids of the people whom entries are about."""
    return [str(told[PERSON]) for told in map(read_details, entries) if PERSON in told]
