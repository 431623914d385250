"""What people are told of the lists before the first question: how many, whether anybody confirmed them, who opened.

With invented people on a list, answers of the real ones could be deduced: whoever answers may judge how likely that is.
"""

from collections.abc import Iterator, Mapping

from surveyapp.core.conduct.four_eyes import OpenedList, Opening, Way
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated, without_controls
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.dates import day_text
from surveyapp.words.joining import commas

_OPENED: Mapping[Way, str] = {
    Way.TWO: marked("Opened by two members of PRCS staff: one proposed it, and another opened it."),
    Way.ONE: marked("Opened by one member of PRCS staff, without a second."),
    Way.SHELL: marked("Opened by a command on the server, without a second person."),
}


def lists_told(opening: Opening, side: Side, language: Language) -> Iterator[str]:
    """Yield what somebody of ``side`` is told of both lists as they were opened; another side's name stays there."""
    own, other = opening.lists[side], opening.lists[side.opposite]
    first = [say("Your side: %(counts)s.", language, counts=_counts(own, language)), _confirmed_by(own, language)]
    yield " ".join([*first, *_what_else(own, language)])
    first = [say("The other side: %(counts)s.", language, counts=_counts(other, language)), _confirmed(other, language)]
    yield " ".join([*first, *_what_else(other, language)])
    yield say(_OPENED[opening.way], language)
    yield say("If people on a list were made up, other people’s answers could be deduced.", language)


def list_counts(people: int, nameless: int, language: Language, *, by_hand: int = 0) -> str:
    """Return how many stand on a list: ``5 people by name, 4 links without a name``, and how many of those get no mail.

    Whoever holds a link reads what is begun behind it, and could answer in its owner's place.
    """
    by_name = counted("%(num)s person by name", "%(num)s people by name", people, language, num=people)
    if by_hand:
        letters = counted(
            "%(num)s by letter or by hand, through PRCS staff",
            "%(num)s by letter or by hand, through PRCS staff",
            by_hand,
            language,
            num=by_hand,
        )
        by_name = f"{by_name} ({letters})"
    links = counted("%(num)s link without a name", "%(num)s links without a name", nameless, language, num=nameless)
    return commas([by_name, links], language)


def _counts(one: OpenedList, language: Language) -> str:
    return list_counts(one.people, one.nameless, language, by_hand=one.by_hand)


def withdrawn_told(withdrawn: int, language: Language) -> str:
    """Return how many of a list were withdrawn after opening; they stay among those invited."""
    return counted(
        "%(num)s of them was withdrawn after opening.",
        "%(num)s of them were withdrawn after opening.",
        withdrawn,
        language,
        num=withdrawn,
    )


def withdrawn_of(withdrawn: int, language: Language) -> str:
    """Return the same of all that were invited, where their list is not spoken of."""
    return counted(
        "%(num)s of those invited was withdrawn after opening.",
        "%(num)s of those invited were withdrawn after opening.",
        withdrawn,
        language,
        num=withdrawn,
    )


def _what_else(one: OpenedList, language: Language) -> Iterator[str]:
    """Yield what else matters of a list: whether somebody objects to it, and what came after the opening."""
    if one.objected_on:
        yield say(
            "A focal point objected on %(day)s to this list, or to an earlier state of it, and has not confirmed it "
            "since.",
            language,
            day=day_text(one.objected_on, language),
        )
    if one.withdrawn:
        yield withdrawn_told(one.withdrawn, language)
    if one.moved:
        yield counted(
            "The link of %(num)s of them was sent to another address after opening, because e-mail came back.",
            "The links of %(num)s of them were sent to other addresses after opening, because e-mail came back.",
            one.moved,
            language,
            num=one.moved,
        )
    if one.alone:
        yield counted(
            "%(num)s such change was made by one member of PRCS staff, or by a command, without a second.",
            "%(num)s such changes were made by one member of PRCS staff, or by a command, without a second.",
            one.alone,
            language,
            num=one.alone,
        )


def _confirmed_by(one: OpenedList, language: Language) -> str:
    if one.confirmed_by is None or one.confirmed_on is None:
        return _unconfirmed(one, language)
    name, day = isolated(without_controls(one.confirmed_by)), day_text(one.confirmed_on, language)
    return say("%(name)s confirmed this list on %(day)s.", language, name=name, day=day)


def _confirmed(one: OpenedList, language: Language) -> str:
    if one.confirmed_on is None:
        return _unconfirmed(one, language)
    day = day_text(one.confirmed_on, language)
    return say("Its focal point confirmed this list on %(day)s.", language, day=day)


def _unconfirmed(one: OpenedList, language: Language) -> str:
    if one.is_vouched:
        return say("Nobody whose word counts has confirmed this list.", language)
    return say("Nobody has confirmed this list.", language)
