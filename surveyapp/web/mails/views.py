"""Mails and letters of a review before they go, in each language; a test of each to whoever looks at it."""

from functools import partial

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import TO_FORM, Addressee, MailKind
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language, in_order
from surveyapp.core.text.typed_codes import Secret
from surveyapp.mail.compose import Letter, Office, read_letter
from surveyapp.store import own_words, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext, offered_languages
from surveyapp.web.inviting.copying import message_to_copy
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.mails.names import KIND_NAMES
from surveyapp.web.making import made_once
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.words.catalogue import say
from surveyapp.words.inviting import INVENTED
from surveyapp.workflow import samples

bp = Blueprint("mails", __name__, url_prefix="/staff/reviews/<int:review_id>/mails")


@bp.get("")
@needs(Right.RUN_REVIEWS)
def index(review_id: int) -> ResponseReturnValue:
    """Show what one kind of mail says in each language, to an invented person; ``of`` and ``side`` choose."""
    side = side_or_404(request.args.get("side", Side.PARTNER.value))
    with reading() as session:
        review = reviews.get_review(session, review_id)
        kind = _asked_kind(request.args.get("of", "")) or samples.first_kind(review)
        spoken = in_order(current_language(), offered_languages())
        letters = [(one, _letter(session, review, kind, side, one)) for one in spoken]
        own = own_words.find_own_words(session, review.round.id)
        message = message_to_copy(session, review, side)
    return render_template(
        "mails/index.html",
        review=review,
        kind=kind,
        side=side,
        sides=tuple(Side),
        letters=letters,
        office=Office.of(settings()),
        own=own,
        message=message,
        kinds=[(one, KIND_NAMES[one]) for one in samples.KINDS],
        leads_to_form=kind in TO_FORM,
        is_over=samples.is_over(kind, review),
    )


@bp.post("/try")
@needs(Right.RUN_REVIEWS)
def try_one(review_id: int) -> ResponseReturnValue:
    """Send whoever is signed in a mail as it will be; its name is invented, and its link leads nowhere."""
    asked = _asked_kind(request.form.get("of", ""))
    with writing() as session:
        kind = asked or samples.first_kind(reviews.get_review(session, review_id))
        to = Addressee("", g.staff.email, current_language())
        samples.queue_sample(session, review_id, kind=kind, to=to, now=now())
        tell(gettext("A test to %(address)s is waiting to be sent.", address=isolated_ltr(to.address)))
    return redirect(url_for(".index", review_id=review_id, of=kind.value), code=303)


@bp.get("/letter.pdf")
@needs(Right.RUN_REVIEWS)
def letter(review_id: int) -> ResponseReturnValue:
    """Give a letter to an invented person as PDF; what stands in the place of link and code leads nowhere."""
    from surveyapp.reports.paper import letters as made  # noqa: PLC0415 - loaded with the first letters

    side, language = side_or_404(request.args.get("side", Side.PARTNER.value)), current_language()
    to = [(Person(say(INVENTED, language), "", "", language), Secret(samples.DEAD, samples.DEAD))]
    with reading() as session:
        found = made.load_letters(session, review_id, side=side, addressed=to, settings=settings(), written_on=today())
    headers = {"Content-Disposition": 'inline; filename="letter.pdf"'}
    return Response(made_once(partial(made.make_letters, found)), mimetype="application/pdf", headers=headers)


def _letter(session: Session, review: Review, kind: MailKind, side: Side, language: Language) -> Letter:
    to = Addressee("", g.staff.email, language)
    mail = samples.sample_mail(session, review, kind, side=side, to=to, now=now())
    return read_letter(mail, Office.of(settings()))


def _asked_kind(asked: str) -> MailKind | None:
    """Return the kind of mail that is asked for, if any; 404 where it is none that is shown."""
    if asked and asked not in KIND_NAMES:
        abort(404)
    return MailKind(asked) if asked else None
