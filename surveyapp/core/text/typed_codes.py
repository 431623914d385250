"""Codes that are typed from paper: eleven letters that say one of 31¹¹ numbers, and one that shows a typing error.

No letter looks like another: i, l, o, u and z are none of them, and whoever reads one is put right. What codes follow
from, and what it takes to guess one: docs/decisions/0037.
"""

from dataclasses import dataclass, field

from surveyapp.core.errors import Code, InputError

LETTERS = "0123456789abcdefghjkmnpqrstvwxy"
LENGTH = 12
COUNT = len(LETTERS) ** (LENGTH - 1)
"""How many codes there are."""

_GROUP = 4
"""Characters that are read at a glance."""

_LOOK_ALIKE = str.maketrans("iluoz", "11v02")


@dataclass(frozen=True, slots=True)
class Secret:
    """What leads to a form: the token that its link holds, and the code that is typed from paper."""

    token: str = field(repr=False)
    code: str = field(repr=False)


def write_code(number: int) -> str:
    """Return the code of ``number``, of which the part below ``COUNT`` counts."""
    letters = ""
    for _ in range(LENGTH - 1):
        number, one = divmod(number, len(LETTERS))
        letters += LETTERS[one]
    return letters + next(last for last in LETTERS if _is_right(letters + last))


def read_code(typed: str) -> str:
    """Return the code in letters and digits that were typed.

    Raises:
        InputError: it has another length, or a letter was mistyped: any one, or any two that changed places.
    """
    code = typed.translate(_LOOK_ALIKE)
    if len(code) != LENGTH:
        raise InputError(Code.CODE_CUT, length=LENGTH, typed=len(code))
    if not _is_right(code):
        raise InputError(Code.CODE_MISTYPED)
    return code


def grouped(code: str) -> str:
    """Return a code as it is printed: in capitals, in groups of four."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)).upper()


def _is_right(code: str) -> bool:
    """Say whether the letters, each times its place, come to nothing modulo their number, which is a prime."""
    return sum(place * LETTERS.index(letter) for place, letter in enumerate(code, 1)) % len(LETTERS) == 0
