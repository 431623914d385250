"""What an act would do with each review that is ticked: found by the same steps that do it, and changing nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import ceil

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import Confirmation, Finding, Level
from surveyapp.core.conduct.review import Review, Step
from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.conduct.vouching import is_asked_in_vain
from surveyapp.core.errors import ReviewError
from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store import partners, recipients
from surveyapp.web.clock import now
from surveyapp.web.desk.extending import count_to_tell
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.i18n import current_language, day, gettext, ngettext
from surveyapp.web.refusals import refusal
from surveyapp.web.rounds.acts import Act, Planned, of_side
from surveyapp.web.rounds.opening import count_letters, plan_opening
from surveyapp.words.checklist import finding_sentence
from surveyapp.words.turnout import turnout_words
from surveyapp.workflow.invitations import confirming, printing_forms, reminding
from surveyapp.workflow.invitations.confirming import Vouching
from surveyapp.workflow.reviews import handing_out, opening

PlanOne = Callable[[Session, Review], Planned]


def plan(session: Session, act: Act, chosen: Sequence[Review]) -> list[Planned]:
    """Return what ``act`` would do with each of the reviews."""
    return [_or_stays(session, _PLANS[act], review) for review in chosen]


def _or_stays(session: Session, plan_one: PlanOne, review: Review) -> Planned:
    try:
        return plan_one(session, review)
    except ReviewError as error:
        return Planned(review, stays=refusal(error))


def _check(session: Session, review: Review) -> Planned:
    review.require(Step.OPEN)
    found = [one for one in opening.read_checklist(session, review.id, now=now()) if one.level is not Level.READY]
    said = tuple(map(_finding, found)) or (gettext("Nothing is missing."),)
    return Planned(review, said)


def _finding(found: Finding) -> str:
    said = finding_sentence(found, current_language())
    return of_side(found.side, said) if found.side else said


def _ask(session: Session, review: Review) -> Planned:
    review.require(Step.INVITE)
    vouchings = confirming.list_vouchings(session, review.id, now=now()).values()
    told = [_asked(one) for one in vouchings]
    said, mails = tuple(words for words, _ in told), sum(count for _, count in told)
    if not mails:
        return Planned(review, stays=" ".join(said))
    return Planned(review, said, mails=mails, seen=asked_so_far(vouchings))


def asked_so_far(vouchings: Iterable[Vouching]) -> str:
    """Return what changes whenever focal points are asked."""
    asked = [[one.focal.id, str(one.asked_at)] for vouching in vouchings for one in vouching.vouchers]
    return digest(canonical_json(asked))


def _asked(vouching: Vouching) -> tuple[str, int]:
    """Return what is said of asking one side's focal points, and how many mails that would be."""
    side, points = vouching.side, vouching.vouchers
    if not is_to_be_asked(vouching):
        return of_side(side, _not_asked(vouching)), 0
    said = ngettext("%(num)s e-mail", "%(num)s e-mails", len(points))
    if all(is_asked_in_vain(one.focal, g.staff.email) for one in points):
        said = gettext("%(mails)s; you entered the address yourself, so this answer will not count", mails=said)
    elif any(one.asked_at for one in points):
        said = gettext("%(mails)s, as a reminder", mails=said)
    return of_side(side, said), len(points)


def is_to_be_asked(vouching: Vouching) -> bool:
    """Say whether a side has somebody to be asked, a list to ask about, and no confirmation yet."""
    has_list = not vouching.roster.is_empty
    return bool(vouching.vouchers) and has_list and vouching.confirmed.standing is not Confirmation.CONFIRMED


def _not_asked(vouching: Vouching) -> str:
    if not vouching.vouchers:
        return gettext("No focal point is recorded, so nobody confirms the list.")
    if vouching.confirmed.standing is Confirmation.CONFIRMED:
        return gettext("The focal point has confirmed the list.")
    return gettext("Nobody has been invited yet.")


def _remind(session: Session, review: Review) -> Planned:
    sides = reminding.plan_reminders(session, review.id, now=now())
    due = [one for one in sides if not one.hindrance and one.mails]
    if not due:
        return Planned(review, stays=" ".join(_reminded(sides)))
    return Planned(review, tuple(_reminded(sides)), mails=sum(one.mails for one in due), seen=reminded_so_far(sides))


def reminded_so_far(sides: Sequence[reminding.SidePlan]) -> str:
    """Return what changes whenever a side is reminded."""
    return digest(canonical_json([[one.side.value, one.number] for one in sides]))


