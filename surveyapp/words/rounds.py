"""Whether a gap closed, in words: the verdict of both rounds together, never two bare numbers."""

from collections.abc import Mapping

from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.comparison.movements import Course
from surveyapp.core.comparison.rounds import ScoreMoves
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import marked, say
from surveyapp.words.naming import Names

COURSES: Mapping[Course, str] = {
    Course.NARROWER: marked("narrower"),
    Course.WIDER: marked("wider"),
    Course.TURNED: marked("reversed"),
    Course.UNCLEAR: marked("no change beyond chance"),
    Course.UNTOLD: marked("change cannot be determined"),
}
_SAID: Mapping[Course, tuple[str, str, str, str]] = {
    Course.NARROWER: (
        marked("The gap on the conduct of %(prcs)s is narrower: %(old)s before, %(new)s now."),
        marked("The gap on the conduct of %(partner)s is narrower: %(old)s before, %(new)s now."),
        marked("The gap on the joint work is narrower: %(old)s before, %(new)s now."),
        marked("The gap over conduct and joint work is narrower: %(old)s before, %(new)s now."),
    ),
    Course.WIDER: (
        marked("The gap on the conduct of %(prcs)s is wider: %(old)s before, %(new)s now."),
        marked("The gap on the conduct of %(partner)s is wider: %(old)s before, %(new)s now."),
        marked("The gap on the joint work is wider: %(old)s before, %(new)s now."),
        marked("The gap over conduct and joint work is wider: %(old)s before, %(new)s now."),
    ),
    Course.TURNED: (
        marked("The gap on the conduct of %(prcs)s has reversed: %(old)s before, %(new)s now."),
        marked("The gap on the conduct of %(partner)s has reversed: %(old)s before, %(new)s now."),
        marked("The gap on the joint work has reversed: %(old)s before, %(new)s now."),
        marked("The gap over conduct and joint work has reversed: %(old)s before, %(new)s now."),
    ),
    Course.UNCLEAR: (
        marked("The gap on the conduct of %(prcs)s shows no change beyond chance (%(old)s before, %(new)s now)."),
        marked("The gap on the conduct of %(partner)s shows no change beyond chance (%(old)s before, %(new)s now)."),
        marked("The gap on the joint work shows no change beyond chance (%(old)s before, %(new)s now)."),
        marked("The gap over conduct and joint work shows no change beyond chance (%(old)s before, %(new)s now)."),
    ),
    Course.UNTOLD: (
        marked(
            "Whether the gap on the conduct of %(prcs)s changed cannot be determined (%(old)s before, %(new)s now)."
        ),
        marked(
            "Whether the gap on the conduct of %(partner)s changed cannot be determined (%(old)s before, %(new)s now)."
        ),
        marked("Whether the gap on the joint work changed cannot be determined (%(old)s before, %(new)s now)."),
        marked(
            "Whether the gap over conduct and joint work changed cannot be determined (%(old)s before, %(new)s now)."
        ),
    ),
}
_NOT_COMPARED: Mapping[Basis, str] = {
    Basis.SAME: marked("Not compared: a figure is withheld"),
    Basis.WORDING: marked("Not compared: asked in different words"),
    Basis.ADDED: marked("Not compared: not asked before"),
    Basis.REMOVED: marked("Not compared: no longer asked"),
    Basis.POLICY: marked("Not compared: shown under different disclosure rules"),
}
_MINUS = "\u2212"


def moved_sentence(names: Names, facet: Facet | None, moves: ScoreMoves) -> str:
    """Return what became of a gap between two rounds; nothing where it cannot be compared."""
    if moves.course is None or moves.gap.old is None or moves.gap.new is None:
        return ""
    place = len(Facet) if facet is None else list(Facet).index(facet)
    return say(
        _SAID[moves.course][place],
        names.language,
        prcs=names.of(Side.PRCS),
        partner=names.of(Side.PARTNER),
        old=signed(moves.gap.old),
        new=signed(moves.gap.new),
    )


def course_name(course: Course | None, language: Language) -> str:
    """Return what became of a gap in two or three words."""
    return "" if course is None else say(COURSES[course], language)


def why_not_compared(basis: Basis, language: Language) -> str:
    """Return why two rounds are not compared; of the same statements it is that a figure is withheld."""
    return say(_NOT_COMPARED[basis], language)


def signed(value: float, digits: int = 1) -> str:
    """Return a difference with its sign, isolated: ``+0.9``, ``−0.8``; ``0.0`` has none."""
    text = written(abs(value), digits)
    sign = "" if not float(text) else _MINUS if value < 0 else "+"
    return isolated_ltr(sign + text)
