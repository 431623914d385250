"""Opening many reviews: each as it is shown here, with both its lists, by the one or the other of the two it takes."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import Finding, Item, Level, list_at
from surveyapp.core.conduct.four_eyes import Turn
from surveyapp.core.conduct.review import Review, Step
from surveyapp.core.sides import Side
from surveyapp.store import invitations, recipients
from surveyapp.web.desk.before_opening import BeforeOpening, load_before_opening
from surveyapp.web.i18n import current_language, gettext, marked, moment, ngettext
from surveyapp.web.rounds.acts import Act, Planned, of_side
from surveyapp.words.checklist import finding_sentence
from surveyapp.workflow.reviews.opening import Prepared

_OTHERS = {
    Turn.WAITS: marked("You proposed it; a colleague looks at both lists, and opens it."),
    Turn.NONE: marked("Someone else opens this review: this account is too new, or for demonstrations only."),
}


_PRINTS = {Item.LETTERS_NOT_PRINTED: Act.LETTERS, Item.FORMS_NOT_PRINTED: Act.CODES}
"""What was not printed, and what prints it."""


def plan_opening(session: Session, review: Review) -> Planned:
    """Return what opening would do: to propose, to open what a colleague proposed, or why neither is possible now."""
    review.require(Step.OPEN)
    before = load_before_opening(session, review.id)
    prepared = before.prepared
    if not before.is_ready:
        lacking = [one for one in prepared.missing if one not in prepared.unconfirmed]
        return Planned(review, stays=" ".join(map(_finding, lacking)))
    if before.turn in _OTHERS:
        return Planned(review, stays=gettext(_OTHERS[before.turn]))
    return Planned(
        review,
        said=(_what(before), *map(_finding, list_at(Level.WARNING, prepared.findings)), *_unconfirmed(before)),
        mails=0 if _is_proposed(before) else prepared.mails,
        letters=_count_unprinted(session, prepared),
        seen=prepared.digest,
        is_proposed=_is_proposed(before),
        asks_reason=bool(prepared.unconfirmed),
        unprinted=tuple(act for item, act in _PRINTS.items() if item in {one.item for one in prepared.findings}),
        vouchings=prepared.vouchings,
        prepared_by=before.prepared_by,
    )


def count_letters(session: Session, review: Review) -> dict[Side, int]:
    """Return how many letters are printed for each side before opening."""
    return {
        side: len(recipients.list_without_address(session, review.id, side=side))
        + len(invitations.list_nameless(session, review.id, side=side))
        for side in Side
    }


def _count_unprinted(session: Session, prepared: Prepared) -> int:
    """Return how many letters are still to be printed; of links without a name nobody knows whether they were."""
    nameless = sum(len(invitations.list_nameless(session, prepared.review.id, side=side)) for side in Side)
    return nameless + sum(one.people for one in prepared.findings if one.item is Item.LETTERS_NOT_PRINTED)


def _what(before: BeforeOpening) -> str:
    proposal = before.prepared.proposal
    if before.turn is Turn.PROPOSES:
        return gettext("You propose it; a colleague opens it.")
    if before.turn is Turn.SECOND and proposal:
        at = moment(proposal.at)
        return gettext("Opened now: %(who)s proposed it on %(day)s.", who=proposal.by, day=at)
    return gettext("Opened now, by you alone: everyone who answers is told so.")


def _unconfirmed(before: BeforeOpening) -> list[str]:
    return [_finding(one) for one in before.prepared.unconfirmed]


def _is_proposed(before: BeforeOpening) -> bool:
    return before.turn is Turn.PROPOSES


def _finding(found: Finding) -> str:
    said = finding_sentence(found, current_language())
    return of_side(found.side, said) if found.side else said


def opened_told(mails: int) -> str:
    """Return what is said of a review that was opened."""
    return ngettext("Opened: %(num)s e-mail waits to be sent.", "Opened: %(num)s e-mails wait to be sent.", mails)
