"""Pages of a form are made once and filled in for each person, as if made for each; what is kept is nobody's."""

import pytest
from flask import Flask, render_template

from surveyapp.core.sides import Side
from surveyapp.store.engine import new_session
from surveyapp.web.keys import keys
from surveyapp.web.respond.ends import beginning, received
from surveyapp.web.respond.frame import checked, frame
from surveyapp.web.respond.leaves import one_page
from surveyapp.web.respond.shells import show_check, show_page, show_pages, show_receipt, show_start
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from tests.databases import ON_SQLITE
from tests.pages import ReadingClient
from tests.web.filling import fill

INVITED = dict.fromkeys(Side, 7)
WORDS = 'كلمة <b>&amp;"\u202e{}%s\\1 \x85 mine alone'
ANSWERS = {
    "profile": {"role": "field"},
    "integrity": {"holds_principles.self": "4", "safe_to_speak.joint": "na", "open": WORDS, "open.share": "y"},
    "diversity": {"open": "\nnot shared"},
    "closing": {"priorities": ["integrity", "diversity"]},
}


def made_for_one(way_in: WayIn) -> list[str]:
    """Return every page of the form, straight from its template."""
    shown = frame(way_in)
    book = [one_page(way_in, page) for page in way_in.pages]
    every = [render_template("respond/page.html", **shown, **page) for page in book]
    check = {**shown, **checked(way_in), "error": None, "asks": False}
    begun = {"is_begun": any(stop.is_seen for stop in shown["stops"]), **beginning(way_in, INVITED, None)}
    return [
        *every,
        render_template("respond/start.html", **shown, **begun),
        render_template("respond/receipt.html", **shown, **received(way_in, "CODE")),
        render_template("respond/pages.html", **check, book=book),
        render_template("respond/check.html", **check),
    ]


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_skeleton_that_is_filled_in_is_the_page_and_holds_nothing_of_anyone(
    client: ReadingClient, app: Flask, prepare, language: str
) -> None:
    prepared = prepare()
    paths = [prepared.path(), prepared.path(number=1)]
    for page, answers in ANSWERS.items():
        assert fill(client, f"{paths[0]}/{page}", answers).status_code == 303
    for path in (paths[0], paths[1], paths[0]):
        with (
            app.test_request_context(f"{path}/check?lang={language}"),
            new_session(app.extensions["surveyapp.engine"]) as s,
        ):
            way_in = answering.find_way_in(s, path.rpartition("/")[2], keys=keys())
            ends = [show_start(way_in, INVITED, None), show_receipt(way_in, "CODE")]
            pages = [show_page(way_in, page) for page in way_in.pages]
            filled = [*pages, *ends, show_pages(way_in), show_check(way_in)]
            assert filled == made_for_one(way_in)
            assert ("mine alone" in filled[-1]) == (path == paths[0])
            partner = way_in.review.partner.name.in_(language)
    made = app.extensions["surveyapp.skeletons"]
    kept = "".join(part for skeleton in made.values() for part in map(str, skeleton._parts))
    tokens = [path.rpartition("/")[2] for path in paths]
    assert [one for one in (*tokens, "mine alone", "not shared", partner, " checked") if one in kept] == []
