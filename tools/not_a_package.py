"""The build backend of an application: ``pip install .`` is refused in one line that says what to do instead."""

import sys
from typing import NoReturn

REFUSAL = "surveyapp is an application, not a package: run `make run` in its folder; for a server see deploy/README.md"


def refuse(*_asked: object, **_settings: object) -> NoReturn:
    """Stop the build."""
    sys.exit(REFUSAL)


get_requires_for_build_wheel = get_requires_for_build_editable = get_requires_for_build_sdist = refuse
build_wheel = build_editable = build_sdist = refuse
