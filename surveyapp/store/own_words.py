"""What a round's mails and letters say for themselves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.text.languages import Text
from surveyapp.store.rows import RoundWordsRow


def find_own_words(session: Session, round_id: int) -> OwnWords:
    """Return a round's own words, which may be none."""
    row = session.scalar(select(RoundWordsRow).filter_by(round_id=round_id))
    return OwnWords() if row is None else OwnWords(row.subject or Text({}), row.sentence or Text({}))


def put_own_words(session: Session, round_id: int, words: OwnWords) -> None:
    """Store a round's own words in the place of those before."""
    row = session.scalar(select(RoundWordsRow).filter_by(round_id=round_id)) or RoundWordsRow(round_id=round_id)
    row.subject = words.subject if words.subject.written else None
    row.sentence = words.sentence if words.sentence.written else None
    session.add(row)
    session.flush()
