"""Files that pages give, made beside them: in a process of their own, in turn with all others of the machine."""

import atexit
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, partial

from flask import Flask, current_app

from surveyapp.core.wire import canonical_json, digest
from surveyapp.rendering.child import Child
from surveyapp.rendering.workshop import Job, Waiting, Work, Workshop
from surveyapp.settings import Settings
from surveyapp.version import VERSION

_NAME = "surveyapp.workshop"


def init_making(app: Flask, settings: Settings) -> None:
    """Give ``app`` its workshop; no process is started yet."""
    folder = settings.instance / "rendering" / "fonts"
    app.extensions[_NAME] = Workshop(settings.instance, partial(child_of_this_process().run, folder=folder))


@cache
def child_of_this_process() -> Child:
    """Return the one process that this one has files made in."""
    child = Child()
    atexit.register(child.end)
    return child


def ask_for(work: Work, *key: str) -> bytes | Waiting:
    """Return what ``work`` makes where it is made, else how many come before it; ``key`` is as of ``made_file``.

    Raises:
        UnmadeError: it could not be made a moment ago, or too many wait.
    """
    return _workshop().ask(_job(work, key))


def find_made(*key: str) -> bytes | None:
    """Return the file of ``key`` where it was made a while ago."""
    return _workshop().shelf.find(_name(key))


def made_file(work: Work, *key: str) -> bytes:
    """Return what ``work`` makes, and keep it for a while; ``key`` tells it from every file of other content.

    Raises:
        UnmadeError: it could not be made, or not so soon.
    """
    return _workshop().wait_for(_job(work, key))


def made_once(work: Work) -> bytes:
    """Return what ``work`` makes, which is kept nowhere.

    Raises:
        UnmadeError: it could not be made, or not so soon.
    """
    with made_in_turn() as make:
        return make(work)


def made_in_turn() -> AbstractContextManager[Callable[[Work], bytes]]:
    """Wait for a turn, and give what makes a file that is kept nowhere: for files of which a step comes first.

    Raises:
        UnmadeError: its turn does not come so soon; or, of what makes it, it could not be made.
    """
    return _workshop().turn()


def _job(work: Work, key: tuple[str, ...]) -> Job:
    return Job(work, _name(key))


def _name(key: tuple[str, ...]) -> str:
    return digest(canonical_json([VERSION, *key]))


def _workshop() -> Workshop:
    found: Workshop = current_app.extensions[_NAME]
    return found
