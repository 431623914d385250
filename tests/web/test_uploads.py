"""The guard of forms with a file: one file, whole, within its limit; never on disk."""

from io import BytesIO

import pytest
from flask import Flask, render_template_string, request
from werkzeug.datastructures import FileStorage

from surveyapp.web.security import BESIDE_FILE_LIMIT, THROWN_AWAY_LIMIT, Upload, read_upload, takes_file
from tests.databases import DatabaseMaker
from tests.pages import ReadingClient
from tests.web.filling import shown_fields

LIMIT = 300_000
FORM = """{% extends "base.html" %}{% block title %}.{% endblock %}{% block main %}<h1>.</h1>
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><label>. <input type="file" name="list"></label>
</form>{% endblock %}"""


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """An app to add a view to."""
    return own_app


@pytest.fixture
def streams() -> list[object]:
    """What the files of the view were kept in."""
    return []


@pytest.fixture
def got(app: Flask, streams: list[object]) -> list[Upload | None]:
    """What a view of the app got; the view stands at /upload."""
    found: list[Upload | None] = []

    @app.get("/upload", endpoint="form")
    def show() -> str:
        return render_template_string(FORM)

    @app.post("/upload")
    @takes_file(LIMIT)
    def upload() -> tuple[str, int, dict[str, str]]:
        found.append(read_upload("list"))
        streams.append(request.files["list"].stream)
        return "got it\n", 200, {"Content-Type": "text/plain"}

    return found


@pytest.fixture
def database_url(sqlite_maker: DatabaseMaker) -> str:
    """No upload of these tests gets near a database, so one kind will do."""
    return sqlite_maker.make()


def send(client: ReadingClient, *files: tuple[str, bytes, str], **more: object) -> int:
    fields = shown_fields(client.page("/upload")) | more
    fields.pop("list", None)
    data = [*fields.items(), *((field, FileStorage(BytesIO(held), name)) for field, held, name in files)]
    body: dict[str, list[object]] = {}
    for name, value in data:
        body.setdefault(name, []).append(value)
    return client.post("/upload", data=body, content_type="multipart/form-data").status_code


def test_a_file_arrives_whole(client: ReadingClient, got: list[Upload | None]) -> None:
    held = bytes(range(256)) * 1000
    assert send(client, ("list", held, "دعوات.csv")) == 200
    assert got == [Upload("دعوات.csv", held)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../etc/passwd", "passwd", id="folders"),
        pytest.param("C:\\\\Users\\\\me\\\\list.csv", "list.csv", id="folders of Windows"),
        pytest.param("a\u202egpj.exe", "a\ufffdgpj.exe", id="a mark that turns the direction"),
        pytest.param("x" * 500, "x" * 100, id="far too long"),
    ],
)
def test_a_name_is_for_showing(client: ReadingClient, got: list[Upload | None], name: str, shown: str) -> None:
    assert send(client, ("list", b"a", name)) == 200
    assert got == [Upload(shown, b"a")]


def test_no_file_chosen_is_no_file(client: ReadingClient, got: list[Upload | None]) -> None:
    assert send(client, ("list", b"", "")) == 200
    assert got == [None]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "more", "status"),
    [
        pytest.param([("list", b"x" * (LIMIT + 1), "a")], {}, 413, id="a byte too long"),
        pytest.param([("list", b"x" * (LIMIT + BESIDE_FILE_LIMIT), "a")], {}, 413, id="far too long"),
        pytest.param([("list", b"a", "a"), ("list", b"b", "b")], {}, 400, id="two files"),
        pytest.param([("list", b"a", "a"), ("more", b"b", "b")], {}, 400, id="a file nobody asked for"),
        pytest.param([("other", b"a", "a")], {}, 400, id="another field"),
        pytest.param([], {}, 400, id="no file field"),
        pytest.param([("list", b"a", "a")], {"note": "\x00"}, 400, id="a field no database takes"),
        pytest.param([("list", b"a", "a")], {"csrf_token": "forged"}, 400, id="from another site"),
    ],
)
@pytest.mark.alike(4)
def test_what_is_refused(client: ReadingClient, got: list[Upload | None], files, more, status: int) -> None:
    assert send(client, *files, **more) == status
    assert got == []


def test_a_file_to_the_byte_of_the_limit(client: ReadingClient, got: list[Upload | None]) -> None:
    assert send(client, ("list", b"x" * LIMIT, "a")) == 200
    assert [len(found.data) for found in got if found] == [LIMIT]


@pytest.mark.parametrize("lost", [1, 5, 40, 200])
def test_a_cut_body_is_refused(client: ReadingClient, got: list[Upload | None], lost: int) -> None:
    """Also when what was cut off is only the end of the file, and the server says that the body is complete."""
    token = shown_fields(client.page("/upload"))["csrf_token"]
    part = '--b\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    whole = part.format("csrf_token", "", token) + part.format("list", '; filename="a"', "line\n" * 50) + "--b--\r\n"
    response = client.post(
        "/upload",
        input_stream=BytesIO(whole.encode()[:-lost]),
        content_type="multipart/form-data; boundary=b",
        environ_overrides={"CONTENT_LENGTH": str(len(whole)), "wsgi.input_terminated": True},
    )
    assert response.status_code == 400
    assert got == []


def test_a_form_without_a_file_is_none(client: ReadingClient, got: list[Upload | None]) -> None:
    assert client.post("/upload", data=shown_fields(client.page("/upload"))).status_code == 415
    assert got == []


def test_a_view_without_the_mark_keeps_its_limit(client: ReadingClient) -> None:
    fields = shown_fields(client.page("/staff/sign-in"))
    file = FileStorage(BytesIO(b"x" * LIMIT), "a")
    response = client.post("/staff/sign-in", data={**fields, "list": file}, content_type="multipart/form-data")
    assert response.status_code == 413


def test_a_file_stays_off_the_disk(client: ReadingClient, got: list[Upload | None], streams: list[object]) -> None:
    """Werkzeug alone would give a stream that moves to a temporary file when it grows."""
    assert send(client, ("list", b"a", "a")) == 200
    assert [type(stream) for stream in streams] == [BytesIO]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        pytest.param(LIMIT + BESIDE_FILE_LIMIT + 1, LIMIT + BESIDE_FILE_LIMIT + 1, id="too long"),
        pytest.param(THROWN_AWAY_LIMIT + 99, THROWN_AWAY_LIMIT, id="without end"),
    ],
)
def test_what_is_far_too_long_is_thrown_away(
    client: ReadingClient, got: list[Upload | None], streams: list[object], sent: int, read: int
) -> None:
    body = BytesIO(bytes(sent))
    response = client.post("/upload", input_stream=body, content_type="multipart/form-data; boundary=b")
    assert (response.status_code, body.tell()) == (413, read)
    assert (got, streams) == ([], [])
