"""Many reviews at once: first a page that says what will happen to whom, then it is done, review by review.

Each review has a transaction of its own, so that what is refused of one stops no other. A request does a few of them;
the page that comes goes on by a button, which a script presses.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from surveyapp.core.conduct.four_eyes import REASON_LIMIT
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import ReviewError
from surveyapp.core.sides import Side
from surveyapp.core.text.naming import read_words
from surveyapp.reports.pack.content import Size
from surveyapp.store import review_lists
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.steps import compact_files
from surveyapp.web.fields import ChoiceField, DayField
from surveyapp.web.i18n import current_language, gettext, lazy_gettext, marked, offered_languages, prints
from surveyapp.web.refusals import readable, refusal
from surveyapp.web.results.packs import SIZES
from surveyapp.web.rounds.acts import LEADS, NAMES, Act, Planned, button_of
from surveyapp.web.rounds.bundles import send_files
from surveyapp.web.rounds.doing import DONE_HERE, Given, Item, do
from surveyapp.web.rounds.plans import plan
from surveyapp.web.rounds.tickets import Ticket

bp = Blueprint("together", __name__, url_prefix="/staff/reviews/together")
AT_ONCE, SECONDS = 10, 5.0
"""Reviews that one request does something with, and after how many seconds it begins no other."""
PEOPLE_LIMIT = 2_000
"""People by name whom one page shows before opening."""
FILES_LIMIT = 60
"""Files that one ZIP holds; what is more comes in parts."""
TOO_MUCH = marked("Too many people to look at on one page: open this one next, or by itself.")


class TogetherForm(FlaskForm):
    """What is done, carried; and what is typed once for all the reviews."""

    ticket = HiddenField()
    reason = StringField(lazy_gettext("Why these are opened though nobody has confirmed a list"))
    closes = DayField(lazy_gettext("New deadline"))
    is_told = BooleanField(false_values=("",))
    language = ChoiceField(lazy_gettext("Language"))
    size = ChoiceField(lazy_gettext("How much is printed"))

    def ask(self, act: Act) -> None:
        """Ask for what ``act`` takes, and for nothing else."""
        self.language.choices = list(prints(offered_languages()))
        if act is Act.EXTEND:
            self.closes.validators = [InputRequired(lazy_gettext("Choose a deadline."))]
            self.closes.flags.required = True
        if act is Act.OPEN:
            self.reason.validators = [readable(_read_reason, is_optional=True)]
        if act not in {Act.FORMS, Act.CODES, Act.PACKS}:
            del self.language
        self.size.choices = [SelectChoice(one.value, gettext(said)) for one, said in SIZES.items()]
        if act is not Act.PACKS:
            del self.size


def show_plan(
    act: Act, chosen: Sequence[Review], *, asked: str, form: TogetherForm | None = None
) -> ResponseReturnValue:
    """Return the page that says what ``act`` will do with each of the reviews, and asks; ``asked`` leads back."""
    with reading() as session:
        planned = plan(session, act, chosen)
        first = {one: plan(session, one, to_print) for one, to_print in _to_print_first(planned).items()}
    if act is Act.OPEN:
        planned = _within_limit(planned)
    going = [one for one in planned if not one.stays]
    if form is None:
        form = TogetherForm(formdata=None, language=current_language().code, size=Size.MEETING.value)
        form.ask(act)
    parts = _tickets(act, going, asked=asked)
    form.ticket.data = parts[0].write() if parts else ""
    told: dict[str, object] = {
        "lead": LEADS[act],
        "name": NAMES[act],
        "button": button_of(act, going),
        "act": act,
        "planned": planned,
    }
    told["first"] = [(one, NAMES[one], some, _tickets(one, some, asked=asked)) for one, some in first.items()]
    told |= {"limit": REASON_LIMIT, "files_limit": FILES_LIMIT, "parts": parts, "common": _common(going)}
    told["back"] = url_for("review_table.choose") + (f"?{asked}" if asked else "")
    page = render_template("rounds/plan.html", form=form, going=going, sides=tuple(Side), **told)
    return page, 422 if form.errors else 200


@bp.post("")
@needs(Right.RUN_REVIEWS)
def carry_on() -> ResponseReturnValue:
    """Do what was asked for with the next reviews, and say how far it is, or what was done and what was not."""
    form = TogetherForm()
    ticket = Ticket.read(form.ticket.data or "")
    if ticket.act not in DONE_HERE:
        abort(404)
    if not ticket.is_begun:
        form.ask(ticket.act)
        if not form.validate():
            return _show_again(ticket, form)
        ticket = replace(ticket, given=Given(form.reason.data or "", form.closes.day, bool(form.is_told.data)))
    ticket, waiting = _work(ticket)
    if ticket.todo:
        return render_template("rounds/going.html", ticket=ticket, written=ticket.write(), name=NAMES[ticket.act])
    found = {one.id: one for one in _chosen([number for number, _ in (*ticket.done, *ticket.left)])}
    told = {"done": _by_words(ticket.done), "left": _by_words(ticket.left), "waiting": waiting}
    return render_template("rounds/done.html", ticket=ticket, reviews=found, name=NAMES[ticket.act], **told)


@bp.post("/files.zip")
@needs(Right.RUN_REVIEWS)
def files() -> ResponseReturnValue:
    """Give what was asked for of the reviews, in one file."""
    form = TogetherForm()
    ticket = Ticket.read(form.ticket.data or "")
    if not ticket.act.gives_files:
        abort(404)
    form.ask(ticket.act)
    if not form.validate():
        return _show_again(ticket, form)
    language = form.language.data if "language" in form else current_language().code
    return send_files(ticket, language=language, size=Size(form.size.data) if "size" in form else Size.MEETING)


def _show_again(ticket: Ticket, form: TogetherForm) -> ResponseReturnValue:
    return show_plan(ticket.act, _chosen([one.review_id for one in ticket.todo]), asked=ticket.asked, form=form)


def _read_reason(typed: str) -> str:
    return read_words(typed, limit=REASON_LIMIT)


def _work(ticket: Ticket) -> tuple[Ticket, str]:
    """Return the ticket after some of its reviews, at least one and no more than a request should take.

    And what is said where files could not be wiped of what was closed.
    """
    until, closed = time.monotonic() + SECONDS, len(ticket.done)
    for number, item in enumerate(ticket.todo):
        if number and (number == AT_ONCE or time.monotonic() > until):
            break
        ticket = _one_more(ticket, item)
    return ticket, compact_files() if ticket.act is Act.CLOSE and len(ticket.done) > closed else ""


def _one_more(ticket: Ticket, item: Item) -> Ticket:
    try:
        with writing() as session:
            said = do(session, ticket.act, item=item, given=ticket.given)
    except ReviewError as error:
        return ticket.after(item, refusal(error), is_done=False)
    return ticket.after(item, said, is_done=True)


def _by_words(told: Sequence[tuple[int, str]]) -> dict[str, list[int]]:
    """Return of which reviews each sentence is said: of 28 the same one once."""
    found: dict[str, list[int]] = {}
    for number, said in told:
        found.setdefault(said, []).append(number)
    return found


def _chosen(review_ids: Sequence[int]) -> list[Review]:
    with reading() as session:
        return review_lists.list_some(session, review_ids)


def _common(going: Sequence[Planned]) -> list[str]:
    """Return what is said of each of several reviews in the same words: it is said once."""
    said = going[0].said if len(going) > 1 else ()
    return [one for one in said if all(one in other.said for other in going)]


def _to_print_first(planned: Sequence[Planned]) -> dict[Act, list[Review]]:
    """Return which reviews hold what is not printed any more once they are opened, by what prints it."""
    found: dict[Act, list[Review]] = {}
    for one in planned:
        for act in one.unprinted:
            found.setdefault(act, []).append(one.review)
    return found


def _tickets(act: Act, going: Sequence[Planned], *, asked: str) -> list[Ticket]:
    parts = enumerate(in_parts(going), 1)
    return [Ticket(act, tuple(map(_item, part)), part=number, asked=asked) for number, part in parts]


def _item(planned: Planned) -> Item:
    return Item(planned.review.id, planned.seen, planned.is_proposed)


def in_parts(going: Sequence[Planned]) -> list[list[Planned]]:
    """Return what is done in its parts, each with no more files than one ZIP holds; what gives no files is one part."""
    parts, taken = list[list[Planned]](), 0
    for one in going:
        if not parts or taken + one.files > FILES_LIMIT:
            parts.append([])
            taken = 0
        parts[-1].append(one)
        taken += one.files
    return parts


def _within_limit(planned: Sequence[Planned]) -> list[Planned]:
    """Return what is planned, and of those with too many people for one page that they stay for another time."""
    taken, kept = 0, list[Planned]()
    for one in planned:
        if one.people and taken + one.people > PEOPLE_LIMIT:
            kept.append(Planned(one.review, stays=gettext(TOO_MUCH)))
            continue
        taken += one.people
        kept.append(one)
    return kept
