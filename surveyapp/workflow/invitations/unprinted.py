"""Which letters and paper forms nobody printed: they can be until opening, and later it is known who lacks one."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy.orm import Session

from surveyapp.core.conduct.printed import Told, ToPrint, Unprinted, count_unprinted
from surveyapp.core.sides import Side
from surveyapp.store import invitations, prints


def list_unprinted(session: Session, review_ids: Collection[int]) -> dict[int, dict[Side, Unprinted]]:
    """Return what of each review and side was not printed, in as many queries whatever their number."""
    to_print = _to_print(session, review_ids)
    printing = {review_id for (review_id, _), one in to_print.items() if not one.is_nothing}
    record = defaultdict[int, list[tuple[str, Told]]](list)
    if printing:
        for review_id, action, told in prints.list_printing(session, printing):
            record[review_id].append((action, told))
    return {
        review_id: {side: count_unprinted(side, to_print[review_id, side], record[review_id]) for side in Side}
        for review_id in review_ids
    }


def find_unprinted(session: Session, review_id: int) -> dict[Side, Unprinted]:
    """Return what of each side of one review was not printed."""
    return list_unprinted(session, [review_id])[review_id]


def _to_print(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], ToPrint]:
    people, gone = defaultdict[tuple[int, Side], set[str]](set), defaultdict[tuple[int, Side], set[str]](set)
    for review_id, side, person, is_withdrawn in prints.list_by_letter(session, review_ids):
        (gone if is_withdrawn else people)[review_id, side].add(person)
    forms = invitations.count_for_forms(session, review_ids)
    return {
        (review_id, side): ToPrint(
            frozenset(people[review_id, side]),
            frozenset(gone[review_id, side]),
            forms.get((review_id, side), 0),
        )
        for review_id in review_ids
        for side in Side
    }
