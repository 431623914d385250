"""What is said after opening of letters and paper forms that nobody had printed, and what can still be done."""

from collections.abc import Iterator, Mapping

from surveyapp.core.conduct.printed import Unprinted
from surveyapp.core.sides import Side
from surveyapp.web.i18n import ngettext


def unprinted_told(unprinted: Mapping[Side, Unprinted]) -> str:
    """Return what is said of an open review: only people by name can be given another letter."""
    return " ".join(_sentences(unprinted))


def _sentences(unprinted: Mapping[Side, Unprinted]) -> Iterator[str]:
    if letters := sum(one.letters for one in unprinted.values()):
        yield ngettext(
            "The letter of %(num)s person was not printed before opening. Another one can be printed on that person’s "
            "page under “Invitations”: one member of staff asks for it, and a second one, if there is one, prints "
            "it.",
            "The letters of %(num)s people were not printed before opening. Others can be printed on each person’s "
            "page under “Invitations”: one member of staff asks for it, and a second one, if there is one, prints "
            "it.",
            letters,
        )
    if forms := sum(one.forms for one in unprinted.values()):
        yield ngettext(
            "%(num)s paper form with a code was not printed before opening, and can no longer be.",
            "%(num)s paper forms with codes were not printed before opening, and can no longer be.",
            forms,
        )
