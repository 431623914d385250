"""Templates as bytecode, kept as Python keeps its own: beside the code, and only where that may be written to.

Whoever may write there may change the code itself. Jinja works out what follows from constants as it compiles, filters
of ours among it: where the template, the library or any code of ours has changed since, it is compiled anew.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

FOLDER = Path(__file__).parent / "__pycache__"
CODE = Path(__file__).parents[1]


class CompiledTemplates(BytecodeCache):
    """A file a template."""

    def __init__(self, folder: Path = FOLDER, code: Path = CODE) -> None:
        self._made_by, self._folder = f"{jinja2.__version__} {list(_stamps(code))}", folder

    def get_source_checksum(self, source: str) -> str:
        """Return what changes with the template and with whatever compiles it."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it fits."""
        with suppress(OSError):
            bucket.bytecode_from_string(self._file(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, whole or not at all, for every account that may read the code."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            beside = self._file(bucket).with_suffix(f".{os.getpid()}")
            beside.write_bytes(bucket.bytecode_to_string())
            beside.chmod(0o644)
            beside.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"template-{bucket.key}.cache"


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the name, the second and the size of each file of code."""
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__", "static", "templates"})
        for name in sorted(files):
            if name.endswith(".py"):
                known = os.stat(f"{inside}/{name}")  # noqa: PTH116 - of hundreds, in half the time
                yield name, int(known.st_mtime), known.st_size
