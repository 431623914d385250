"""Whether mail goes out at all: a test message to any address, and what became of the last ones."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.conduct.roles import Right
from surveyapp.store import audit, outbox
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext
from surveyapp.web.mails.forms import TestMailForm
from surveyapp.web.told import tell
from surveyapp.workflow import mailing

bp = Blueprint("mail_tests", __name__, url_prefix="/staff/mail")

SHOWN = 10


@bp.route("", methods=["GET", "POST"])
@needs(Right.KEEP_PEOPLE)
def show() -> ResponseReturnValue:
    """Send a test, and say what became of those before."""
    form = TestMailForm()
    if form.validate_on_submit():
        with writing() as session:
            to = Addressee("", form.address.data or "", current_language())
            mailing.queue_mail(session, MailKind.TEST, to=to, now=now())
            audit.record(session, "mail.tried")
            tell(
                gettext("The test is waiting to be sent; below is what became of it. Load the page again in a minute.")
            )
        return redirect(url_for(".show"), code=303)
    with reading() as session:
        tests = outbox.list_latest(session, (MailKind.TEST, MailKind.SAMPLE), limit=SHOWN)
        waiting, since = outbox.count_waiting(session)
    told = {"tests": tests, "waiting": waiting, "since": since}
    return render_template("mails/trying.html", form=form, **told), 422 if form.errors else 200
