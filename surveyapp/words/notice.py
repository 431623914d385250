"""Who sees what, and when: the notice before the first question, on a screen, on paper and where others collect.

Every sentence follows from the review's own rules, and none from a questionnaire's file: whoever edits words there
cannot change a promise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveyapp.core.conduct.four_eyes import Opening
from surveyapp.core.conduct.review import Answering, Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.release.shown import Shown, shown_by
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.settings import Keeping
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.handed import in_hand
from surveyapp.words.listed import lists_told
from surveyapp.words.results_told import results

_PRINTED_EARLY = marked(
    "This form was printed before the review was opened, while the lists could still change. From opening on, the "
    "first page on a screen says how many were invited on each side, who confirmed the lists and who opened the "
    "review; so does a form that is printed then."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice follows from: whose form of which review, how many were invited, for how long what is kept.

    ``invited`` is None while the lists may still grow, ``opening`` where it is not known how the review was opened.
    ``is_mailed`` says that a mail carried the link, and that nobody on the staff was shown it.
    """

    review: Review
    side: Side
    questionnaire: Questionnaire
    invited: Mapping[Side, int] | None
    keeping: Keeping
    is_on_paper: bool = False
    is_mailed: bool = False
    opening: Opening | None = None

    @property
    def is_attributed(self) -> bool:
        """Say whether the side gives one form as an organisation."""
        return self.review.answering.of(self.side) is Answering.ORGANISATION

    @property
    def is_other_attributed(self) -> bool:
        """Say whether the other side gives one form as an organisation."""
        return self.review.answering.of(self.side.opposite) is Answering.ORGANISATION

    @property
    def shown(self) -> Shown:
        """Return what the review shows of people who answer for themselves."""
        return shown_by(self.review.policy, self.review.thresholds)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the notice, and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def title(language: Language) -> str:
    """Return what the notice is called."""
    return say("Who will see what, and when", language)


def notice(told: Told, language: Language) -> tuple[Group, ...]:
    """Return the whole notice in one language."""
    parts = _of_an_organisation(told, language) if told.is_attributed else _of_people(told, language)
    return tuple(Group(heading, tuple(sentences)) for heading, sentences in parts)


def _of_people(told: Told, language: Language) -> Iterator[tuple[str, Iterator[str]]]:
    yield say("While the form is open", language), _answering(told, language)
    yield from _lists(told, language)
    yield say("After closing", language), after_closing(language)
    yield say("What the results show", language), results(told.shown, told.questionnaire, language=language)
    yield say("What can still be worked out", language), _conclusions(language)
    yield say("Comments", language), _comments(told, language)
    yield say("How long it is kept", language), _keeping(told, language)


def _of_an_organisation(told: Told, language: Language) -> Iterator[tuple[str, Iterator[str]]]:
    yield say("One form for your organisation", language), _answering_together(told, language)
    yield from _lists(told, language)
    yield say("After closing", language), after_closing(language)
    yield say("What the results show", language), _results_together(language)
    yield say("Comments", language), _comments_together(language)
    yield say("How long it is kept", language), _keeping_together(told, language)


def _lists(told: Told, language: Language) -> Iterator[tuple[str, Iterator[str]]]:
    if told.opening:
        yield say("Who was invited", language), lists_told(told.opening, told.side, language)
    elif told.is_on_paper and told.invited is None:
        yield say("Who was invited", language), iter([say(_PRINTED_EARLY, language)])


def _answering(told: Told, language: Language) -> Iterator[str]:
    yield say("We do not ask for your name, and no time, address or device is stored with your answers.", language)
    yield say(
        "PRCS staff see roughly how many have answered, as of the last midnight; those in charge also see who is "
        "invited, but are not told who has answered. Once a review, one member of staff may be shown the exact "
        "numbers, and that is recorded. Nobody sees any results.",
        language,
    )
    yield _entered_by_staff(language) if told.is_on_paper else in_hand(language, is_mailed=told.is_mailed)
    if told.invited and told.is_other_attributed:
        own = told.invited[told.side]
        yield say("Invited on your side: %(own)s. The other side gives one agreed form.", language, own=own)
    elif told.invited:
        own, other = told.invited[told.side], told.invited[told.side.opposite]
        yield say("Invited on your side: %(own)s; on the other side: %(other)s.", language, own=own, other=other)


