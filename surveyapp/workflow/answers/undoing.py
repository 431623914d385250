"""Undoing an import while its review is open: exactly its responses go, and its links are unused again."""

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, NotFoundError, StateError
from surveyapp.store import audit, imports, invitations, responses, reviews, turnouts
from surveyapp.store.imports import AnswerImport


def list_imports(session: Session, review_id: int) -> list[AnswerImport]:
    """Return the imports of an open review in their order, undone ones too.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is closed; closing has forgotten them.
    """
    review = reviews.get_review(session, review_id)
    if review.is_closed:
        raise StateError(Code.IMPORTS_FORGOTTEN, review=review_id, state=review.state)
    return imports.list_imports(session, review_id)


def undo_import(session: Session, review_id: int, *, number: int) -> AnswerImport:
    """Take back what an import stored, and return it; what was begun behind its links before is not brought back.

    Raises:
        NotFoundError: there is no such review, or no such import of it.
        StateError: the review is closed, or the import was undone already.
    """
    reviews.get_review_row(session, review_id)
    found = next((one for one in list_imports(session, review_id) if one.number == number), None)
    if found is None:
        raise NotFoundError(Code.NO_IMPORT, review=review_id, number=number)
    if found.is_undone:
        raise StateError(Code.IMPORT_UNDONE, review=review_id, number=number)
    turnouts.take_back(session, review_id, side=found.side, links=found.links, taken_at=found.at)
    responses.drop_responses(session, found.responses)
    invitations.mark_all_unused(session, found.links)
    imports.mark_undone(session, review_id, number=number)
    details = {"side": found.side.value, "count": found.count, "number": number}
    audit.record(session, "answers.import_undone", review_id=review_id, **details)
    return found
