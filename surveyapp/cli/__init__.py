"""The commands of ``flask …``. Each is imported when it is used: the web process starts without their libraries."""

import gc
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from surveyapp.settings import Settings, SettingsError
from surveyapp.words.catalogue import find_missing


@dataclass(frozen=True, slots=True)
class CommandPlace:
    """Where a command is written, and what it is for."""

    module: str
    attribute: str
    help: str


COMMANDS: dict[str, CommandPlace] = {
    "db": CommandPlace("database", "db", "Migrate the database."),
    "demo": CommandPlace("demonstration", "demo", "Demonstration data, marked as such everywhere."),
    "staff": CommandPlace("staff", "staff", "Keep staff accounts."),
    "token": CommandPlace("tokens", "token", "Keep the tokens of programs."),
    "doctor": CommandPlace("doctor", "doctor", "Check the installation, a line a check."),
    "audit": CommandPlace("record", "audit_group", "Keep the record of what staff did."),
    "version": CommandPlace("version", "version", "Say which version this is."),
    "backup": CommandPlace("backup", "backup", "Write everything into one file, while answers arrive."),
    "restore": CommandPlace("backup", "restore", "Put a backup into an empty database."),
    "questionnaire": CommandPlace("questionnaires", "questionnaire", "Check and publish questionnaires."),
    "partner": CommandPlace("partners", "partner", "Keep partner organisations."),
    "round": CommandPlace("preparing", "round_", "Keep rounds."),
    "review": CommandPlace("reviews", "review", "Prepare, check, open, extend, close and share reviews."),
    "archive": CommandPlace("archive", "archive", "Take one whole round to another installation."),
    "export": CommandPlace("export", "export", "Write the released figures of a review."),
    "pack": CommandPlace("pack", "pack", "Write the meeting pack of a review."),
    "slides": CommandPlace("slides", "slides", "Write the slides of a review meeting."),
    "responses": CommandPlace("responses", "responses", "Take in answers that were collected elsewhere."),
    "form": CommandPlace("form", "form", "Write the blank form as PDF."),
    "letters": CommandPlace("letters", "letters", "Write letters with personal links as PDF."),
    "invite": CommandPlace("inviting", "invite", "Make personal links."),
    "invitation": CommandPlace("inviting", "invitation", "List, re-issue and withdraw the links of people by name."),
    "ask": CommandPlace("inviting", "ask", "Ask focal points to confirm the lists of people."),
    "remind": CommandPlace("inviting", "remind", "Remind a side, whoever has answered."),
    "mail": CommandPlace("mails", "mail", "See what waits and what failed; send a test."),
    "bounce": CommandPlace("mails", "bounce", "Record that mail to an address came back."),
    "worker": CommandPlace("working", "worker", "Send waiting mail and run what is due."),
    "purge": CommandPlace("mails", "purge", "Erase what has been kept long enough."),
    "results": CommandPlace("results", "results", "Print the released results of a review."),
}


class Later(click.Command):
    """Stands for a command until it is called."""

    def __init__(self, name: str, place: CommandPlace, *, settings: Settings) -> None:
        super().__init__(name, short_help=place.help)
        self._place, self._settings = place, settings

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Import the command and let it read its arguments."""
        gc.disable()  # libraries make much and drop nothing: looking for it is a tenth of a command's time
        from surveyapp.cli.installation import Installation  # noqa: PLC0415 - loads the database's driver

        module = import_module(f"surveyapp.cli.{self._place.module}")
        gc.freeze()
        gc.enable()
        installation = Installation(self._settings)
        command: click.Command = getattr(module, self._place.attribute)
        context = command.make_context(info_name, args, parent, obj=installation, **extra)
        context.call_on_close(installation.close)
        return context


def register_commands(group: click.Group, settings: Settings) -> None:
    """Add every command to ``group``, each working on the installation that ``settings`` describe.

    Raises:
        SettingsError: there is no catalogue in the language in which they are to speak.
    """
    if settings.terminal_language and find_missing([settings.terminal_language]):
        raise SettingsError(f"TERMINAL_LANGUAGE: no compiled catalogue for {settings.terminal_language!r}")
    for name, place in COMMANDS.items():
        group.add_command(Later(name, place, settings=settings))
