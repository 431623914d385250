"""Files made in the test's own process: for what only this one knows, such as a made-up language."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import enumerate as all_threads

from flask import Flask

from surveyapp.rendering.workshop import THREAD


@contextmanager
def making_here(app: Flask) -> Iterator[None]:
    """Let ``app`` make its files in this process; all else of making them stays as it is.

    What was begun is finished before it ends: a file that nobody waits for would want a language that is gone by then.
    """
    workshop = app.extensions["surveyapp.workshop"]
    app.extensions["surveyapp.workshop"] = replace(workshop, run=lambda work: work())
    yield
    for thread in all_threads():
        if thread.name == THREAD:
            thread.join()
