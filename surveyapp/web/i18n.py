"""Languages: which one a reader gets, and what pages need to write in it."""

from datetime import date, datetime
from pathlib import Path

from babel.support import Translations
from flask import Flask, Response, current_app, g, request, url_for
from flask_babel import Babel, format_date, format_datetime, gettext, lazy_gettext, ngettext

from surveyapp.core.text.languages import Language, Text
from surveyapp.settings import Settings, SettingsError
from surveyapp.web.access import is_programs
from surveyapp.web.clock import local

__all__ = [
    "current_language",
    "day",
    "gettext",
    "init_i18n",
    "lazy_gettext",
    "marked",
    "moment",
    "ngettext",
    "text",
]

COOKIE = "lang"
A_YEAR = 365 * 24 * 3600
TRANSLATIONS = Path(__file__).parents[2] / "translations"
_LOCALES = {Language.AR: "ar_PS", Language.EN: "en_GB"}


def init_i18n(app: Flask, settings: Settings) -> None:
    """Give ``app`` its languages.

    Raises:
        SettingsError: the Arabic catalogue is not compiled; pages would silently be English.
    """
    if not isinstance(Translations.load(str(TRANSLATIONS), ["ar"]), Translations):
        raise SettingsError(f"translations: no compiled Arabic catalogue in {TRANSLATIONS}; run `make compile`")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["DEFAULT_LANGUAGE"] = Language(settings.default_language)
    Babel(app, locale_selector=lambda: _LOCALES[current_language()])
    app.after_request(_remember)
    app.context_processor(
        lambda: {
            "language": current_language(),
            "languages": tuple(Language),
            "switch_url": switch_url,
            "text": text,
            "day": day,
            "moment": moment,
        }
    )


def current_language() -> Language:
    """Return the reader's language: asked for, remembered, the browser's, or the default; in this order."""
    if "language" not in g:
        asked = (request.args.get("lang"), request.cookies.get(COOKIE))
        named = next((value for value in asked if value in set(Language)), None)
        offered = request.accept_languages.best_match(list(Language)) if request.accept_languages else None
        g.language = Language(named or offered or current_app.config["DEFAULT_LANGUAGE"])
    language: Language = g.language
    return language


def marked(message: str) -> str:
    """Return ``message`` as it is; marks it as one to translate when it is shown."""
    return message


def text(sentence: Text) -> str:
    """Return a questionnaire's sentence in the reader's language."""
    return sentence.in_(current_language())


def languages_in_turn() -> list[Language]:
    """Return every language, the reader's first."""
    reader = current_language()
    return [reader, *(language for language in Language if language is not reader)]


def switch_url(language: Language) -> str:
    """Return the address of this page in ``language``."""
    arguments = {**request.args, **(request.view_args or {}), "lang": language.value}
    return url_for(request.endpoint, **arguments) if request.endpoint else f"?lang={language.value}"


def day(one: date) -> str:
    """Return a day as the reader's language writes it."""
    return str(format_date(one, "long", rebase=False))


def moment(instant: datetime) -> str:
    """Return an instant in the installation's time zone, as the reader's language writes it.

    Flask-Babel is kept from reckoning itself: it has time zones of its own.
    """
    return str(format_datetime(local(instant), "d MMMM y HH:mm", rebase=False))


def _remember(response: Response) -> Response:
    """Keep the language that was asked for; nothing else is kept in this cookie, and programs get none."""
    asked = request.args.get("lang")
    if asked in set(Language) and not is_programs(request.path):
        is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, httponly=True, samesite="Lax", secure=is_secure)
    return response
