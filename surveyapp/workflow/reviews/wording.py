"""Giving a round's mails and letters a subject and a sentence of their own."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.own_words import OwnWords, read_own_words
from surveyapp.store import audit, own_words, rounds


def set_own_words(session: Session, round_slug: str, words: OwnWords) -> None:
    """Say in a round's mails and letters what an office says for itself; mails that wait say it too.

    Raises:
        NotFoundError: there is no such round.
        InputError: as of ``own_words.read_sentence``.
    """
    round_, read = rounds.get_round(session, round_slug), read_own_words(words)
    if read != own_words.find_own_words(session, round_.id):
        own_words.put_own_words(session, round_.id, read)
        audit.record(
            session, "round.worded", round=round_slug, subject=dict(read.subject), sentence=dict(read.sentence)
        )
