import subprocess
import sys
from pathlib import Path

import surveyapp.core

CORE = Path(surveyapp.core.__file__).parent
MODULES = sorted(f"surveyapp.core.{path.stem}" for path in CORE.glob("*.py") if path.stem != "__init__")


def test_core_needs_nothing_but_python() -> None:
    code = "import importlib, sys; sys.path.insert(0, sys.argv[1]); [importlib.import_module(m) for m in sys.argv[2:]]"
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", code, str(CORE.parent.parent), *MODULES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
