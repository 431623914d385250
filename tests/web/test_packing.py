"""What is compressed once is the same for whoever reads gzip and for whoever does not."""

import gzip

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import Client

from surveyapp.web.packing import pack_piece, send_packed, send_pieces
from tests.databases import ON_SQLITE

TEXT = ["<p>نصّ", "", "long " * 9_999, "\r\n"]


@pytest.mark.parametrize(("takes", "is_packed"), [("gzip, br", True), ("gzip;q=0", False), ("", False)])
def test_pieces_are_one_page(takes: str, is_packed: bool) -> None:
    with Flask(__name__).test_request_context(headers={"Accept-Encoding": takes}):
        for response, text in (
            (send_pieces([pack_piece(one) for one in TEXT]), "".join(TEXT)),
            (send_packed(gzip.compress(b"<svg/>"), "image/svg+xml"), "<svg/>"),
        ):
            data = response.get_data()
            assert (gzip.decompress(data) if is_packed else data).decode() == text
            assert response.headers.get("Content-Encoding") == ("gzip" if is_packed else None)


@pytest.mark.parametrize(
    ("takes", "page", "sheet"),
    [
        ("gzip, deflate, br", "gzip", "br"),
        ("gzip;q=0", None, None),
        ("gzip; q=0.0, br", None, "br"),
        ("br;Q=0, gzip;q=0.5", "gzip", "gzip"),
        ("gzip;q=0, *", None, "br"),
        ("*;q=0", None, None),
        ("*;q=0.3, br;q=0", "gzip", "gzip"),
        ("identity, gzip;q=0", None, None),
        ("gzip;q=0.001", "gzip", "gzip"),
        ("", None, None),
    ],
)
@pytest.mark.alike(3)
@ON_SQLITE
def test_nothing_comes_in_a_compression_that_is_refused(
    app: Flask, takes: str, page: str | None, sheet: str | None
) -> None:
    client = Client(app)
    style = BeautifulSoup(client.get("/").text, "lxml").select_one("link[rel=stylesheet]")["href"]
    for path, coding in (("/", page), ("/privacy", page), (style, sheet)):
        with client.get(path, headers={"Accept-Encoding": takes}) as response:
            assert (response.status_code, response.headers.get("Content-Encoding")) == (200, coding), path
