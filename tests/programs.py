"""Programs that tests run for real and that pip does not bring."""

import os
import shutil

import pytest

_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])  # where daemons are, and not on everybody's path


def require_program(*names: str, package: str = "") -> str:
    """Return the path of the first of these programs that is here; at a desk skip the test, and in CI fail it."""
    found = next((path for name in names if (path := shutil.which(name, path=_PATH))), None)
    if found is None:
        install = f"no {names[0]} here; install it (`apt-get install --no-install-recommends {package or names[0]}`)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(install)
    return found
