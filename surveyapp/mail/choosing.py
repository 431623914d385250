"""Which way mails go."""

from surveyapp.mail.delivery import Delivery
from surveyapp.mail.folder import FolderDelivery
from surveyapp.mail.smtp import Server, SmtpDelivery
from surveyapp.settings import Settings

FOLDER = "mail"


def choose_delivery(settings: Settings) -> Delivery | None:
    """Return the way mails go: the mail server, in development a folder, and None where neither is."""
    if settings.smtp_url:
        return SmtpDelivery(Server.from_url(settings.smtp_url), sender=settings.mail_from)
    return None if settings.is_production else FolderDelivery(settings.instance / FOLDER)
