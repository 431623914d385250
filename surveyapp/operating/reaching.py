"""Whether mail leaves, and whether returned mail can be read."""

from surveyapp.mail.choosing import choose_delivery
from surveyapp.mail.delivery import AwayError
from surveyapp.mail.mailbox import Mailbox, MailboxError
from surveyapp.operating.site import Site, Unwell, UnwellElsewhere
from surveyapp.store import outbox
from surveyapp.words.joining import commas

PATIENCE = 5.0
"""Seconds for each answer of the mailbox's server: a doctor is waited for."""


def check_mail(site: Site) -> str:
    """Return whether a server takes mail, and how many mails wait; ``Unwell`` where none does."""
    delivery = choose_delivery(site.settings)
    if delivery is None:
        raise Unwell(site.say("SMTP_URL is not set: no e-mail is sent"))
    try:
        delivery.connect()
    except AwayError as error:
        raise UnwellElsewhere(f"{delivery.place}: {error}") from None
    finally:
        delivery.close()
    with site.reading() as session:
        waiting, oldest = outbox.count_waiting(session)
    if oldest is None:
        return site.say("%(place)s is ready; no e-mail is waiting", place=delivery.place)
    return site.counted(
        "%(place)s is ready; %(n)s e-mail is waiting, since %(since)s",
        "%(place)s is ready; %(n)s e-mails are waiting, the oldest since %(since)s",
        waiting,
        place=delivery.place,
        since=f"{oldest:%Y-%m-%d %H:%M} UTC",
    )


def check_sender(site: Site) -> str:
    """Return as whom mails and letters are written, and which pictures are at the head of letters."""
    settings = site.settings
    name = settings.sender.name_in(site.language)
    if not name:
        return site.say("no sender is named: SENDER_NAME_… is not set")
    pictures = [picture.kind.upper() for picture in settings.sender.pictures]
    return commas([f"{name} <{settings.mail_from}>", *pictures], site.language)


def check_mailbox(site: Site) -> str:
    """Return whether the mailbox of returned mails lets in; ``Unwell`` where it does not."""
    url = site.settings.bounces_url
    if not url:
        return site.say("BOUNCES_URL is not set: e-mails that come back are noted by hand")
    mailbox = Mailbox.from_url(url, timeout=PATIENCE)
    try:
        mailbox.try_it()
    except MailboxError as error:
        raise Unwell(
            site.say(
                "BOUNCES_URL: %(place)s: %(what)s; no e-mail that comes back is noticed",
                place=mailbox.place,
                what=error,
            )
        ) from None
    return site.say("e-mails that come back are read from %(place)s", place=mailbox.place)
