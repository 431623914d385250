"""What is done with accounts, as sentences."""

from collections.abc import Mapping

from surveyapp.web.audit.phrases import Phrase
from surveyapp.web.i18n import marked

SENTENCES: Mapping[str, tuple[Phrase, ...]] = {
    "sign_in.barred": (
        Phrase(marked("%(who)s failed too often to sign in to %(email)s: the account is blocked for a while.")),
    ),
    "sign_in.done": (
        Phrase(marked("%(who)s signed in with a one-time link."), when="by_link"),
        Phrase(marked("%(who)s signed in.")),
    ),
    "sign_in.ended": (Phrase(marked("%(who)s signed out.")),),
    "sign_in.failed": (
        Phrase(marked("%(who)s failed to sign in to %(email)s.")),
        Phrase(marked("%(who)s failed to sign in to an account that does not exist.")),
    ),
    "staff.closed": (Phrase(marked("%(who)s closed the account %(email)s.")),),
    "staff.created": (Phrase(marked("%(who)s created the account %(email)s: %(role)s.")),),
    "staff.factor_dropped": (Phrase(marked("%(who)s removed two-step verification of %(email)s.")),),
    "staff.factor_set": (Phrase(marked("%(who)s turned on two-step verification for %(email)s.")),),
    "staff.link_asked": (
        Phrase(marked("%(who)s asked for a link to set a new password for %(email)s.")),
        Phrase(marked("%(who)s asked for a link to set a new password for an account that does not exist.")),
    ),
    "staff.link_made": (Phrase(marked("%(who)s created a link to set a new password for %(email)s.")),),
    "staff.link_sent": (Phrase(marked("%(who)s sent %(email)s a link to set a new password.")),),
    "staff.passkey_added": (Phrase(marked("%(who)s added the passkey %(name)s to %(email)s.")),),
    "staff.passkey_doubted": (
        Phrase(marked("%(who)s was refused with the passkey %(name)s of %(email)s: it may have been copied.")),
    ),
    "staff.passkey_removed": (Phrase(marked("%(who)s removed the passkey %(name)s from %(email)s.")),),
    "staff.password_changed": (Phrase(marked("%(who)s chose a password for %(email)s.")),),
    "staff.recovery_code_used": (Phrase(marked("%(who)s used a recovery code of %(email)s.")),),
    "staff.recovery_codes_renewed": (Phrase(marked("%(who)s created new recovery codes for %(email)s.")),),
    "staff.reopened": (Phrase(marked("%(who)s reopened the closed account %(email)s.")),),
    "staff.review_given": (Phrase(marked("%(who)s assigned the review %(review)s to the facilitator %(email)s.")),),
    "staff.review_taken": (Phrase(marked("%(who)s unassigned the facilitator %(email)s from the review %(review)s.")),),
    "staff.role_changed": (Phrase(marked("%(who)s changed the role of %(email)s from %(before)s to %(role)s.")),),
    "staff.session_ended": (Phrase(marked("%(who)s signed out in another browser.")),),
    "staff.sessions_ended": (Phrase(marked("%(who)s ended all sessions of %(email)s.")),),
}
