"""Every way of asking which version runs gives the same answer."""

import json

from surveyapp.version import VERSION
from tests.cli.shells import QuickShell


def test_the_shell_and_the_doctor_name_the_version(sqlite_maker, tmp_path) -> None:
    shell = QuickShell(tmp_path, sqlite_maker.make())
    assert shell.say("flask version").startswith(f"surveyapp {VERSION}, Python 3.")
    assert json.loads(shell.say("flask version --json"))["version"] == VERSION
    checks = json.loads(shell.run("flask doctor --json").stdout)["checks"]
    assert f"surveyapp {VERSION}, " in next(check["said"] for check in checks if check["name"] == "version")
