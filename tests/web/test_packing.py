"""What is compressed once is the same for whoever reads gzip and for whoever does not."""

import gzip

import pytest
from flask import Flask

from surveyapp.web.packing import pack_piece, send_packed, send_pieces

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
