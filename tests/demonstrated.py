"""The demonstration in databases of their own: loaded once, which takes two seconds, and copied from then on."""

from pathlib import Path
from tempfile import TemporaryDirectory

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.store.engine import make_engine
from surveyapp.workflow.demonstrating.loading import load_demonstration
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews.publishing import publish
from tests.cli.shells import QuickShell
from tests.conftest import NOW, SECRET
from tests.databases import TIMEZONE, SqliteMaker, writing
from tests.questionnaires import FROZEN_FILE


def demonstration(maker: SqliteMaker) -> str:
    """Return the address of a database as ``flask demo load`` leaves it."""
    return maker.make_filled(_load_as_operators_do)


def frozen_demonstration(maker: SqliteMaker) -> str:
    """Return that of one with the demonstration of the frozen questionnaire alone, as of the tests' day."""
    return maker.make_filled(_load_frozen)


def _load_as_operators_do(url: str) -> None:
    with TemporaryDirectory() as folder:
        QuickShell(Path(folder), url).say("flask demo load")


def _load_frozen(url: str) -> None:
    engine = make_engine(url, TIMEZONE)
    with writing(engine) as session:
        version = publish(session, load_questionnaire(FROZEN_FILE), now=NOW)
        load_demonstration(session, version, now=NOW, keys=Keys.from_secret(SECRET))
    engine.dispose()
