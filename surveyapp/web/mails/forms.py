"""Forms about mails: a round's own words, and an address for a test."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TextAreaField

from surveyapp.core.conduct.own_words import OwnWords, read_sentence, read_subject
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.text.languages import Text
from surveyapp.web.i18n import current_language, lazy_gettext, offered_languages
from surveyapp.web.refusals import readable
from surveyapp.words.languages import sentence_heading, subject_heading


class OwnWordsForm(FlaskForm):
    """A subject and a sentence in each language that the app is offered in, or none."""

    before: OwnWords

    @classmethod
    def make(cls, words: OwnWords) -> Self:
        """Return the form, which shows ``words``; those in languages that are not offered stay as they are."""
        reader, fields = current_language(), {}
        data: dict[str, str] = {}
        for one in offered_languages():
            fields[f"subject_{one}"] = StringField(
                subject_heading(one, reader), [readable(read_subject, is_optional=True)]
            )
            fields[f"sentence_{one}"] = TextAreaField(
                sentence_heading(one, reader), [readable(read_sentence, is_optional=True)]
            )
            data |= {f"subject_{one}": words.subject.get(one, ""), f"sentence_{one}": words.sentence.get(one, "")}
        made: type[Self] = type(cls.__name__, (cls,), fields)
        form = made(data=data)
        form.before = words
        return form

    @property
    def words(self) -> OwnWords:
        """Return what was typed, and what is kept in other languages."""
        return OwnWords(self._typed("subject", self.before.subject), self._typed("sentence", self.before.sentence))

    def _typed(self, name: str, before: Text) -> Text:
        return Text({**before, **{one: self[f"{name}_{one}"].data or "" for one in offered_languages()}})


class TestMailForm(FlaskForm):
    """Where a test message goes."""

    address = EmailField(lazy_gettext("E-mail address"), [readable(read_address)])
