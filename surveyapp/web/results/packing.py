"""The meeting pack as a file. What prints it is loaded with the first pack, not at the start of the process."""

from importlib import import_module

from werkzeug.exceptions import NotFound

from surveyapp.core.text.languages import printed_in
from surveyapp.web.db import reading
from surveyapp.web.i18n import offered_languages


def pack_file(review_id: int, *, languages: str, chosen: frozenset[str]) -> bytes:
    """Return the pack as PDF.

    Raises:
        NotFound: no such language.
        ReviewError: as ``load_pack`` says.
    """
    made = import_module("surveyapp.reports.pack.making")
    try:
        asked = printed_in(languages, offered_languages())
    except ValueError:
        raise NotFound from None
    with reading() as session:
        pack = made.load_pack(session, review_id, languages=asked, chosen=chosen)
    data: bytes = made.make_pack(pack)
    return data
