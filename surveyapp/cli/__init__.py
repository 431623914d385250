"""The commands of ``flask …``."""

import click

from surveyapp.cli import database, demonstration, preparing, questionnaires, results, staff
from surveyapp.cli.installation import Installation
from surveyapp.settings import Settings

COMMANDS: tuple[click.Command, ...] = (
    database.db,
    demonstration.demo,
    staff.staff,
    questionnaires.questionnaire,
    preparing.partner,
    preparing.round_,
    preparing.review,
    preparing.invite,
    results.results,
)


def register_commands(group: click.Group, settings: Settings) -> None:
    """Add every command to ``group``, each working on the installation that ``settings`` describe."""
    installation = Installation(settings)
    for command in COMMANDS:
        command.context_settings = {"obj": installation}
        group.add_command(command)
