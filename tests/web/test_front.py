"""What anyone may see: forms by their code, and what operators ask."""

from surveyapp.version import VERSION
from tests.pages import ReadingClient


def test_codes_lead_to_forms(client: ReadingClient, prepare) -> None:
    token = prepare().links["partner"][0]
    typed = "-".join([token[:8].upper(), token[8:16], token[16:24], token[24:]])
    assert client.get(f"/?code={typed}").location == f"/r/{token}"
    assert client.get("/?code=%20").status_code == 200


def test_a_pasted_link_leads_to_its_form(client: ReadingClient, prepare) -> None:
    token = prepare().links["partner"][0]
    for pasted in (f"\u200f{token}", f"https://reviews.example/r/{token}", f"<http://127.0.0.1:8000/r/{token}/check>."):
        assert client.get("/", query_string={"code": pasted}).location == f"/r/{token}"


def test_a_link_opens_with_what_was_copied_along(client: ReadingClient, prepare) -> None:
    """Chats and mails take the sign after a link for a part of it, and text in Arabic brings marks along."""
    token = prepare().links["partner"][0]
    for copied in ("{}\u200f", "\u202a{}\u202c", "{}.", "{})", "{},", "{}»", "{}/", "{}\u200f/"):
        page = client.get("/r/" + copied.format(token))
        assert page.status_code == 200, copied
        assert f'href="/r/{token}/' in page.text
    assert client.get(f"/r/{token}x").status_code == 404


def test_operators_are_answered(client: ReadingClient) -> None:
    assert client.get("/healthz").text == f"ok {VERSION}\n"
    assert client.get("/readyz").data == b"ready\n"
