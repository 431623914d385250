"""How long a form takes, told from how many statements a side rates: no questionnaire states a time of its own."""

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet, Side

SECONDS_A_STATEMENT = 14
"""To read a statement, to think of the year, and to choose; the headings and closing questions counted in."""

STEP = 5
"""Minutes that the time is told in: a closer figure would be none that anybody can promise."""


def count_statements(questionnaire: Questionnaire, side: Side) -> int:
    """Return how many statements the form of ``side`` has to be rated, over all sections; each voice is one."""
    return sum(len(questionnaire.keys(side, facet)) for facet in Facet)


def minutes_for(statements: int) -> int:
    """Return the minutes that so many statements take without comments: the nearest five, and never fewer."""
    seconds, step = statements * SECONDS_A_STATEMENT, STEP * 60
    return STEP * max(1, (seconds + step // 2) // step)
