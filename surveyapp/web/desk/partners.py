"""Partners: the list, one record, what is typed of it, doubles, and records put aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import words_of
from surveyapp.store import finding, partners, questionnaires, reviews
from surveyapp.store.finding import Which
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.partner_forms import MergeForm, PartnerForm, partner_data
from surveyapp.web.desk.search import read_wanted
from surveyapp.web.i18n import current_language, gettext, ngettext, offered_languages, text
from surveyapp.web.paging import paging_of
from surveyapp.web.refusals import refusing
from surveyapp.web.told import tell
from surveyapp.words.languages import name_heading
from surveyapp.workflow.partners import keeping, merging

bp = Blueprint("partners", __name__, url_prefix="/staff/partners")


@bp.get("")
@needs(Right.RUN_REVIEWS)
def index() -> ResponseReturnValue:
    """List partners; with ``?archived`` those that were put aside, with ``?q`` and ``?kind`` some of them."""
    with reading() as session:
        asked = asked_of(session)
        paging = paging_of(finding.count_partners(session, asked.which))
        listed = finding.list_partners(
            session, asked.which, reader=current_language(), offset=paging.offset, limit=paging.size
        )
        points = partners.list_focal_points(session, [partner.id for partner in listed])
        count, others = (
            finding.count_partners(session, Which(is_archived=one))
            for one in (asked.is_archived, not asked.is_archived)
        )
    told = {"partners": listed, "points": points, "asked": asked, "others": others, "paging": paging, "count": count}
    return render_template("desk/partners.html", **told)


@bp.route("/new", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def new() -> ResponseReturnValue:
    """Write down a partner."""
    with reading() as session:
        form = _form(session)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            made = keeping.create_partner(session, None, **form.facts)
            keeping.set_focal_points(session, made.id, points=form.focal_points, now=now())
            tell(gettext("The partner is recorded: %(name)s.", name=isolated(text(made.name))))
            return redirect(url_for(".index" if request.form.get("then") != "another" else ".new"), code=303)
    return render_template("desk/partner_form.html", form=form, partner=None), 422 if form.errors else 200


@bp.get("/<int:partner_id>")
@needs(Right.RUN_REVIEWS)
def one(partner_id: int) -> ResponseReturnValue:
    """Show what is known of a partner, and its reviews."""
    with reading() as session:
        partner = partners.get_partner(session, partner_id)
        points = partners.list_focal_points(session, [partner_id])[partner_id]
        into, held = partners.find_merged_into(session, partner_id), reviews.list_reviews_of(session, partner_id)
        options = [*questionnaires.list_organisation_types(session), *questionnaires.list_places(session)]
    labels = {option.key: option.label for option in options}
    return render_template(
        "desk/partner.html", partner=partner, points=points, into=into, reviews=held, labels_of=labels
    )


@bp.route("/<int:partner_id>/edit", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def edit(partner_id: int) -> ResponseReturnValue:
    """Write a partner's facts and focal points anew."""
    with reading() as session:
        partner = partners.get_partner(session, partner_id)
        points = partners.list_focal_points(session, [partner_id])[partner_id]
        form = _form(session, data=partner_data(partner, points), known=partner.name)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            keeping.change_partner(session, partner_id, **form.facts)
            keeping.set_focal_points(session, partner_id, points=form.focal_points, now=now())
            tell(gettext("The changes are saved."))
            return redirect(url_for(".one", partner_id=partner_id), code=303)
    return render_template("desk/partner_form.html", form=form, partner=partner), 422 if form.errors else 200


@bp.route("/<int:partner_id>/merge", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def merge(partner_id: int) -> ResponseReturnValue:
    """Give a double's reviews to the record that is kept."""
    with reading() as session:
        double = partners.get_partner(session, partner_id)
        held = reviews.list_reviews_of(session, partner_id)
        asked, count = asked_of(session), finding.count_partners(session, Which(is_archived=False))
        which = Which(words_of(asked.wanted), is_archived=False, but=partner_id)
        paging = paging_of(finding.count_partners(session, which))
        others = finding.list_partners(
            session, which, reader=current_language(), offset=paging.offset, limit=paging.size
        )
    form = MergeForm()
    form.offer([(other.id, text(other.name)) for other in others])
    if form.validate_on_submit():
        into_id = int(form.into.data)
        with refusing(form), writing() as session:
            merging.merge_partners(session, partner_id, into_id=into_id, now=now())
            tell(
                ngettext(
                    "The records are merged: %(num)s review moved here.",
                    "The records are merged: %(num)s reviews moved here.",
                    len(held),
                )
            )
            return redirect(url_for(".one", partner_id=into_id), code=303)
    told = {"reviews": held, "asked": asked, "paging": paging, "count": count}
    return render_template("desk/merge.html", form=form, double=double, **told), 422 if form.errors else 200


@bp.post("/<int:partner_id>/archive")
@needs(Right.RUN_REVIEWS)
def archive(partner_id: int) -> ResponseReturnValue:
    """Put a partner aside."""
    with writing() as session:
        keeping.archive_partner(session, partner_id, now=now())
    tell(gettext("The partner is archived."))
    return redirect(url_for(".one", partner_id=partner_id), code=303)


@bp.post("/<int:partner_id>/restore")
@needs(Right.RUN_REVIEWS)
def restore(partner_id: int) -> ResponseReturnValue:
    """Take an archived partner up again."""
    with writing() as session:
        keeping.restore_partner(session, partner_id)
    tell(gettext("The partner is taken up again."))
    return redirect(url_for(".one", partner_id=partner_id), code=303)


@dataclass(frozen=True)
class Asked:
    """Which partners the address asks for; ``kinds`` are those there are, in a questionnaire's order."""

    wanted: str
    kind: str
    is_archived: bool
    kinds: Sequence[Option]

    @property
    def which(self) -> Which:
        """Return them as they are looked for."""
        return Which(words_of(self.wanted), self.is_archived, self.kind)

    @property
    def labels(self) -> dict[str, Text]:
        """Return what each kind is called."""
        return {option.key: option.label for option in self.kinds}


def asked_of(session: Session) -> Asked:
    """Return which partners the address, or a form that turns its list over, asks for; an unknown kind is none."""
    met, asked = partners.list_kinds(session), request.values.get("kind", "")
    kinds = [option for option in questionnaires.list_organisation_types(session) if option.key in met]
    known = {option.key for option in kinds}
    wanted = read_wanted(request.values.get("q", ""))
    return Asked(wanted, asked if asked in known else "", "archived" in request.args, kinds)


def _form(session: Session, data: dict[str, Any] | None = None, *, known: Text | None = None) -> PartnerForm:
    form = PartnerForm.make(name_heading, known=known, data=data or {"languages": list(offered_languages())})
    form.offer(kinds=questionnaires.list_organisation_types(session), places=questionnaires.list_places(session))
    return form
