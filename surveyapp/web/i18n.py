"""Languages: which one a reader gets, and what pages need to write in it."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, LazyString
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from surveyapp.core.text.languages import Language, Text, nearest
from surveyapp.core.text.shown import shown
from surveyapp.settings import Settings, SettingsError
from surveyapp.web.access import is_programs
from surveyapp.web.clock import local
from surveyapp.web.showing import say_on_page
from surveyapp.words import languages as called
from surveyapp.words.catalogue import TRANSLATIONS, catalogue_of, find_missing, marked
from surveyapp.words.dates import day_text, moment_text

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


def init_i18n(app: Flask, settings: Settings) -> None:
    """Give ``app`` its languages.

    Raises:
        SettingsError: a catalogue is not compiled; pages would silently be in the source language.
    """
    missing = find_missing(settings.languages)
    if missing is not None:
        name = called.english_name(missing)
        raise SettingsError(f"translations: no compiled {name} catalogue in {TRANSLATIONS}; run `make compile`")
    app.config["DEFAULT_LANGUAGE"] = settings.default_language
    app.config["LANGUAGES"] = settings.languages
    # Flask-WTF asks Flask-Babel in which language its own messages are.
    Babel(app, locale_selector=lambda: current_language().locale, configure_jinja=False)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(gettext=_gettext_on_page, ngettext=_ngettext_on_page)
    app.after_request(_remember)
    app.context_processor(_given_to_pages)


def _given_to_pages() -> dict[str, object]:
    return {
        "language": current_language(),
        "languages": offered_languages(),
        "language_name": language_name,
        "prints": prints,
        "name_heading": lambda language: called.name_heading(language, current_language()),
        "fallen_back": fallen_back,
        "wanted": g.get("wanted_language"),
        "switch_url": switch_url,
        "text": text,
        "day": day,
        "moment": moment,
    }


def offered_languages() -> tuple[Language, ...]:
    """Return the languages that this page is offered in."""
    offered: tuple[Language, ...] = g.get("languages") or current_app.config["LANGUAGES"]
    return offered


def current_default() -> Language:
    """Return the language of a reader who asked for none."""
    default: Language = current_app.config["DEFAULT_LANGUAGE"]
    return default


def current_language() -> Language:
    """Return the reader's language: asked for, remembered, the browser's, or the default; in this order."""
    if "language" not in g:
        offered = current_app.config["LANGUAGES"]
        asked = (request.args.get("lang"), request.cookies.get(COOKIE))
        named = next((value for value in asked if value in offered), None)
        liked = _best_liked(request.headers.get("Accept-Language", ""), offered)
        g.language = Language(named or liked or current_default())
    language: Language = g.language
    return language


@lru_cache(maxsize=256)
def _best_liked(header: str, offered: tuple[Language, ...]) -> str | None:
    """Return the one of the languages that a browser likes best; most browsers say the same."""
    return parse_accept_header(header, LanguageAccept).best_match(offered) if header else None


def limit_languages(languages: Iterable[Language]) -> None:
    """Offer this page in these of the app's languages only; a reader of another is shown the one that stands for it.

    Where the app is offered in none of them, the page stays as it is: its texts fall back, and its foot says so.
    """
    spoken, wanted = set(languages), current_language()
    offered = tuple(one for one in current_app.config["LANGUAGES"] if one in spoken)
    if not offered:
        return
    g.languages, g.language = offered, Language(nearest(wanted, offered))
    g.wanted_language = None if g.language == wanted else wanted


def gettext(message: str, **values: object) -> str:
    """Return a message in the reader's language."""
    said = _gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a message about ``num`` things in the form that the reader's language has for so many."""
    return _ngettext(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str, **values: object) -> LazyString:
    """Return a message that is said when it is shown."""
    return LazyString(gettext, message, **values)


def text(sentence: Text) -> str:
    """Return a text in the reader's language, or in the one that stands for it, which the foot of the page tells.

    Most texts are names that people gave: it is cleaned here, since lists to choose from are made outside of templates.
    """
    reader = current_language()
    language = sentence.language_for(reader)
    if language != reader:
        fallen_back().add(language)
    return shown(sentence.in_(reader))


def fallen_back() -> set[str]:
    """Return the codes of the languages in which this page shows texts that the reader's lacks."""
    found: set[str] = g.setdefault("fallen_back", set())
    return found


def language_name(language: Language) -> str:
    """Return what a language is called in the reader's."""
    return called.name_of(language, current_language())


def prints(languages: Iterable[Language]) -> list[tuple[str, str]]:
    """Return in what a print is offered: each of ``languages`` that the app is, and the first two together; by name."""
    spoken = [one for one in offered_languages() if one in set(languages)]
    single = [(one.code, language_name(one)) for one in spoken]
    if len(spoken) < 2:  # noqa: PLR2004 - two that face each other
        return single
    codes = "both" if tuple(spoken[:2]) == offered_languages()[:2] else ",".join(spoken[:2])
    return [*single, (codes, called.listed(spoken[:2], current_language()))]


def languages_in_turn() -> list[Language]:
    """Return every language that the app is offered in, the reader's first."""
    reader = current_language()
    return [reader, *(one for one in current_app.config["LANGUAGES"] if one != reader)]


def switch_url(language: Language) -> str:
    """Return the address of this page in ``language``: a query alone, which leads to no other host or path.

    What a visitor put into the query is written down again, and is never anybody's keyword argument.
    """
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return "?" + urlencode([*asked, ("lang", language.code)])


def day(one: date) -> str:
    """Return a day as the reader's language writes it."""
    return day_text(one, current_language())


def moment(instant: datetime) -> str:
    """Return an instant in the installation's time zone, as the reader's language writes it."""
    return moment_text(local(instant), current_language())


def _gettext_on_page(message: str, /, **values: object) -> Markup:
    return say_on_page(_gettext(message), values)


def _ngettext_on_page(one: str, many: str, num: int, /, **values: object) -> Markup:
    return say_on_page(_ngettext(one, many, num), {"num": num, **values})


def _gettext(message: str) -> str:
    return catalogue_of(current_language()).gettext(message)


def _ngettext(one: str, many: str, num: int) -> str:
    return catalogue_of(current_language()).ngettext(one, many, num)


def _remember(response: Response) -> Response:
    """Keep the language that was asked for; nothing else is kept in this cookie, and programs get none."""
    asked = request.args.get("lang")
    if asked in current_app.config["LANGUAGES"] and asked is not None and not is_programs(request.path):
        is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, httponly=True, samesite="Lax", secure=is_secure)
    return response
