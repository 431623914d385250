"""Pages of results as they are for all who may see the same: made once a release and language, and kept.

What is a person's stands around a sheet. In it a template finds nobody who is signed in, and where a form shows that
it is from here (``csrf_token``) a mark for what each browser is given.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, g, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from surveyapp.web.i18n import current_language, fallen_back, offered_languages
from surveyapp.web.packing import Piece, pack_piece, send_pieces

MOST = 40
"""Sheets that are kept, of 60 to 270 kB each: six megabytes a process."""

_KEPT = "surveyapp.sheets"
_BLOCKS = ("title", "body_class", "banner", "trail")
_BETWEEN, _TOKEN = Markup("\x00"), Markup("\x01")
"""What no text of a page has."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands in each block but the main one, that in pieces with a token between each two of them.

    ``fallen_back`` are the languages of which the foot of the page tells that texts fell back to them.
    """

    blocks: Mapping[str, Markup]
    main: tuple[Piece, ...]
    fallen_back: frozenset[str]


def show_sheet(
    template: str, of: Hashable, frame: Callable[[], Mapping[str, Any]], *, asked: Collection[str] = ()
) -> Response:
    """Return the page that ``template`` makes of ``frame()``.

    ``of`` is all that the frame depends on beside the address, the language and what the reader's role may see; that
    is asked for each time, and the frame only where the sheet is not kept. Of a query, what is ``asked`` often tells
    sheets apart; with anything else in it a page is not kept.
    """
    queried = tuple((name, value) for name, value in request.args.items(multi=True) if name != "lang")
    is_kept = all(name in asked for name, _ in queried)
    sheet = _find(template, (of, queried), frame) if is_kept else _make(template, frame())
    fallen_back().update(sheet.fallen_back)
    around = render_template("results/sheet.html", **sheet.blocks, main=_BETWEEN)
    before, after = map(pack_piece, around.split(_BETWEEN))
    first, *others = sheet.main
    filled = [piece for one in others for piece in (pack_piece(generate_csrf()), one)]
    return send_pieces([before, first, *filled, after])


def _find(template: str, of: Hashable, frame: Callable[[], Mapping[str, Any]]) -> _Sheet:
    kept: dict[Hashable, _Sheet] = current_app.extensions.setdefault(_KEPT, {})
    rights = g.staff.role, g.staff.given
    key = (template, of, request.path, request.script_root, current_language(), offered_languages(), rights)
    sheet = kept.get(key)
    if sheet is None:
        if len(kept) >= MOST:
            kept.clear()
        sheet = kept[key] = _make(template, frame())
    return sheet


def _make(template: str, frame: Mapping[str, Any]) -> _Sheet:
    before, g.fallen_back = fallen_back(), set()
    nobody = current_app.jinja_env.undefined(name="staff")
    told = {**frame, "layout": "results/blocks.html", "staff": nobody, "csrf_token": lambda: _TOKEN}
    *blocks, main = render_template(template, **told, between=_BETWEEN).split(_BETWEEN)
    found, g.fallen_back = frozenset(fallen_back()), before
    made = {name: Markup(block) for name, block in zip(_BLOCKS, blocks, strict=True)}  # noqa: S704 - made here
    return _Sheet(made, tuple(map(pack_piece, main.split(_TOKEN))), found)
