"""Terminals for tests: a real one, and a quick one that calls the same commands in this process."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
from click.testing import CliRunner

from surveyapp.cli import register_commands
from surveyapp.settings import load_settings
from tests.conftest import ROOT, SECRET


class QuickShell:
    """Runs ``flask …`` lines in this process."""

    def __init__(self, instance: Path, database_url: str, **environ: str) -> None:
        self.environ = {
            "INSTANCE": str(instance),
            "SECRET_KEY": SECRET,
            "DATABASE_URL": database_url,
            "PUBLIC_URL": "http://localhost:8000",
            **environ,
        }
        self._group = click.Group("flask")
        register_commands(self._group, load_settings(self.environ, instance))

    def run(self, line: str, *, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        ran = CliRunner().invoke(self._group, _arguments(line), input=stdin)
        if ran.exception and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return subprocess.CompletedProcess(line, ran.exit_code, ran.stdout, ran.stderr)

    def say(self, line: str) -> str:
        ran = self.run(line)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


class Shell(QuickShell):
    """Runs ``flask …`` lines as a person does."""

    def run(self, line: str, *, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).with_name("flask"), *_arguments(line)],
            cwd=ROOT,
            env={**os.environ, "FLASK_APP": "wsgi.py", **self.environ},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


def _arguments(line: str) -> list[str]:
    program, *arguments = shlex.split(line)
    assert program == "flask"
    return arguments
