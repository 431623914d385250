"""No file, however broken or ill-meant, ends otherwise than in faults, and soon."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveyapp.catalogue.characters import SIZE_LIMIT
from surveyapp.catalogue.files import Fault, FaultyQuestionnaireError, read_questionnaire
from tests.catalogue.samples import SMALL
from tests.questionnaires import FROZEN_FILE
from tests.randomly import examples

SECONDS = 20
"""Far above what is measured (2 seconds at most), so that a busy machine does not fail the test."""

_FAULT = re.compile(r"f\.yaml(\.lock)?:[1-9][0-9]*:[1-9][0-9]*: \S.*")
_BITS = [
    "{",
    "}",
    "[",
    "]",
    "- ",
    ": ",
    "? ",
    "&a ",
    "*a",
    "!!",
    "!<",
    "|",
    ">",
    "'",
    '"',
    "\\",
    "#",
    "%",
    "---",
    "...",
    "~",
]
_BITS += [
    "\n",
    "\r",
    "\t",
    " ",
    "\0",
    "\ud800",
    "\u2028",
    "\ufeff",
    "{other}",
    "ar",
    "no",
    "null",
    "1",
    "1e9",
    "<<",
    "id",
]


def read_all(data: bytes, lock: bytes | None = None) -> None:
    """Read ``data``; whatever goes wrong is a list of faults, each with its place."""
    faults: tuple[Fault, ...] | None = None
    try:
        read_questionnaire(data, name="f.yaml", lock=lock)
    except FaultyQuestionnaireError as error:
        faults = error.faults
    assert faults is None or faults
    assert all(_FAULT.fullmatch(str(fault)) for fault in faults or ())


@given(st.binary(max_size=300))
@example(b'"\\UFFFFFFFF"')
@example(b"\xff\xfe\0a")
@settings(deadline=None)
def test_random_bytes(data: bytes) -> None:
    read_all(data)


@given(st.lists(st.one_of(st.sampled_from(_BITS), st.text(max_size=3)), max_size=60))
@example([": ", "\n", ": "])
@examples(150)
@pytest.mark.wide
def test_random_yaml(bits: list[str]) -> None:
    read_all("".join(bits).encode(errors="surrogatepass"))


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """Draw the small questionnaire with a few pieces cut out, doubled, moved or overwritten."""
    text = SMALL
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        text = text[:start] + draw(st.sampled_from([*_BITS, "", text[start:end] * 2])) + text[end:]
    return text


@given(mutations())
@examples(150)
def test_random_mutations(text: str) -> None:
    read_all(text.encode(errors="surrogatepass"))


@given(st.integers(0, 45_000), st.integers(0, 400), st.binary(max_size=4))
@examples(15)
def test_random_mutations_of_the_frozen_file(start: int, length: int, put: bytes) -> None:
    data = FROZEN_FILE.read_bytes()
    lock = FROZEN_FILE.with_name(f"{FROZEN_FILE.name}.lock").read_bytes()
    read_all(data[:start] + put + data[start + length :], lock)


@given(st.binary(max_size=200))
@examples(20)
def test_random_locks(lock: bytes) -> None:
    read_all(SMALL.encode(), lock)


def _laughs() -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(_laughs() + "\n", id="a billion laughs"),
        pytest.param("[", id="brackets"),
        pytest.param("{a: ", id="braces"),
        pytest.param("- ", id="dashes"),
        pytest.param("-\n", id="a long list"),
        pytest.param("a: b\n", id="one key again and again"),
        pytest.param("? ", id="question marks"),
        pytest.param("!\n", id="tags"),
        pytest.param("&a\n", id="anchors"),
        pytest.param("a b\n", id="a long plain word"),
        pytest.param("'\n", id="quotes"),
        pytest.param("\n", id="nothing but lines"),
        pytest.param("#\n", id="comments"),
        pytest.param("\0\n", id="NULs"),
        pytest.param("{" * 9_999 + "\n", id="long lines"),
        pytest.param("!" * 19_999 + "\n", id="long tags"),
        pytest.param("9" * 19_999 + "\n", id="long numbers"),
    ],
)
@pytest.mark.alike(6)
def test_a_megabyte_of_malice_is_refused_soon(unit: str) -> None:
    data = (unit * (SIZE_LIMIT // len(unit.encode()))).encode()
    begun = time.process_time()
    with pytest.raises(FaultyQuestionnaireError):
        read_questionnaire(data, name="f.yaml")
    assert time.process_time() - begun < SECONDS


def test_aliases_are_refused_one_by_one_and_never_followed() -> None:
    with pytest.raises(FaultyQuestionnaireError) as caught:
        read_questionnaire(_laughs().encode(), name="f.yaml")
    assert len([fault for fault in caught.value.faults if "alias" in fault.message]) == 29 * 9
