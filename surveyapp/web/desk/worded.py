"""Forms with a name or title in each language that the app is offered in."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import Field, StringField

from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.naming import read_name
from surveyapp.web.i18n import current_language, gettext, offered_languages
from surveyapp.web.refusals import readable


class WordedForm(FlaskForm):
    """A form whose name or title is needed in one language at least; ``make`` gives it a field for each."""

    before: str
    """How these fields are called; the code of the language follows."""
    kept: Mapping[str, str] = MappingProxyType({})
    """What is known in languages that the app is not offered in: it stays."""

    @classmethod
    def make(cls, heading: Callable[[str, Language], str], *, known: Text | None = None, **kwargs: Any) -> Self:
        """Return the form, its fields headed in the reader's language; ``known`` is the name as it stands."""
        fields = {
            f"{cls.before}_{one}": StringField(
                heading(one, current_language()), [readable(read_name, is_optional=True)]
            )
            for one in offered_languages()
        }
        for number, field in enumerate(fields.values()):
            field.creation_counter = number - len(fields)  # they stand first
        made: type[Self] = type(cls.__name__, (cls,), fields)
        form = made(**kwargs)
        form.kept = {code: said for code, said in (known or {}).items() if code not in offered_languages()}
        return form

    @property
    def worded(self) -> Iterator[Field]:
        """Go through the fields for a name, in the order of the languages."""
        return (self[f"{self.before}_{one}"] for one in offered_languages())

    @property
    def words(self) -> Text:
        """Return what was typed, by language, and what is kept."""
        typed: dict[str, str] = {one: self[f"{self.before}_{one}"].data or "" for one in offered_languages()}
        return Text({**typed, **self.kept})

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Take what the fields take, and a name in one language at least."""
        is_good = bool(super().validate(*args, **kwargs))
        if self.words.written:
            return is_good
        first = next(self.worded)
        first.errors = [*first.errors, gettext("Write it in at least one language.")]
        return False


def worded_data(before: str, words: Text) -> dict[str, str]:
    """Return what the fields show of a name that is known."""
    return {f"{before}_{code}": said for code, said in words.items()}
