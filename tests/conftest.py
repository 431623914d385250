"""What the tests of every room share, and no more: rooms below the database and the pages load neither.

Rooms that need a database or the app take ``tests/plugins`` in their own conftest.
"""

import gc
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from tests.questionnaires import FROZEN_FILE, SECOND_FILE
from tests.randomly import IS_DESK, examples

ROOT = Path(__file__).parents[1]
SECRET = "a secret of at least thirty-two characters, for tests"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

if IS_DESK:
    hypothesis.settings.register_profile("at a desk", examples(100))
    hypothesis.settings.load_profile("at a desk")

gc.set_threshold(50_000, 20, 50)  # a tenth of the time went into looking for what is thrown away


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave of the cases of a test that is marked ``alike(n)`` all but ``n`` to ``make wide``: they lie evenly."""
    cases: dict[tuple[Path, str], list[pytest.Function]] = {}
    for item in items:
        is_one = isinstance(item, pytest.Function) and item.get_closest_marker("alike")
        if is_one and not item.get_closest_marker("thorough"):
            cases.setdefault((item.path, item.originalname), []).append(item)
    for alike in cases.values():
        most = alike[0].get_closest_marker("alike").args[0]
        kept = {place * len(alike) // most for place in range(most)}
        for item in (one for place, one in enumerate(alike) if place not in kept):
            item.add_marker(pytest.mark.wide)


def pytest_collection_finish() -> None:
    """Look no more at what was loaded to be kept: a tenth of a second each time, and some hundred times."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Look once at what is left, before pytest looks five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    from surveyapp.catalogue.files import read_questionnaire

    return read_questionnaire(FROZEN_FILE.read_bytes(), name=FROZEN_FILE.name)


@pytest.fixture(scope="session")
def second() -> Questionnaire:
    """The other questionnaire: two scales of seven points, one of four, and nothing by the shipped one's name."""
    from surveyapp.catalogue.files import load_questionnaire

    return load_questionnaire(SECOND_FILE)


class Prepared:
    """An open review with unused links on both sides."""

    def __init__(self, review_id: int, links: dict[Side, list[str]]) -> None:
        self.review_id, self.links = review_id, links

    def path(self, side: Side = Side.PARTNER, number: int = 0) -> str:
        return f"/r/{self.links[side][number]}"
