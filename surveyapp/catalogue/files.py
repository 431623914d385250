"""Reading questionnaire files: the room's front door."""

import os
from pathlib import Path

from pydantic import ValidationError

from surveyapp.catalogue.characters import read_text
from surveyapp.catalogue.document import QuestionnaireShape
from surveyapp.catalogue.faults import START, Fault, FaultyQuestionnaireError, Report, Stale
from surveyapp.catalogue.lock import SUFFIX, find_stale, lock_of, lock_of_version, read_lock, report_stale
from surveyapp.catalogue.messages import report_shape_errors
from surveyapp.catalogue.parsing import read_tree
from surveyapp.catalogue.references import check_references
from surveyapp.catalogue.remarks import report_idle, without_idle
from surveyapp.catalogue.spoken import check_languages
from surveyapp.catalogue.tree import Node, to_plain, word_of
from surveyapp.catalogue.versions import version_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language

__all__ = [
    "Fault",
    "FaultyQuestionnaireError",
    "list_remarks",
    "list_stale",
    "load_questionnaire",
    "read_questionnaire",
    "version_of",
    "write_lock",
]


def read_questionnaire(data: bytes, *, name: str, lock: bytes | None = None) -> Questionnaire:
    """Return the questionnaire that a file holds.

    Args:
        data: the file's bytes.
        name: what the file is called in faults.
        lock: the bytes of its lock; without them no translation is stale.

    Raises:
        FaultyQuestionnaireError: with every fault that could be found in one go.
    """
    return _read(data, name=name, lock=lock)[1]


def load_questionnaire(path: Path, *, is_held_to_lock: bool = True) -> Questionnaire:
    """Return the questionnaire in the file ``path``, its translations held to ``<path>.lock`` if there is one.

    Raises:
        FaultyQuestionnaireError: the file cannot be read, or is faulty.
    """
    lock = _lock_path(path)
    locked = _bytes_of(lock) if is_held_to_lock and lock.exists() else None
    return read_questionnaire(_bytes_of(path), name=str(path), lock=locked)


def read_shape(root: Node, report: Report) -> QuestionnaireShape | None:
    """Return what the tree says, from wherever it was read; what is wrong with it is reported."""
    check_references(root, report)
    check_languages(root, report)
    try:
        return QuestionnaireShape.model_validate(without_idle(to_plain(root)))
    except ValidationError as error:
        report_shape_errors(error, root, report)
        return None


def list_stale(data: bytes, *, name: str, accepted: Questionnaire) -> tuple[Stale, ...]:
    """Return the translations in a faultless file that stayed while their source changed since ``accepted``.

    A version stands for the lock where a file has none beside it: what was published was accepted.
    """
    report = Report(name)
    root = read_tree(read_text(data, report), report)
    lock = lock_of_version(accepted, Language(word_of(root, "source_language") or ""))
    return tuple(sorted(find_stale(root, lock), key=lambda one: one.place))


def list_remarks(data: bytes, *, name: str) -> tuple[Fault, ...]:
    """Return what stands in a faultless file and does nothing."""
    report = Report(name)
    report_idle(read_tree(read_text(data, report), report), report)
    return tuple(sorted(report.faults))


def write_lock(path: Path) -> Path:
    """Accept every translation of the file ``path`` as it stands: write ``<path>.lock`` and return where it is.

    Raises:
        FaultyQuestionnaireError: the file cannot be read, or is faulty; the lock is then left as it was.
    """
    root, _ = _read(_bytes_of(path), name=str(path), lock=None)
    target = _lock_path(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(lock_of(root).to_bytes())
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unusable(target, error) from error
    return target


def _read(data: bytes, *, name: str, lock: bytes | None) -> tuple[Node, Questionnaire]:
    report, lock_report = Report(name), Report(f"{name}{SUFFIX}")
    root = read_tree(read_text(data, report), report)
    shape = read_shape(root, report)
    locked = None if lock is None else read_lock(lock, lock_report)
    if locked is not None:
        report_stale(root, locked, report)
    faults = [*report.faults, *lock_report.faults]
    if shape is None or faults:
        raise FaultyQuestionnaireError(faults)
    return root, shape.to_core()


def _lock_path(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> FaultyQuestionnaireError:
    sentence = f"the file cannot be used: {error.strerror}; check its name and its permissions"
    return FaultyQuestionnaireError([Fault(str(path), *START, sentence)])