def _reminded(sides: Sequence[reminding.SidePlan]) -> Iterator[str]:
    for one in sides:
        said = ngettext("%(num)s e-mail", "%(num)s e-mails", one.mails)
        yield of_side(one.side, refusal(one.hindrance) if one.hindrance else said)


def _extend(session: Session, review: Review) -> Planned:
    review.require(Step.EXTEND)
    mails = count_to_tell(session, review.id)
    if mails:
        told = ngettext("%(num)s e-mail, if you tell people", "%(num)s e-mails, if you tell people", mails)
    else:
        told = gettext("Nobody has had an e-mail from us yet; what still waits will carry the new day.")
    return Planned(review, (gettext("Deadline until now: %(day)s", day=day(review.closes_on)), told), mails=mails)


def _close(session: Session, review: Review) -> Planned:
    review.require(Step.CLOSE)
    progress = load_progress(session, [review], now=now())[review.id]
    if progress.is_opened_today:
        said = [gettext("Opened today: how many have answered is not known before midnight.")]
    else:
        said = [of_side(side, _answered(review, side, turnout)) for side, turnout in progress.turnout.items()]
    if review.takes_answers_at(now()):
        said.append(
            gettext("People were told that they can answer until the end of %(day)s.", day=day(review.closes_on))
        )
    return Planned(review, tuple(said))


def _answered(review: Review, side: Side, turnout: Turnout) -> str:
    way = review.answering.of(side)
    words = turnout_words(turnout, current_language(), thresholds=review.thresholds, answering=way)
    return gettext("answered by last midnight: %(turnout)s", turnout=words)


def _share(session: Session, review: Review) -> Planned:
    review.require(Step.SHARE)
    handing_out.require_answers(session, review.id)
    people = [one.person for side in Side for one in recipients.list_recipients(session, review.id, side=side)]
    mails = sum(bool(person.address) for person in people)
    points = len(partners.list_focal_points(session, [review.partner.id])[review.partner.id])
    told = ngettext("%(num)s e-mail to people on the lists", "%(num)s e-mails to people on the lists", mails)
    handed = ngettext(
        "%(num)s focal point gets a link to the handout", "%(num)s focal points get a link to the handout", points
    )
    return Planned(review, (told, handed), mails=mails + points)


def _letters(session: Session, review: Review) -> Planned:
    if not review.allows(Step.OPEN):
        return Planned(review, stays=gettext("Letters are printed until a review is opened."))
    counts = count_letters(session, review)
    if not any(counts.values()):
        return Planned(review, stays=gettext("Nobody gets a printed letter."))
    said = (
        of_side(side, ngettext("%(num)s letter", "%(num)s letters", count)) for side, count in counts.items() if count
    )
    return Planned(review, tuple(said), letters=sum(counts.values()), files=sum(map(bool, counts.values())))


def _forms(session: Session, review: Review) -> Planned:  # noqa: ARG001 - as all of them
    return Planned(review, (gettext("A form for each side"),), files=len(Side))


def _codes(session: Session, review: Review) -> Planned:
    if not review.allows(Step.OPEN):
        return Planned(review, stays=gettext("Forms with codes are printed until a review is opened."))
    counts = {side: printing_forms.count_forms(session, review.id, side=side) for side in Side}
    if not any(counts.values()):
        return Planned(review, stays=gettext("No codes of paper forms were made."))
    said = (of_side(side, ngettext("%(num)s form", "%(num)s forms", count)) for side, count in counts.items() if count)
    return Planned(review, tuple(said), files=sum(ceil(count / printing_forms.AT_ONCE) for count in counts.values()))


def _packs(session: Session, review: Review) -> Planned:
    if not review.is_closed:
        return Planned(review, stays=gettext("There are no results before the review is closed."))
    if not handing_out.is_answered(session, review.id):
        return Planned(review, stays=gettext("Nobody answered, so there is nothing to print."))
    return Planned(review, (gettext("One pack"),), files=1)


_PLANS: Mapping[Act, PlanOne] = {
    Act.CHECK: _check,
    Act.ASK: _ask,
    Act.OPEN: plan_opening,
    Act.REMIND: _remind,
    Act.EXTEND: _extend,
    Act.CLOSE: _close,
    Act.SHARE: _share,
    Act.LETTERS: _letters,
    Act.FORMS: _forms,
    Act.CODES: _codes,
    Act.PACKS: _packs,
}
