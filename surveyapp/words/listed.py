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
    yield say("Your side: %(counts)s.", language, counts=list_counts(own.people, own.nameless, language)) + (
        f" {_confirmed_by(own, language)}"
    )
    yield say("The other side: %(counts)s.", language, counts=list_counts(other.people, other.nameless, language)) + (
        f" {_confirmed(other, language)}"
    )
    yield say(_OPENED[opening.way], language)
    yield say("If people on a list were made up, other people’s answers could be deduced.", language)


def list_counts(people: int, nameless: int, language: Language) -> str:
    """Return how many stand on a list: ``5 people by name, 4 links without a name``."""
    by_name = counted("%(num)s person by name", "%(num)s people by name", people, language, num=people)
    links = counted("%(num)s link without a name", "%(num)s links without a name", nameless, language, num=nameless)
    return commas([by_name, links], language)


def _confirmed_by(one: OpenedList, language: Language) -> str:
    if one.confirmed_by is None or one.confirmed_on is None:
        return say("Nobody has confirmed this list.", language)
    name, day = isolated(without_controls(one.confirmed_by)), day_text(one.confirmed_on, language)
    return say("%(name)s confirmed this list on %(day)s.", language, name=name, day=day)


def _confirmed(one: OpenedList, language: Language) -> str:
    if one.confirmed_on is None:
        return say("Nobody has confirmed this list.", language)
    day = day_text(one.confirmed_on, language)
    return say("Its focal point confirmed this list on %(day)s.", language, day=day)
