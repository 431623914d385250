"""``NUMBER:VALUE``: how a command takes an end of the record, as a mail told it."""

import re

import click

from surveyapp.cli.installation import installation_of
from surveyapp.core.text.shown import shown
from surveyapp.store.audit import Head

_TYPED = re.compile(r"\s*(\d{1,18}):([0-9a-f]{64})\s*", re.IGNORECASE)


class HeadType(click.ParamType[Head]):
    """``NUMBER:HASH``, as it stands in a mail."""

    name = "number:hash"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        """Return the head that was typed."""
        found = _TYPED.fullmatch(shown(str(value)))
        if found is None:
            said = installation_of(ctx).say("%(typed)r is not a number, a colon and a check value", typed=value)
            self.fail(said, param, ctx)
        return Head(int(found[1]), found[2].lower())
