"""The commands of ``flask …``. Each is imported when it is used: the web process starts without their libraries."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from surveyapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is written, and what it is for."""

    module: str
    attribute: str
    help: str


COMMANDS: dict[str, Place] = {
    "db": Place("database", "db", "Migrate the database."),
    "demo": Place("demonstration", "demo", "Demonstration data, marked as such everywhere."),
    "staff": Place("staff", "staff", "Keep staff accounts."),
    "token": Place("tokens", "token", "Keep the tokens of programs."),
    "doctor": Place("doctor", "doctor", "Check the installation, a line a check."),
    "backup": Place("backup", "backup", "Write everything into one file, while answers arrive."),
    "restore": Place("backup", "restore", "Put a backup into an empty database."),
    "questionnaire": Place("questionnaires", "questionnaire", "Check and publish questionnaires."),
    "partner": Place("partners", "partner", "Keep partner organisations."),
    "round": Place("preparing", "round_", "Keep rounds."),
    "review": Place("reviews", "review", "Prepare, check, open, extend, close and share reviews."),
    "archive": Place("archive", "archive", "Take one whole round to another installation."),
    "export": Place("export", "export", "Write the released figures of a review."),
    "pack": Place("pack", "pack", "Write the meeting pack of a review."),
    "responses": Place("responses", "responses", "Take in answers that were collected elsewhere."),
    "form": Place("form", "form", "Write the blank form as PDF."),
    "letters": Place("letters", "letters", "Write letters with personal links as PDF."),
    "invite": Place("inviting", "invite", "Make personal links."),
    "invitation": Place("inviting", "invitation", "List, re-issue and withdraw the links of people by name."),
    "ask": Place("inviting", "ask", "Ask focal points to confirm the lists of people."),
    "remind": Place("inviting", "remind", "Remind those who have not answered."),
    "mail": Place("mails", "mail", "See what waits and what failed; send a test."),
    "bounce": Place("mails", "bounce", "Record that mail to an address came back."),
    "worker": Place("working", "worker", "Send waiting mail and run what is due."),
    "purge": Place("mails", "purge", "Erase what has been kept long enough."),
    "results": Place("results", "results", "Print the released results of a review."),
}


class Later(click.Command):
    """Stands for a command until it is called."""

    def __init__(self, name: str, place: Place, *, settings: Settings) -> None:
        super().__init__(name, short_help=place.help)
        self._place, self._settings = place, settings

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Import the command and let it read its arguments."""
        from surveyapp.cli.installation import Installation  # noqa: PLC0415 - loads the database's driver

        module = import_module(f"surveyapp.cli.{self._place.module}")
        installation = Installation(self._settings)
        command: click.Command = getattr(module, self._place.attribute)
        context = command.make_context(info_name, args, parent, obj=installation, **extra)
        context.call_on_close(installation.close)
        return context


def register_commands(group: click.Group, settings: Settings) -> None:
    """Add every command to ``group``, each working on the installation that ``settings`` describe."""
    for name, place in COMMANDS.items():
        group.add_command(Later(name, place, settings=settings))
