"""What is due without anybody asking: unsure mails, reviews past their date, unfinished sealing, retention."""

from collections.abc import Mapping

from surveyapp.cli.installation import Installation, now
from surveyapp.core.errors import StateError
from surveyapp.core.review import State
from surveyapp.store import reviews, sealing
from surveyapp.store.audit import Author
from surveyapp.workflow import closing, mailing, purging


def run_duties(installation: Installation) -> Mapping[str, int]:
    """Do what is due, each in a transaction of its own, and return how much of what was done."""
    done = {
        "unsure": _settle_unsure(installation),
        "closed": _close_due(installation),
        "erased": _purge(installation),
        "sealed": _finish_sealing(installation),
    }
    return {name: count for name, count in done.items() if count}


def _settle_unsure(installation: Installation) -> int:
    with installation.writing("worker") as session:
        return mailing.settle_unsure(session, now=now())


def _close_due(installation: Installation) -> int:
    """Close the reviews whose date has passed, where the setting says so."""
    if not installation.settings.closes_on_date:
        return 0
    with installation.reading() as session:
        due = reviews.list_past_date(session, now())
    return sum(_close(installation, review_id) for review_id in due)


def _close(installation: Installation, review_id: int) -> bool:
    with installation.writing("worker") as session:
        row = reviews.get_review_row(session, review_id)
        if row.state is not State.OPEN or row.closes_at > now():  # somebody closed or extended it meanwhile
            return False
        closing.close_review(session, review_id, now=now())
        return True


def _finish_sealing(installation: Installation) -> int:
    try:
        return len(sealing.compact(installation.engine, Author("worker", now())))
    except StateError:  # somebody still reads what is to be forgotten; the next round tries again
        return 0


def _purge(installation: Installation) -> int:
    with installation.writing("worker") as session:
        return sum(purging.purge(session, now=now(), keeping=installation.settings.keeping).values())