def _answering_together(told: Told, language: Language) -> Iterator[str]:
    yield say(
        "Your organisation gives one agreed form. It is not anonymous: all of it is shown as your organisation’s "
        "answer.",
        language,
    )
    if told.is_on_paper:
        yield say("Agree on the answers among yourselves. You may pass the form on within your organisation.", language)
        yield _entered_by_staff(language)
    else:
        yield say(
            "Agree on the answers among yourselves. You may pass the link on within your organisation: anyone who has "
            "it, including any staff who handed it out, can read and change the form until it is sent, and can send "
            "it.",
            language,
        )
    yield say("Until closing, PRCS staff see whether the form was sent. Nobody sees any results.", language)
    if told.is_other_attributed:
        yield say("The other side gives one agreed form too.", language)
    elif told.invited:
        yield say("Invited on the other side: %(other)s.", language, other=told.invited[told.side.opposite])


def _entered_by_staff(language: Language) -> str:
    return say("PRCS staff will enter your answers from this form, and so they will see them.", language)


def after_closing(language: Language) -> Iterator[str]:
    """Yield who sees the results, in this order."""
    yield say(
        "PRCS staff who are allowed to read results see them first. When PRCS shares them, both sides see a summary "
        "through their links, at the same moment; the details are for the meeting of both sides.",
        language,
    )
    yield say("Other partners see nothing of this review, except averages over all partners together.", language)


def _results_together(language: Language) -> Iterator[str]:
    yield say(
        "Each rating of your form is shown as it is, beside what may be shown of the other side’s answers.", language
    )


def _conclusions(language: Language) -> Iterator[str]:
    yield say("Colleagues who share their answers can often work out those of the others.", language)
    yield next_round(language)


def next_round(language: Language) -> str:
    """Return what comparing with a later round may tell."""
    return say(
        "If one more person answers in the next round, comparing the rounds may reveal something about that person.",
        language,
    )


def _comments(told: Told, language: Language) -> Iterator[str]:
    yield counted(
        "Shown only if you tick the box, and if at least %(n)s person on your side answers: word for word, without a "
        "name, in random order.",
        "Shown only if you tick the box, and if at least %(n)s people on your side answer: word for word, without a "
        "name, in random order.",
        told.shown.details_from,
        language,
    )
    advice = say("The way you write may reveal who you are.", language)
    yield f"{_readers(language)} {advice}"


def _comments_together(language: Language) -> Iterator[str]:
    yield say("Shown only if you tick the box: word for word, as your organisation’s words.", language)
    yield _readers(language)


def _readers(language: Language) -> str:
    return say(
        "PRCS staff who are allowed to read results read them after closing, both sides at the meeting.", language
    )


def _keeping(told: Told, language: Language) -> Iterator[str]:
    yield _individuals_on_paper(language) if told.is_on_paper else _individuals(language)
    yield _keeping_the_rest(told, language)


def _individuals(language: Language) -> str:
    return say(
        "Individual people’s answers are shown to nobody; until closing, only those who run the server or hold "
        "a copy of its database could read them. At closing the results are calculated from them, and they are erased.",
        language,
    )


def _individuals_on_paper(language: Language) -> str:
    return say(
        "Apart from the staff who enter them, individual people’s answers are shown to nobody. At closing the results "
        "are calculated from them, and they are erased.",
        language,
    )


def _keeping_together(told: Told, language: Language) -> Iterator[str]:
    yield say("At closing the results are calculated, and the form itself is erased.", language)
    yield _keeping_the_rest(told, language)


def _keeping_the_rest(told: Told, language: Language) -> str:
    return counted(
        "Comments are erased %(n)s day after closing; the figures are kept.",
        "Comments are erased %(n)s days after closing; the figures are kept.",
        told.keeping.comments.days,
        language,
    )
