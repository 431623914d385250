"""All reviews, or those of a round, in one table: filtered, sorted, found by a partner's name, and ticked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from surveyapp.core.conduct.attention import Progress
from surveyapp.core.conduct.review import Review, Round, State
from surveyapp.core.conduct.roles import Right, scope_of
from surveyapp.core.text.searching import words_of
from surveyapp.core.text.writable import as_typed
from surveyapp.store import finding, review_lists, rounds
from surveyapp.store.finding import Which
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading
from surveyapp.web.desk.partners import Asked, asked_of
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.fields import ChoiceField
from surveyapp.web.i18n import current_language, gettext, lazy_gettext
from surveyapp.web.picking import PickField, is_turning
from surveyapp.web.rounds.acts import NAMES, Act
from surveyapp.web.rounds.together import show_plan

bp = Blueprint("review_table", __name__, url_prefix="/staff/reviews")


class Order(StrEnum):
    """By what the table is sorted; the newest round first, unless something else is asked."""

    ROUND = "round"
    PARTNER = "partner"
    STATE = "state"
    DEADLINE = "deadline"


class TableForm(FlaskForm):
    """Which reviews are ticked, and what is to be done with them."""

    reviews = PickField(lazy_gettext("Reviews"), validators=[DataRequired(lazy_gettext("Select at least one review."))])
    act = ChoiceField(lazy_gettext("With those selected"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reviews the address asks for, and in which order."""

    of: Asked
    """By a partner's name, and a kind of partner."""
    state: State | None
    round: Round | None
    order: Order

    @property
    def is_narrow(self) -> bool:
        """Say whether it asks for some alone."""
        return bool(self.of.wanted or self.of.kind or self.state)

    def url(self, **other: str) -> str:
        """Return the address of the table, with something in it asked for otherwise."""
        asked = {"q": self.of.wanted, "kind": self.of.kind, "state": self.state, "order": self.order}
        asked |= {"round": self.round.slug if self.round else ""}
        kept = {name: value for name, value in (asked | other).items() if value and value != Order.ROUND}
        return url_for("review_table.index") + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Table:
    """What a page shows: one part of the reviews that were found, and how far each has come."""

    wanted: Wanted
    form: TableForm
    reviews: Sequence[Review]
    progress: Mapping[int, Progress]
    rounds: Sequence[Round]


@bp.get("")
@needs(Right.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """Show the reviews that the address asks for, of those that whoever is signed in may see."""
    with reading() as session:
        table = load_table(session, read_wanted(session, as_typed(request.args.get("round", ""))))
    return render_template("rounds/reviews.html", table=table)


@bp.post("")
@needs(Right.RUN_REVIEWS)
def choose() -> ResponseReturnValue:
    """Say what would be done with the reviews that are ticked; or show another part of the table, with its ticks."""
    with reading() as session:
        table = load_table(session, read_wanted(session, as_typed(request.args.get("round", ""))))
        form = table.form
        if not is_turning() and form.validate():
            chosen = review_lists.list_some(session, [int(one) for one in form.reviews.data or ()])
            return show_plan(Act(form.act.data), chosen, asked=urlsplit(table.wanted.url()).query)
    return render_template("rounds/reviews.html", table=table), 422 if form.errors else 200


def read_wanted(session: Session, slug: str) -> Wanted:
    """Return what the address asks for, of the round called ``slug`` where there is one."""
    states, orders = set(State), set(Order)
    state, order = request.args.get("state", ""), request.args.get("order", "")
    return Wanted(
        asked_of(session),
        State(state) if state in states else None,
        next((one for one in _rounds(session) if one.slug == slug), None),
        Order(order) if order in orders else Order.ROUND,
    )


def load_table(session: Session, wanted: Wanted) -> Table:
    """Return the part of the table that is asked for."""
    among = scope_of(g.staff.role, g.staff.given).reviews
    found = [str(one) for one in _find(session, wanted, among)]
    valid = {str(one) for one in finding.list_review_ids(session, (), among=among)}
    form: Any = TableForm()
    form.act.choices = [SelectChoice(act.value, gettext(NAMES[act])) for act in Act]
    form.reviews.offer(found, valid=valid, shown=lambda part: [SelectChoice(one, one) for one in part])
    ids = [int(one) for one in form.reviews.paging.of(found)]
    listed = {one.id: one for one in review_lists.list_some(session, ids)}
    reviews = [listed[one] for one in ids]
    progress = load_progress(session, reviews, now=now(), reader=g.staff.email)
    return Table(wanted, form, reviews, progress, _rounds(session))


def _rounds(session: Session) -> list[Round]:
    """Return the rounds that whoever is signed in may see: all, or those of the reviews that were given."""
    among, every = scope_of(g.staff.role, g.staff.given).reviews, rounds.list_rounds(session)
    if among is None:
        return every
    held = {one.round_id for one in review_lists.list_keys(session, among=among)}
    return [one for one in every if one.id in held]


def _find(session: Session, wanted: Wanted, among: Collection[int] | None) -> list[int]:
    """Return the reviews asked for, in the order asked for."""
    return finding.list_table(
        session,
        Which(words_of(wanted.of.wanted), kind=wanted.of.kind),
        among=among,
        reader=current_language(),
        order=wanted.order,
        round_id=wanted.round.id if wanted.round else None,
        state=wanted.state,
    )
