"""What a page showed when it was given out, carried in its last hidden field.

A body that was cut on the way never has it whole. And it tells what the reader changed from what another tab or
device changed meanwhile: only fields that differ from what was shown are saved.
"""

import hashlib
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from surveyapp.core.form.pages import Page, PageValues, TextField, Value

MANIFEST = "manifest"
TOUCHED = "~"
"""Written by scripts in place of what was shown: the field was changed since, whatever it holds now."""
UNTOUCHED = "~="
"""Written by scripts of a field that the body leaves out: nothing is said about it."""
_PLAIN_LIMIT = 64


def write_manifest(page: Page, values: PageValues) -> str:
    """Return what ``page`` shows when ``values`` are kept, field by field."""
    return urlencode([(f.name, _shown(values.get(f.name, f.empty))) for f in page.fields])


def changes_since(shown: Mapping[str, str], values: Mapping[str, Value]) -> dict[str, Value]:
    """Return those of the posted ``values`` that differ from what the page showed."""
    return {name: value for name, value in values.items() if shown[name] not in {UNTOUCHED, _shown(value)}}


def find_conflicts(
    page: Page, shown: Mapping[str, str], *, changes: Mapping[str, Value], kept: PageValues
) -> dict[str, str]:
    """Return the texts among ``changes`` that were written elsewhere meanwhile, as they are ``kept``.

    A text that goes on where the kept one ends is none: it has all of it.
    """
    texts = {f.name: str(kept.get(f.name, "")) for f in page.fields if isinstance(f, TextField) and f.name in changes}
    return {
        name: theirs
        for name, theirs in texts.items()
        if shown[name] not in {TOUCHED, _shown(theirs)} and not str(changes[name]).startswith(theirs)
    }


def read_manifest(page: Page, body: MultiDict[str, str]) -> dict[str, str]:
    """Return what the page showed, field by field.

    Raises:
        BadRequest: the manifest is not whole, so the body was cut.
    """
    pairs = parse_qsl(body.get(MANIFEST, ""), keep_blank_values=True)
    if [name for name, _ in pairs if name not in page.passed_over] != [f.name for f in page.fields]:
        raise BadRequest("cut")
    return dict(pairs)


def _shown(value: Value) -> str:
    """Return a value as the manifest writes it: as it is when short, else its digest. None reads ``TOUCHED``."""
    plain = value if isinstance(value, str) else ",".join(value)
    is_plain = len(plain) <= _PLAIN_LIMIT and not plain.startswith(TOUCHED)
    return plain if is_plain else TOUCHED + hashlib.sha256(plain.encode()).hexdigest()[:16]
