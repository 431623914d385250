"""Codes that are typed from paper: what is misread is put right or told, before anything is looked up."""

from itertools import combinations

import pytest

from surveyapp.core.errors import InputError
from surveyapp.core.text.typed_codes import COUNT, LENGTH, LETTERS, grouped, read_code, write_code

CODE = write_code(COUNT * 2 // 3)


def slips(code: str) -> set[str]:
    """Return ``code`` with any one letter mistyped, and with any two in each other's place."""
    one = {code[:at] + other + code[at + 1 :] for at in range(LENGTH) for other in LETTERS}
    for left, right in combinations(range(LENGTH), 2):
        letters = list(code)
        letters[left], letters[right] = letters[right], letters[left]
        one.add("".join(letters))
    return one - {code}


def test_every_single_slip_is_told() -> None:
    for number in (0, COUNT - 1, 123_456_789, COUNT * 2 // 3):
        for slip in slips(write_code(number)):
            with pytest.raises(InputError, match="code_mistyped"):
                read_code(slip)


def test_a_code_is_read_as_it_was_written_and_look_alikes_are_put_right() -> None:
    assert [read_code(write_code(number)) for number in range(99)] == [write_code(number) for number in range(99)]
    assert len({write_code(number) for number in range(999)}) == 999
    assert not set(LETTERS) & set("iluoz")
    code = write_code(3_629_782_413_824_212)
    assert {"0", "1", "2", "v"} <= set(code)
    assert read_code(code.replace("0", "o").replace("1", "l", 1).replace("1", "i").replace("2", "z")) == code
    assert read_code(code.replace("v", "u")) == code


@pytest.mark.parametrize("cut", ["", CODE[:-1], CODE + "0"], ids=["nothing", "one short", "one more"])
def test_what_is_not_whole_is_told(cut: str) -> None:
    with pytest.raises(InputError, match="code_cut"):
        read_code(cut)


def test_codes_are_printed_in_groups() -> None:
    assert [len(group) for group in grouped(CODE).split("-")] == [4, 4, 4]
    assert grouped(CODE).isupper()
