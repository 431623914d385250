"""Erasing what was kept long enough, everywhere it is kept: rows, the database's files, and files that were made."""

from surveyapp.rendering.workshop import shelf_in
from surveyapp.settings import Settings


def forget_files(settings: Settings, *, is_erased: bool) -> None:
    """Remove the packs and charts of this machine's shelf that are old, or all where what they show was erased."""
    shelf = shelf_in(settings.instance)
    if is_erased:
        shelf.empty()
    else:
        shelf.sweep()
