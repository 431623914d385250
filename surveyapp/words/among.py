"""One partner among the others of its round, in words: means and ranges, and that they rank nobody."""

from surveyapp.core.comparison.among import Among, MeanAndRange
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.naming import Names
from surveyapp.words.rounds import signed

_SCORES = marked(
    "Scores by %(prcs)s: mean %(mean)s, from %(low)s to %(high)s; by the partners: mean %(theirs)s, from %(least)s to "
    "%(most)s."
)
_NO_RANKING = marked(
    "This does not rank partners: partnerships differ in what they do and in who answered. It is for readers who may "
    "see the results of all partners."
)


def among_sentence(among: Among, names: Names) -> str:
    """Return where the partners of the round lie in one subject: the gap, then both sides' scores."""
    gap = counted(
        "Among %(n)s partner of this round: mean gap %(mean)s, from %(low)s to %(high)s.",
        "Among %(n)s partners of this round: mean gap %(mean)s, from %(low)s to %(high)s.",
        among.k,
        names.language,
        mean=signed(among.gap.mean),
        low=signed(among.gap.low),
        high=signed(among.gap.high),
    )
    prcs, partners = among.sides[Side.PRCS], among.sides[Side.PARTNER]
    theirs = dict(zip(("theirs", "least", "most"), _written(partners), strict=True))
    own = dict(zip(("mean", "low", "high"), _written(prcs), strict=True))
    return f"{gap} {say(_SCORES, names.language, prcs=names.of(Side.PRCS), **own, **theirs)}"


def no_ranking(language: Language) -> str:
    """Return what such figures are not, and who is shown them."""
    return say(_NO_RANKING, language)


def _written(spread: MeanAndRange) -> list[str]:
    return [isolated_ltr(written(value)) for value in (spread.mean, spread.low, spread.high)]
