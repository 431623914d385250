"""Before sharing: exactly what both sides will see, what their mail says, and to whom it goes."""

from collections.abc import Iterator
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Addressee, Mail, MailKind
from surveyapp.core.conduct.review import Review, Step
from surveyapp.core.sides import Side
from surveyapp.mail.compose import Letter, Office, read_letter
from surveyapp.settings import Settings
from surveyapp.store import partners, recipients
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.reviews import get_review
from surveyapp.web.clock import now
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.results.shared import shared_frame
from surveyapp.workflow.reviews import handing_out


def load_before_sharing(session: Session, review_id: int) -> dict[str, Any]:
    """Return what the page that asks to share takes; StateError where the review's state does not allow it."""
    review = get_review(session, review_id)
    review.require(Step.SHARE)
    handing_out.require_answers(session, review_id)
    people = {side: recipients.list_recipients(session, review_id, side=side) for side in Side}
    return shared_frame(session, review, get_questionnaire(session, review.questionnaire)) | {
        "mailed": {side: [one.person for one in found if one.person.address] for side, found in people.items()},
        "unmailed": {side: sum(not one.person.address for one in found) for side, found in people.items()},
        "letter": _letter(review, MailKind.SHARED),
        "focal_points": partners.list_focal_points(session, [review.partner.id])[review.partner.id],
        "handout_letter": _letter(review, MailKind.HANDOUT),
    }


def shared_told(session: Session, review_id: int, *, mails: int) -> Iterator[str]:
    """Yield whom mails tell of the results, and whom nothing but a word by hand does."""
    if mails:
        yield ngettext("%(num)s e-mail is waiting to be sent.", "%(num)s e-mails are waiting to be sent.", mails)
    else:
        yield gettext("Nobody is told by e-mail.")
    people = [one.person for side in Side for one in recipients.list_recipients(session, review_id, side=side)]
    if by_hand := sum(not person.address for person in people):
        yield ngettext(
            "%(num)s person on the lists has no address: tell them by hand that their own link leads to the results.",
            "%(num)s people on the lists have no address: tell them by hand that their own links lead to the results.",
            by_hand,
        )
    elif not mails:
        yield gettext("Tell those who got a link from you by hand: the same link leads to the results.")


def _letter(review: Review, kind: MailKind) -> Letter:
    """Return a mail as its reader finds it, in the language of whoever looks at the page."""
    settings: Settings = current_app.extensions["surveyapp.settings"]
    office = Office(settings.mail_from, settings.contact, settings.public_url, settings.languages)
    to = Addressee("", "", current_language())
    partner, round_ = review.partner.name, review.round.title
    mail = Mail("", kind, to, now(), partner=partner, round=round_, is_demonstration=review.is_demonstration)
    return read_letter(mail, office)
