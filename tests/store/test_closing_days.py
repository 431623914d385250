"""A last day that was kept as an instant becomes a day, and an instant again on the way back."""

import pytest
from alembic import command
from sqlalchemy import Engine, text

from tests.databases import alembic_config
from tests.store.older import ENDS, REVISION, days, fill

BACK = ["2030-12-31 22:00", "2026-07-01 21:00", "2030-12-30 22:00", "2030-12-29 22:00", "2025-07-01 21:00"]


@pytest.mark.alike(1)
def test_instants_become_days_and_instants_again(engine: Engine) -> None:
    config = alembic_config(engine)
    command.downgrade(config, REVISION)
    fill(engine)
    command.upgrade(config, "head")
    assert days(engine) == list(ENDS.values())
    command.downgrade(config, REVISION)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT closes_at FROM review ORDER BY id")).scalars()
        assert [str(instant)[:16] for instant in kept] == BACK
    command.upgrade(config, "head")
    assert days(engine) == list(ENDS.values())
