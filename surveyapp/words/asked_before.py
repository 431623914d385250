"""What changed in the questions between two rounds: what is the same, reworded, new and gone, and what that leaves."""

from collections import Counter
from collections.abc import Iterator

from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.comparison.rounds import RoundMoves, SectionMoves
from surveyapp.core.sides import Facet
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.joining import commas, semicolons
from surveyapp.words.naming import Names

_COMPARED = marked("Scores are compared only where every statement behind them is the same: %(topics)s.")
_OF_TOPIC = marked("%(topic)s (%(facets)s)")
_NONE_COMPARED = marked("No score of a topic is made of the same statements in both rounds, so none is compared.")


def asked_differently(moves: RoundMoves, names: Names) -> tuple[str, ...]:
    """Return what changed in what was asked; nothing where all statements are the same.

    Args:
        moves: between two rounds.
        names: both organisations, by the questionnaire of the newer round.
    """
    bases = Counter(one.basis for section in moves.sections for one in section.statements)
    if not bases.keys() & {Basis.WORDING, Basis.ADDED, Basis.REMOVED}:
        return ()
    told = tuple(_numbers(bases, names))
    return told if Basis.POLICY in bases else (*told, _scores(moves, names))


def _numbers(bases: Counter[Basis], names: Names) -> Iterator[str]:
    language, same = names.language, bases[Basis.SAME] + bases[Basis.POLICY]
    if same:
        yield counted(
            "%(n)s statement was asked in the same words.",
            "%(n)s statements were asked in the same words.",
            same,
            language,
        )
    if bases[Basis.WORDING]:
        yield counted(
            "%(n)s statement was reworded; people may understand it differently, so it is not compared.",
            "%(n)s statements were reworded; people may understand them differently, so they are not compared.",
            bases[Basis.WORDING],
            language,
        )
    if bases[Basis.ADDED]:
        yield counted("%(n)s statement is new.", "%(n)s statements are new.", bases[Basis.ADDED], language)
    if bases[Basis.REMOVED]:
        yield counted(
            "%(n)s statement is no longer asked.",
            "%(n)s statements are no longer asked.",
            bases[Basis.REMOVED],
            language,
        )


def _scores(moves: RoundMoves, names: Names) -> str:
    compared = [
        say(_OF_TOPIC, names.language, topic=names.words(section.title), facets=commas(same, names.language))
        for section in moves.sections
        if (same := [names.facet(one) for one in Facet if _is_same(section, one)])
    ]
    topics = semicolons(compared, names.language)
    return say(_COMPARED, names.language, topics=topics) if topics else say(_NONE_COMPARED, names.language)


def _is_same(section: SectionMoves, facet: Facet) -> bool:
    """Tell whether something was asked of a facet, and the same in both rounds."""
    return section.facets[facet].basis is Basis.SAME and any(facet in one.facets for one in section.statements)
