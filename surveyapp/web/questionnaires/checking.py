"""A questionnaire file before it is published: its faults, stale translations, and the version that it would follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session

from surveyapp.catalogue.faults import Fault, FaultyQuestionnaireError, Stale
from surveyapp.catalogue.versions import version_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.store.questionnaires import Published, list_published
from surveyapp.web.i18n import current_language
from surveyapp.words.burden import ratings_told

FOLDER = Path(__file__).parents[3] / "questionnaires"
"""The questionnaires that are shipped with the app, each with its lock."""


@dataclass(frozen=True, slots=True)
class File:
    """A questionnaire file; ``lock`` is None where nothing lies beside it, and so of every upload."""

    name: str
    data: bytes
    lock: bytes | None = None
    is_shipped: bool = False
    is_earlier: bool = False
    """Whether it is shipped as an earlier edition of another one, after which it is named."""


@dataclass(frozen=True)
class Checked:
    """What was found in a file. ``questionnaire`` is None when it is faulty; ``published`` are its versions so far."""

    file: File
    questionnaire: Questionnaire | None
    faults: Sequence[Fault] = ()
    stale: Sequence[Fault | Stale] = ()
    """Faults as on the terminal where the file has its lock, which is mended there."""
    published: Sequence[Published] = ()

    def require(self) -> Questionnaire:
        """Return the questionnaire; FaultyQuestionnaireError when the file holds none."""
        if self.questionnaire is None:
            raise FaultyQuestionnaireError(self.faults)
        return self.questionnaire

    @property
    def length(self) -> str:
        """Return how many ratings a form of it has; nothing where it is faulty."""
        return ratings_told(self.questionnaire, current_language()) if self.questionnaire else ""

    @cached_property
    def version(self) -> str:
        """Return the version that the file is."""
        return version_of(self.questionnaire) if self.questionnaire else ""

    @cached_property
    def remarks(self) -> Sequence[Fault]:
        """Return what stands in a faultless file and does nothing."""
        return _remarks(self.file) if self.questionnaire else ()

    @property
    def newest(self) -> Published | None:
        """Return the version that this file would follow, or None when it would be the first."""
        return next(iter(self.published), None)

    @property
    def same(self) -> Published | None:
        """Return the published version that says exactly what the file says, or None."""
        return next((one for one in self.published if one.version.version == self.version), None)

    @property
    def may_be_published(self) -> bool:
        """Say whether nothing stands in the way; stale translations do where the file has its lock."""
        return self.questionnaire is not None and self.same is None and not (self.stale and self.file.lock is not None)


def list_shipped() -> list[File]:
    """Return the files that are shipped with the app; each before those named after it, as its earlier editions are."""
    return [_shipped(path) for path in sorted(FOLDER.glob("*.yaml"), key=lambda path: path.stem)]


def find_shipped(name: str) -> File | None:
    """Return the shipped file called ``name``, or None."""
    return next((_shipped(path) for path in FOLDER.glob("*.yaml") if path.name == name), None)


def check(session: Session, file: File) -> Checked:
    """Return all that can be said of ``file``; stores nothing."""
    stale: Sequence[Fault | Stale]
    questionnaire, faults, stale = _read(file)
    if questionnaire is None:
        return Checked(file, None, faults)
    published = list_published(session, slug=questionnaire.slug)
    if file.lock is None and published:
        stale = _stale_since(published[0].questionnaire, file)
    return Checked(file, questionnaire, (), stale, published)


def _read(file: File) -> tuple[Questionnaire | None, Sequence[Fault], Sequence[Fault]]:
    """Return what the file holds, its faults, and what only its lock finds."""
    from surveyapp.catalogue.files import read_questionnaire  # noqa: PLC0415 - loads ruamel.yaml and pydantic

    try:
        return read_questionnaire(file.data, name=file.name, lock=file.lock), (), ()
    except FaultyQuestionnaireError as error:
        found = error.faults
    if file.lock is None:
        return None, found, ()
    try:
        return read_questionnaire(file.data, name=file.name), (), found
    except FaultyQuestionnaireError as error:
        return None, error.faults, ()


def _stale_since(accepted: Questionnaire, file: File) -> Sequence[Stale]:
    """Return the translations that stayed since a version: it stands for the lock of a file that has none."""
    from surveyapp.catalogue.files import list_stale  # noqa: PLC0415 - likewise

    return list_stale(file.data, name=file.name, accepted=accepted)


def _remarks(file: File) -> Sequence[Fault]:
    from surveyapp.catalogue.files import list_remarks  # noqa: PLC0415 - likewise

    return list_remarks(file.data, name=file.name)


def _shipped(path: Path) -> File:
    lock = path.with_name(f"{path.name}.lock")
    is_earlier = any(path.stem.startswith(f"{other.stem}-") for other in FOLDER.glob("*.yaml"))
    held = lock.read_bytes() if lock.exists() else None
    return File(path.name, path.read_bytes(), held, is_shipped=True, is_earlier=is_earlier)
