"""Sending is exact: many senders of one link at the same moment, over real connections to a real server."""

import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from surveyapp.core.sides import Side
from surveyapp.store.engine import new_session
from surveyapp.store.rows import ResponseRow
from tests.browser.site import Site

SENDERS = 64


@pytest.fixture(params=["site", "postgresql_site"], ids=["sqlite", "postgresql"])
def any_site(request: pytest.FixtureRequest) -> Site:
    return request.getfixturevalue(request.param)


@pytest.mark.alike(1)
def test_sixty_four_senders_of_one_link_get_one_receipt(any_site: Site) -> None:
    link = any_site.link(Side.PARTNER)
    page = _read(f"{link}/integrity")[1]
    manifest = re.search(r'name="manifest" value="([^"]*)"', page)[1].replace("&amp;", "&")
    assert _read(f"{link}/integrity", {"holds_principles.self": "4", "manifest": manifest})[0] == 200
    before = _responses(any_site)
    start = Barrier(SENDERS)

    def send(_number: int) -> tuple[int, str]:
        start.wait()
        return _read(f"{link}/check", {"confirm": "send"})

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = list(pool.map(send, range(SENDERS)))
    assert {status for status, _ in answers} == {200}
    assert len({re.search(r'data-receipt="(\w+)"', body)[1] for _, body in answers}) == 1
    assert _responses(any_site) == before + 1


def _responses(site: Site) -> int:
    with new_session(site.engine) as session:
        return session.scalar(select(func.count()).select_from(ResponseRow)) or 0


def _read(address: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    body = urllib.parse.urlencode(fields).encode() if fields is not None else None
    try:
        with urllib.request.urlopen(address, body, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
