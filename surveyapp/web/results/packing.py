"""The meeting pack as a file. What prints it is loaded with the first pack, not at the start of the process."""

from importlib import import_module

from werkzeug.exceptions import NotFound

from surveyapp.core.text.languages import PRINTED_IN
from surveyapp.web.db import reading


def pack_file(review_id: int, *, languages: str, chosen: frozenset[str]) -> bytes:
    """Return the pack as PDF.

    Raises:
        NotFound: no such language.
        ReviewError: as ``load_pack`` says.
    """
    made = import_module("surveyapp.reports.pack.making")
    if languages not in PRINTED_IN:
        raise NotFound
    with reading() as session:
        pack = made.load_pack(session, review_id, languages=languages, chosen=chosen)
    data: bytes = made.make_pack(pack)
    return data
