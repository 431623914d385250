"""What anyone may see: forms by their code, and what operators ask."""

from tests.pages import ReadingClient


def test_codes_lead_to_forms(client: ReadingClient, prepare) -> None:
    token = prepare().links["partner"][0]
    typed = "-".join([token[:8].upper(), token[8:16], token[16:24], token[24:]])
    assert client.get(f"/?code={typed}").location == f"/r/{token}"
    assert client.get("/?code=%20").status_code == 200


def test_operators_are_answered(client: ReadingClient) -> None:
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").data == b"ready\n"
