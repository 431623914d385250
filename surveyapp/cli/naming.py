"""Options for a name in several languages: ``--name-en …``, or for any language ``--name fr=…``."""

from collections.abc import Callable
from typing import Any

import click

from surveyapp.cli.installation import Installation, installation_of
from surveyapp.core.text.languages import TABLE, Text
from surveyapp.words.joining import commas


def words_option(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that gives a command the argument ``name``: a text in the languages that were given."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for code in reversed(TABLE):
            command = click.option(f"--{name}-{code}", expose_value=False, callback=_keep(name, code))(command)
        general = click.option(f"--{name}", name, multiple=True, metavar="CODE=WORDS", callback=_gather(name))
        return general(command)

    return decorate


def written(name: str, text: Text) -> dict[str, str]:
    """Return a text as ``--json`` prints it: ``name_CODE`` by language."""
    return {f"{name}_{code}": said for code, said in text.items()}


def _keep(name: str, code: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.meta.setdefault(name, {})[code] = value

    return keep


def _gather(name: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Text]:
    def gather(context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> Text:
        words = dict(context.meta.get(name, {}))
        for value in values:
            code, equals, said = value.partition("=")
            if not equals or code not in TABLE:
                raise click.BadParameter(_not_words(installation_of(context), value))
            if code in words:
                raise click.BadParameter(f"{code} is given twice")
            words[code] = said
        if not words:
            raise click.UsageError(_no_words(installation_of(context), name))
        return Text(words)

    return gather


def _not_words(installation: Installation, value: str) -> str:
    codes = commas(TABLE, installation.language)
    return installation.say("%(value)r is not CODE=WORDS with one of %(codes)s", value=value, codes=codes)


def _no_words(installation: Installation, name: str) -> str:
    return installation.say(
        "Missing option '--%(name)s-%(code)s', or '--%(name)s=CODE=WORDS'.", name=name, code=next(iter(TABLE))
    )
