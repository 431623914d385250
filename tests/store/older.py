"""Open reviews as a database holds them in which a last day was kept as an instant (revision 0011)."""

from sqlalchemy import Engine, text

REVISION = "0011"
ENDS = {
    "2030-12-31 22:00:00": "2030-12-31",  # as it was written: the end of that day in Hebron, two hours ahead of UTC
    "2026-07-01 21:00:00": "2026-07-01",  # three in summer
    "2030-12-30 21:00:00": "2030-12-30",  # written by rules that had three also in winter
    "2030-12-29 23:00:00": "2030-12-29",  # or one
    "2025-07-01 00:00:00": "2025-07-01",  # the end of no day, as demonstrations had it
}
"""Each instant, and the day that was meant."""

_BEFORE = (
    "INSERT INTO round (id, slug, title_ar, title_en, is_demonstration) VALUES (1, 'r', 'ر', 'R', false)",
    "INSERT INTO questionnaire (id, slug, version, document, published_at)"
    " VALUES (1, 'q', '000000000000', '{}', '2026-01-01')",
)
_EACH = (
    "INSERT INTO partner (id, slug, name_ar, name_en, kind, languages, is_demonstration)"
    " VALUES ({0}, 'p{0}', 'ش', 'P', 'ngo', 'ar en', false)",
    "INSERT INTO review (id, round_id, partner_id, questionnaire_id, state, policy, prcs_answering, partner_answering,"
    " min_side, min_detail, min_cell, closes_at, opened_at, is_sealed) VALUES"
    " ({0}, 1, {0}, 1, 'open', 'standard', 'individual', 'individual', 3, 5, 5, '{1}', '2026-01-01', false)",
)


def fill(engine: Engine) -> None:
    """Store an open review for each of ``ENDS``, numbered from 1."""
    with engine.begin() as connection:
        for statement in _BEFORE:
            connection.execute(text(statement.replace(":", r"\:")))
        for number, end in enumerate(ENDS, start=1):
            for statement in _EACH:
                connection.execute(text(statement.format(number, end.replace(":", r"\:"))))


def days(engine: Engine) -> list[str]:
    """Return the last day of each review."""
    with engine.connect() as connection:
        return [str(day) for day in connection.execute(text("SELECT closes_on FROM review ORDER BY id")).scalars()]
