"""Who writes: words that are one line each, and pictures that lead nowhere and decode."""

import struct
import zlib
from pathlib import Path

import pytest

from surveyapp.sender.pictures import PictureError, read_picture
from surveyapp.settings import SettingsError, load_settings
from tests.languages import AR, EN

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/>{}</svg>'


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 3, height: int = 2, *, pixels: bytes | None = None, interlaced: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    data = zlib.compress(b"\0" * (height * (1 + 3 * width)) if pixels is None else pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(SVG.format("").encode(), "svg", id="plain SVG"),
        pytest.param(SVG.format("<g fill=\"url('#a')\"/>").encode(), "svg", id="a reference within it"),
        pytest.param(png(), "png", id="PNG"),
    ],
)
def test_a_plain_picture_is_taken(data: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(data)
    picture = read_picture(tmp_path / "logo")
    assert (picture.kind, picture.data) == (kind, data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SVG.format("<script>alert(1)</script>").encode(), id="a script"),
        pytest.param(SVG.format('<g onload="x()"/>').encode(), id="a handler"),
        pytest.param(SVG.format('<image href="https://example.org/a.png"/>').encode(), id="a picture elsewhere"),
        pytest.param(SVG.format('<use href="https://example.org/a.svg#x"/>').encode(), id="a shape elsewhere"),
        pytest.param(SVG.format('<g style="fill: url(https://example.org/a)"/>').encode(), id="a fill elsewhere"),
        pytest.param(SVG.format("<style>@import 'https://example.org/a.css';</style>").encode(), id="a style sheet"),
        pytest.param(SVG.format(r'<g style="fill: u\72l(https://example.org)"/>').encode(), id="an escaped address"),
        pytest.param(SVG.format("<foreignObject/>").encode(), id="a page"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "a">]>' + SVG.format("&a;").encode(), id="entities"),
        pytest.param(b'<?xml-stylesheet href="a.css"?>' + SVG.format("").encode(), id="an instruction"),
        pytest.param(SVG.format("").encode("utf-16"), id="another encoding"),
        pytest.param(b"<svg><rect/></svg>", id="no namespace"),
        pytest.param(SVG.format("<g>").encode(), id="broken"),
        pytest.param(b"GIF89a", id="another format"),
        pytest.param(png()[:-20], id="a cut PNG"),
        pytest.param(png().replace(b"IDAT", b"IDAX"), id="a PNG with a wrong sum"),
        pytest.param(png(pixels=b"\0" * 5), id="a PNG with too few pixels"),
        pytest.param(png(pixels=b"\0" * 1_000_000), id="a PNG that grows"),
        pytest.param(png(9000, 1), id="a huge PNG"),
        pytest.param(png(interlaced=1), id="an interlaced PNG"),
        pytest.param(b"<svg" + b" " * 300_000, id="too large"),
    ],
)
def test_any_other_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(data)
    with pytest.raises(PictureError):
        read_picture(tmp_path / "logo")


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param({"SENDER_LOGO": "/nowhere/logo.svg"}, "SENDER_LOGO: /nowhere/logo.svg No such file", id="no file"),
        pytest.param({"SENDER_NAME_EN": "x" * 121}, "SENDER_NAME_EN: not one line of at most 120", id="too long"),
        pytest.param({"SENDER_CLOSING_AR": "a\nb"}, "SENDER_CLOSING_AR: not one line of at most", id="two lines"),
        pytest.param({"SENDER_DEPARTMENT_AR": "a\u202eb"}, "SENDER_DEPARTMENT_AR: not one line", id="reordered"),
    ],
)
def test_the_start_is_refused_with_one_line(environ: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=said):
        load_settings(environ, tmp_path)


def test_a_name_stands_in_for_another_language_and_a_closing_formula_never_does(tmp_path: Path) -> None:
    sender = load_settings({"SENDER_NAME_EN": "PRCS", "SENDER_CLOSING_EN": "Yours,"}, tmp_path).sender
    assert (sender.name_in(AR), sender.closing_in(AR), sender.closing_in(EN)) == ("PRCS", "", "Yours,")
    nobody = load_settings({}, tmp_path).sender
    assert (nobody.name_in(AR), nobody.department_in(EN), nobody.pictures) == ("", "", ())
