"""The web process starts without the libraries that only commands and charts need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded_at_start(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    environment = {"PATH": os.environ["PATH"], "INSTANCE": str(tmp_path_factory.mktemp("instance"))}
    script = "import sys, wsgi; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "library",
    [
        "matplotlib",
        "numpy",
        "pydantic",
        "ruamel.yaml",
        "alembic",
        "typst",
        "pikepdf",
        "segno",
        "openpyxl",
        "xlsxwriter",
    ],
)
def test_starting_leaves_a_library_alone(loaded_at_start: set[str], library: str) -> None:
    assert "flask" in loaded_at_start
    at_fault = sorted(name for name in loaded_at_start if name.startswith("surveyapp.cli"))
    assert library not in loaded_at_start, f"`import wsgi` loads {library}; of the commands it loads {at_fault}"
