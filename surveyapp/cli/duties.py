"""What is due without anybody asking, a line a duty; any number of workers may do them at once."""

import json
from collections.abc import Callable, Mapping

from sqlalchemy.exc import DBAPIError

from surveyapp.cli.installation import Installation, now, tell
from surveyapp.core.conduct.review import State
from surveyapp.core.errors import StateError
from surveyapp.core.text.days import day_of
from surveyapp.core.text.languages import Language
from surveyapp.mail.delivery_reports import DeliveryReport, read_report
from surveyapp.mail.mailbox import Mailbox
from surveyapp.operating import heads
from surveyapp.operating.erasing import forget_files
from surveyapp.store import audit, reviews, sealing
from surveyapp.store.audit import Author
from surveyapp.store.engine import place_of
from surveyapp.workflow import mailing, purging
from surveyapp.workflow.accounts import limiting, signing_in, telling_heads
from surveyapp.workflow.invitations import returning
from surveyapp.workflow.reviews import chasing, closing

AUTHOR = "worker"


def run_duties(installation: Installation) -> Mapping[str, int]:
    """Do what is due, and return how much of what was done; a duty that fails holds no other up."""
    done = {name: _run(name, installation) for name in DUTIES}
    return {name: count for name, count in done.items() if count}


def _run(name: str, installation: Installation) -> int:
    try:
        return DUTIES[name](installation)
    except DBAPIError:
        raise
    except Exception as error:  # whatever it is, mails still go out
        tell(f"{name}: {type(error).__name__}: {error}", err=True)
        return 0


def _settle_unsure(installation: Installation) -> int:
    """Settle the mails of workers that ended before they heard the server's answer."""
    with installation.writing(AUTHOR) as session:
        return mailing.settle_unsure(session, now=now())


def _close_due(installation: Installation) -> int:
    """Close the reviews whose date has passed, where the setting says so."""
    if not installation.settings.closes_on_date:
        return 0
    with installation.reading() as session:
        due = reviews.list_past_date(session, now())
    return sum(_close(installation, review_id) for review_id in due)


def _close(installation: Installation, review_id: int) -> bool:
    with installation.writing(AUTHOR) as session:
        reviews.get_review_row(session, review_id)
        review = reviews.get_review(session, review_id)
        if review.state is not State.OPEN or review.takes_answers_at(now()):  # somebody closed or extended it meanwhile
            return False
        closing.close_review(session, review_id, now=now())
        return True


def _read_reports(installation: Installation) -> int:
    """Read what mail servers report of mails that came back."""
    url = installation.settings.bounces_url
    if not url:
        return 0
    return sum(_record(installation, read_report(data)) for data in Mailbox.from_url(url).take_new())


def _record(installation: Installation, report: DeliveryReport | None) -> int:
    """Record a report before the mailbox forgets it."""
    if report is None:
        return 0
    with installation.writing(AUTHOR) as session:
        return returning.record_report(
            session, report.message_id, reason=report.reason, keys=installation.keys, is_nowhere=report.is_nowhere
        )


def _finish_sealing(installation: Installation) -> int:
    """Wipe the files after a closing that was cut short, and the log of what was erased and overwritten since."""
    try:
        sealed = len(sealing.compact(installation.engine, Author(AUTHOR, now())))
    except StateError:  # somebody still reads what is to be forgotten; the next round tries again
        sealed = 0
    sealing.empty_log(installation.engine)
    return sealed


def _chase(installation: Installation) -> int:
    """Mail about promises that are due."""
    settings, instant = installation.settings, now()
    with installation.writing(AUTHOR) as session:
        return chasing.chase_actions(
            session,
            now=instant,
            today=day_of(instant, settings.timezone),
            contact=settings.contact,
            language=Language(settings.default_language),
        )


def _forget(installation: Installation) -> int:
    """Forget failures to sign in that count no more, and browsers whose time is over."""
    with installation.writing(AUTHOR) as session:
        return limiting.forget_outdated(session, now=now()) + signing_in.forget_ended(session, now=now())


def _purge(installation: Installation) -> int:
    """Erase what was kept long enough, and the files that were made of it."""
    with installation.writing(AUTHOR) as session:
        erased = sum(purging.purge(session, now=now(), keeping=installation.settings.keeping).values())
    forget_files(installation.settings, is_erased=bool(erased))
    return erased


def _tell_head(installation: Installation) -> int:
    """Mail the newest entry of the record to administrators, once a day."""
    settings, instant = installation.settings, now()
    with installation.writing(AUTHOR) as session:
        return telling_heads.mail_head(
            session,
            today=day_of(instant, settings.timezone),
            now=instant,
            language=Language(settings.default_language),
        )


def _note_head(installation: Installation) -> int:
    """Note the newest entry of the record beside SECRET_KEY and in the log, once an hour: no news of the worker's."""
    with installation.reading() as session:
        head = audit.find_head(session)
    place, instant = place_of(installation.engine), now()
    if head and heads.note(installation.settings.instance, head, place=place, now=instant):
        said = {"event": "record_head", "number": head.number, "hash": head.hash, "timestamp": instant.isoformat()}
        tell(json.dumps(said), err=True)
    return 0


DUTIES: Mapping[str, Callable[[Installation], int]] = {
    "unsure": _settle_unsure,
    "closed": _close_due,
    "chased": _chase,
    "returned": _read_reports,
    "forgotten": _forget,
    "erased": _purge,
    "told": _tell_head,
    "sealed": _finish_sealing,
    "noted": _note_head,
}
"""What was done, as the worker says it → the duty. Sealing wipes what closing and erasing left; noting comes last."""
