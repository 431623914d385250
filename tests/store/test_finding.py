"""What the database finds and orders by names, as people spell them: the same on both databases."""

import pytest
from alembic import command
from sqlalchemy import Engine

from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import in_order, words_of
from surveyapp.store import finding, partners, rounds
from surveyapp.store.engine import new_session
from surveyapp.store.finding import Which
from tests.databases import alembic_config, writing
from tests.languages import AR, EN, text

NAMES = [
    text(ar="جَمعيّة الأمل ٢", en="Hope 2"),
    text(ar="جمعيه الامل 10", en="Hope 10"),
    text(ar="مؤسسة هدى", en="Zürich_Huda"),
    text(ar="إغاثة", en="100% Relief"),
    Text({"en": "Only English"}),
    Text({"ar": "آفاق"}),
]


@pytest.fixture
def stored(engine: Engine) -> Engine:
    with writing(engine) as session:
        for number, name in enumerate(NAMES):
            partners.put_partner(session, f"p{number}", name=name, kind="ngo", languages=[AR])
        rounds.put_round(session, "r", title=text(ar="مراجعة ٢٠٢٦", en="Review 2026"))
    return engine


def _found(engine: Engine, wanted: str) -> set[int]:
    with new_session(engine) as session:
        which = Which(words_of(wanted))
        found = finding.list_partners(session, which, reader=EN, limit=50)
        assert len(found) == finding.count_partners(session, which)
        return {int(one.slug[1:]) for one in found}


@pytest.mark.slow
def test_names_are_found_and_ordered_by_the_database(stored: Engine) -> None:
    for back in (False, True):  # a migration fills in what older versions had not kept
        if back:
            command.downgrade(alembic_config(stored), "0029")
            command.upgrade(alembic_config(stored), "head")
        spelled = {"جمعية الامل": {0, 1}, "الأمل ١٠": {1}, "موسسه هدي": {2}, "اغاثه": {3}, "أَفَاق": {5}, "zurich_": {2}}
        wild = {"%": {3}, "_": {2}, "p3": {3}, "hope\0 2": {0}, "الامل hope": {0, 1}, "نهر": set(), "": set(range(6))}
        assert {wanted: _found(stored, wanted) for wanted in spelled | wild} == spelled | wild
        with new_session(stored) as session:
            for reader in (AR, EN):
                keys = finding.list_partner_keys(session, Which(), reader=reader)
                assert [key.slug for key in keys] == [
                    f"p{n}" for n in sorted(range(6), key=lambda n, to=reader: in_order(NAMES[n].in_(to)))
                ]
            assert [one.slug for one in finding.list_rounds(session, words_of("مراجعه 2026"), limit=9)] == ["r"]


def test_what_is_renamed_is_found_by_its_new_name(stored: Engine) -> None:
    with writing(stored) as session:
        partner = partners.find_partner(session, "p4")
        assert partner is not None
        facts = {"name": text(ar="نهر", en="River"), "kind": "ngo", "places": (), "languages": [AR]}
        partners.change_partner(session, partner.id, **facts)
        rounds.rename_round(session, "r", title=text(ar="أخرى", en="Other"))
    assert (_found(stored, "river"), _found(stored, "english")) == ({4}, set())
    with new_session(stored) as session:
        assert [finding.count_rounds(session, words_of(wanted)) for wanted in ("اخري", "2026")] == [1, 0]
