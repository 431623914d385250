import subprocess
import sys
from pathlib import Path

import surveyapp.core

CORE = Path(surveyapp.core.__file__).parent
FILES = [path.relative_to(CORE.parent.parent).with_suffix("") for path in CORE.rglob("*.py")]
MODULES = sorted(".".join(path.parts) for path in FILES if path.name != "__init__")


def test_core_needs_nothing_but_python() -> None:
    code = "import importlib, sys; sys.path.insert(0, sys.argv[1]); [importlib.import_module(m) for m in sys.argv[2:]]"
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", code, str(CORE.parent.parent), *MODULES]
    assert "surveyapp.core.method.cells" in MODULES
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
