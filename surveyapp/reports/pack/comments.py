"""What people wrote and allowed to be shown: of a topic on its own sheet, of closing questions on one after them."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from surveyapp.core.conduct.review import Answering
from surveyapp.core.results import Comments
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.reader import Block, Reader, Sheet, block
from surveyapp.words.joining import named

LETTERS_SHOWN = 400
"""Of one side's comments on one topic, where not every comment is printed: beyond them no other begins.

As many of these as its page has room for are printed; a block's ``more`` says for each number how many are left.
"""


def comments_on(reader: Reader, section_id: str) -> Iterator[Block]:
    """Yield each side's comments on a topic, under its name, in an order that says nothing."""
    for entry in reader.result.comments:
        if entry.section == section_id and entry.texts:
            shown = list(_shown(reader, entry.texts))
            printed = range(0) if reader.pack.size is Size.EVERYTHING else range(len(shown) + 1)
            more = [_more(reader, number, len(entry.texts) - number) for number in printed]
            yield block("quotes", heading=_heading(reader, entry), texts=shown, more=more)


def comments(reader: Reader) -> Iterator[Sheet]:
    """Yield what was written on closing questions; nothing where nobody wrote any, or the summary brings it along."""
    if not goes_with_summary(reader):
        yield from closing_comments(reader)


def goes_with_summary(reader: Reader) -> bool:
    """Say whether what was written on closing questions stands below the summary, as far as there is room."""
    return reader.pack.size is Size.MEETING and not reader.pack.chosen


def closing_comments(reader: Reader) -> Iterator[Sheet]:
    """Yield a sheet of what was written on closing questions, which says how much that is where none has room."""
    blocks: list[Block] = []
    for question in reader.questionnaire.closing:
        found = list(comments_on(reader, question.id))
        left = _more(reader, 0, _count(reader, question.id))
        blocks += [block("heading", text=reader.words(question.question), left=left), *found] if found else []
    if blocks:
        left = _more(reader, 0, sum(_count(reader, question.id) for question in reader.questionnaire.closing))
        yield {**reader.sheet(reader.say("In people’s own words"), *blocks, kind="comments"), "left": left}


def _count(reader: Reader, asked_id: str) -> int:
    return sum(len(entry.texts) for entry in reader.result.comments if entry.section == asked_id)


def _heading(reader: Reader, entry: Comments) -> str:
    is_own = reader.result.sides[entry.side].answering is Answering.ORGANISATION
    words = reader.say("In the organisation’s own words") if is_own else reader.say("In people’s own words")
    return named(words, reader.names.of(entry.side), reader.language)


def _shown(reader: Reader, texts: Sequence[str]) -> Sequence[str]:
    """Return all comments, or the first of them."""
    if reader.pack.size is Size.EVERYTHING:
        return texts
    before = accumulate(map(len, texts), initial=0)
    return [text for text, length in zip(texts, before, strict=False) if length < LETTERS_SHOWN]


def _more(reader: Reader, printed: int, n: int) -> str:
    if not n:
        return ""
    if not printed:
        return reader.counted("%(n)s comment, in the whole pack", "%(n)s comments, in the whole pack", n)
    return reader.counted("and %(n)s more, in the whole pack", "and %(n)s more, in the whole pack", n)
