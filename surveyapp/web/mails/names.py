"""What each kind of mail that can be looked at is called."""

from collections.abc import Mapping

from surveyapp.core.conduct.mail import MailKind
from surveyapp.web.i18n import marked

KIND_NAMES: Mapping[str, str] = {
    MailKind.INVITATION: marked("Invitation"),
    MailKind.REMINDER: marked("Reminder"),
    MailKind.EXTENDED: marked("New deadline"),
    MailKind.REISSUED: marked("Another link"),
    MailKind.MOVED: marked("Link moved to another address"),
    MailKind.WITHDRAWN: marked("Link withdrawn"),
    MailKind.ROSTER: marked("Confirming a list"),
    MailKind.SHARED: marked("Results shared"),
    MailKind.HANDOUT: marked("Handout for focal points"),
    MailKind.AGREED: marked("What was agreed"),
}
