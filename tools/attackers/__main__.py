"""Carry out all attacks and print what came of them as Markdown: ``python -m tools.attackers [--exchanges N]``.

Ends with 1 when something is certain of a document of the second edition, or of one of the first as it is shown now,
that its cells do not say. Cuts are told apart: what may follow from them is printed.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from surveyapp.core.conduct.review import Policy
from surveyapp.core.sides import Side
from tools.attackers import cases, colleague, colluding, differencing, joint, rounds, withheld
from tools.attackers.cases import WITHOUT_CUTS, Answered, Attack, Case, answered
from tools.attackers.claims import counted
from tools.attackers.worlds import Reading, in_common

ATTACKS: Mapping[str, Attack] = {
    **{f"differencing, {kind}": partial(differencing.find, kinds=(kind,)) for kind in differencing.KINDS},
    "who ticked what together": joint.find,
    **{f"a withheld statement that {n} rated": partial(withheld.find, raters=n) for n in range(3)},
    "pairs, by a colleague": colleague.find,
    "pairs, by two colleagues": colluding.find,
}
SEALED = "first, as sealed"
EDITIONS: Mapping[str, Callable[[Answered], Case]] = {
    SEALED: cases.first_edition,
    "first, as shown now": cases.first_edition_as_shown,
    "second": cases.second_edition,
}
READERS = {"an outsider": (), "a colleague": (0,), "two colleagues": (0, 1)}


def main() -> int:
    """Print three tables: attacks by edition, other data sets that fit, and a limit that is not kept off."""
    parser = argparse.ArgumentParser(prog="python -m tools.attackers", description=__doc__)
    parser.add_argument("--exchanges", type=int, default=500, help="data sets tried for each fact that cuts may tell")
    given, began = parser.parse_args(), time.monotonic()
    claims = _attacks()
    _head(
        "data sets of which the same is released, but for correlations",
        "reader",
        "facts beyond cells",
        "data sets",
        "facts in all of them",
    )
    left = _in_common("no cuts", answered()[:WITHOUT_CUTS], Side)
    _in_common("cuts by role and place", answered()[WITHOUT_CUTS:][:1], [Side.PRCS], exchanges=given.exchanges)
    _rounds()
    print(f"\n{'Something' if claims + left else 'Nothing'} was found. ({time.monotonic() - began:.0f} s)")
    return 1 if claims + left else 0


def _attacks() -> int:
    """Print a line for each attack on each edition; return the number of claims on what is shown now."""
    _head("attack", "edition", "targets", "certain of something", "claims", "right")
    open_claims = 0
    for edition, made in EDITIONS.items():
        documents = [made(one) for one in answered()]
        for name, attack in ATTACKS.items():
            found = counted(attempt for case in documents for attempt in attack(case))
            open_claims += found.claims if edition != SEALED else 0
            _line([name, edition, *found])
    return open_claims


def _in_common(kind: str, reviews: Sequence[Answered], sides: Iterable[Side], *, exchanges: int = 0) -> int:
    """Print a line for each reader of these documents; return the number of facts that are left."""
    every, left = [(one, side) for one in reviews for side in sides], 0
    for reader, known in READERS.items():
        found = [in_common(Reading(one.sheets, side, known), tries=exchanges) for one, side in every]
        facts, worlds = sum(one.facts for one in found), sum(one.worlds for one in found)
        own = sum(len(one.left) for one in found)
        left += own
        _line([f"{len(every)} sides, {kind}", reader, facts, worlds, own])
        print(*(f"  left: {fact}\n" for one in found for fact in sorted(one.left, key=str)), sep="", end="")
    return left


def _rounds() -> None:
    """Print what a second round with one person more tells of that person."""
    _head("one person more in the next round", "others change", "cells", "certain", "right")
    reviews = [one for one in answered()[:WITHOUT_CUTS] if len(one.of(Side.PRCS)) > 5]
    for policy in Policy:
        for changing in (0.0, rounds.CHANGE):
            pairs = [rounds.two_rounds(one, policy, changing=changing) for one in reviews]
            found = counted(attempt for old, new in pairs for attempt in rounds.find(old, new))
            _line([policy.value, f"{changing:.0%} of ratings", found.targets, found.certain, found.right])


def _head(*columns: str) -> None:
    print()
    _line(columns)
    _line(["---"] * len(columns))


def _line(cells: Sequence[object] | Iterable[object]) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
