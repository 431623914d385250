"""Names of files that are given away: they say what a file is, and arrive as they were meant in every script."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from flask import Flask
from werkzeug.http import parse_options_header

from surveyapp.core.conduct.review import Review
from surveyapp.core.sides import Side
from surveyapp.web.file_names import What, list_alike, name_file
from tests.core.building import review
from tests.databases import ON_SQLITE
from tests.languages import text

pytestmark = ON_SQLITE


def of(name: str) -> Review:
    one = review()
    return replace(one, partner=replace(one.partner, name=text(ar=name, en=name)))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("جمعية الهلال الأحمر القطري", "جمعية الهلال الأحمر القطري", id="Arabic"),
        pytest.param("Røde Kors “Øst”; 100%", "Røde Kors “Øst”; 100%", id="Latin with marks"),
        pytest.param("日本赤十字社 🌍", "日本赤十字社 🌍", id="no alphabet"),
        pytest.param('../a\\b:"c"\u202e\r\nX: y', ".. a b c X y", id="what no disc takes"),
        pytest.param("ن" * 200, "ن" * 48, id="very long"),
    ],
)
def test_a_name_arrives_as_it_was_meant(app: Flask, name: str, kept: str) -> None:
    with app.test_request_context("/?lang=en"):
        made = name_file(of(name), What.PACK, "pdf", "ar", side=Side.PARTNER)
    way, options = parse_options_header(made.header())
    assert (way, options["filename"]) == ("attachment", made.shown)
    assert made.shown.startswith(f"{kept.strip(' .')} – ")
    assert " – Meeting pack – Partner – ar – 20" in made.shown
    assert len(made.shown.encode()) < 255
    assert made.plain.isascii()
    assert not set(made.plain) & set('"\\/;\r\n')
    assert unquote(made.header()).isprintable()


def test_partners_of_like_names_are_told_apart_by_their_short_names(app: Flask) -> None:
    named = [of("Society"), of("society"), of("Club")]
    listed = [
        replace(one, id=number, partner=replace(one.partner, id=number, slug=f"p{number}"))
        for number, one in enumerate(named)
    ]
    with app.test_request_context("/?lang=en"):
        alike = list_alike(listed)
        names = [name_file(one, What.FORM, "pdf", is_alike=one.id in alike).shown.split(" – ")[:2] for one in listed]
        assert list_alike(listed[:1] * 2) == set(), "two reviews of one partner have rounds to tell them apart"
    assert [name[:2] for name in names[:2]] == [["Society", "p0"], ["society", "p1"]]
    assert "p2" not in names[2]
