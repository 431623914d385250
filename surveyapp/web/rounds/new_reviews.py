"""Preparing the reviews of many partners at once: those ticked, all alike or each as its last one was."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Round
from surveyapp.core.conduct.roles import Right
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.store import finding, partners, review_lists, rounds
from surveyapp.store.finding import PartnerKey, Which
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.partners import Asked, asked_of
from surveyapp.web.desk.review_forms import ReviewForm, offered_versions
from surveyapp.web.i18n import current_language, lazy_gettext, ngettext, text
from surveyapp.web.keys import keys
from surveyapp.web.picking import AT_ONCE, PickField, is_turning
from surveyapp.web.refusals import refusing
from surveyapp.web.told import tell
from surveyapp.workflow.reviews import carrying_over, preparing
from surveyapp.workflow.reviews.carrying_over import Carried

bp = Blueprint("new_reviews", __name__, url_prefix="/staff/rounds/<slug>/reviews/new")
_MARK_ALL, _MARK_LAST, _MARK_NONE, _MARK_KIND = "all", "last", "none", "kind:"


class NewReviewsForm(ReviewForm):
    """Reviews of several partners at once, all prepared alike, or each as its last one was."""

    partners = PickField(
        lazy_gettext("Partners"),
        validators=[DataRequired(lazy_gettext("Select at least one partner."))],
    )
    carries = BooleanField(
        lazy_gettext("As each partner’s last review: how both sides answer, what is shown, and the minimum numbers")
    )
    with_people = BooleanField(lazy_gettext("And invite the people of that review whose names are still kept"))


@dataclass(frozen=True, slots=True)
class Choice:
    """Who can be chosen: the partners that are ``free``, and which of them the round ``before`` had."""

    round: Round
    free: Sequence[PartnerKey]
    before: Round | None
    of_last: frozenset[str]
    of_kind: Mapping[str, frozenset[str]]
    asked: Asked

    @property
    def kinds(self) -> Iterator[tuple[str, Option, int]]:
        """Yield what a button that ticks all of one kind sends, the kind, and how many they are."""
        for kind in self.asked.kinds:
            if count := len(self.of_kind[kind.key]):
                yield f"{_MARK_KIND}{kind.key}", kind, count

    def marked(self, ticked: Sequence[str]) -> list[str]:
        """Return what is ticked after a button was pressed that ticks several partners, or takes all ticks away."""
        pressed = request.form.get("turn", "")
        every = {_MARK_ALL: frozenset(one.slug for one in self.free), _MARK_LAST: self.of_last}
        more = every.get(pressed, self.of_kind.get(pressed.removeprefix(_MARK_KIND), frozenset()))
        kept = [] if pressed == _MARK_NONE else ticked
        return list(dict.fromkeys([*kept, *(one.slug for one in self.free if one.slug in more)]))[:AT_ONCE]


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def choose(slug: str) -> ResponseReturnValue:
    """Prepare reviews of the partners that are ticked; where something is carried over, it is shown first."""
    with reading() as session:
        choice = _load_choice(session, rounds.get_round(session, slug))
        form = _form(session, choice)
        is_good = not is_turning() and form.validate_on_submit()
        carried = _load_carried(session, choice, form) if is_good else {}
    if carried and "confirmed" not in request.form:
        return _before_carrying(choice, form, carried)
    if is_good:
        with refusing(form), writing() as session:
            count, people = len(form.partners.data or ()), _prepare(session, choice, form)
            prepared = ngettext("%(num)s review was prepared.", "%(num)s reviews were prepared.", count)
            tell(prepared, _put_on_lists(people) if form.with_people.data else "")
            return redirect(url_for("rounds.one", slug=slug), code=303)
    page = render_template("desk/new_reviews.html", form=form, round=choice.round, choice=choice, asked=choice.asked)
    return page, 422 if form.errors else 200


def _load_choice(session: Session, round_: Round) -> Choice:
    taken = {one.partner_id for one in review_lists.list_keys(session, round_id=round_.id)}
    asked, before = asked_of(session), rounds.find_before(session, round_)
    every = finding.list_partner_keys(session, Which(is_archived=False), reader=current_language())
    free = [one for one in every if one.id not in taken]
    last = {one.partner_id for one in review_lists.list_keys(session, round_id=before.id)} if before else set()
    of_kind = {kind.key: frozenset(one.slug for one in free if one.kind == kind.key) for kind in asked.kinds}
    return Choice(round_, free, before, frozenset(one.slug for one in free if one.id in last), of_kind, asked)


def _form(session: Session, choice: Choice) -> NewReviewsForm:
    form = NewReviewsForm(data={"carries": bool(choice.before), "with_people": bool(choice.before)})
    form.offer(offered_versions(session))
    free, which = {one.slug for one in choice.free}, choice.asked.which._replace(is_archived=False)
    found = finding.list_partner_keys(session, which, reader=current_language())
    form.partners.data = choice.marked(form.partners.data or ())
    form.partners.offer(
        [one.slug for one in found if one.slug in free],
        valid=free,
        shown=lambda part: [SelectChoice(one.slug, text(one.name)) for one in _chosen(session, choice, part)],
    )
    return form


def _chosen(session: Session, choice: Choice, slugs: Collection[str]) -> list[Partnership]:
    """Return the free partners that have these slugs, in the alphabet of whoever reads."""
    wanted = set(slugs)
    return partners.list_some(session, [one.id for one in choice.free if one.slug in wanted])


def _load_carried(session: Session, choice: Choice, form: NewReviewsForm) -> dict[str, Carried]:
    """Return what is carried over, by the partner's slug."""
    if not form.carries.data:
        return {}
    ids = {one.id: one.slug for one in choice.free if one.slug in set(form.partners.data or ())}
    found = carrying_over.plan_carrying(session, choice.round.id, partner_ids=ids)
    return {ids[partner_id]: carried for partner_id, carried in found.items()}


def _before_carrying(choice: Choice, form: NewReviewsForm, carried: Mapping[str, Carried]) -> ResponseReturnValue:
    with reading() as session:
        chosen = _chosen(session, choice, form.partners.data or ())
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in _ABOUT_TICKS]
    return render_template(
        "rounds/carried.html", round=choice.round, chosen=chosen, carried=carried, form=form, sent=sent
    )


_ABOUT_TICKS = frozenset({"csrf_token", "partners", "partners-kept", "partners-all", "turn", "confirmed"})


def _put_on_lists(people: int) -> str:
    return ngettext("%(num)s person was put on their lists.", "%(num)s people were put on their lists.", people)


def _prepare(session: Session, choice: Choice, form: NewReviewsForm) -> int:
    """Prepare the reviews, and return how many people were put on their lists."""
    carried, terms = _load_carried(session, choice, form), form.terms
    given = {"now": now(), "questionnaire": terms["questionnaire"], "closes_on": terms["closes_on"]}
    for partner in form.partners.data or ():
        if partner in carried:
            with_people = keys() if form.with_people.data else None
            carrying_over.carry_over(session, choice.round.slug, carried[partner], keys=with_people, **given)
        else:
            preparing.create_review(session, choice.round.slug, partner_slug=partner, now=now(), **terms)
    return sum(one.count for one in carried.values()) if form.with_people.data else 0
