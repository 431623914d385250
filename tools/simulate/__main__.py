"""Simulate reviews and print what came of them as Markdown: ``python -m tools.simulate [--reviews N] [--seed S]``.

Ends with 1 when a bar is missed: ``detailed.COVERAGE_BAR`` and ``CHANCE_BAR``, up to twelve people a side.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Sequence

from tools.invented import shipped
from tools.simulate import detailed, few
from tools.simulate.population import MISSING, TOPIC

DETAILED = (
    "sides",
    "the 90 % interval held the truth",
    "half a point apart by chance: seen / expected",
    "clear gaps by chance",
    "of six real gaps of one point: called clear / of what is called clear, false",
)
FEW = ("sides", *(f"halo {halo}" for halo in few.HALOS), "half width, in points")


def main() -> int:
    """Print both tables, each line as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tools.simulate", description=__doc__)
    parser.add_argument("--reviews", type=int, default=300, help="reviews of each kind")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="else a fresh one")
    given = parser.parse_args()
    began, rng, asked = time.monotonic(), random.Random(given.seed), shipped()
    print(f"Seed {given.seed}, {given.reviews} reviews of each kind, {MISSING:.0%} of ratings missing.\n")
    print(_about_detailed(), _line(DETAILED), _line("---" for _ in DETAILED), sep="\n")
    missed = []
    for sizes in detailed.SIZES:
        row = detailed.simulate(asked, rng, sizes=sizes, reviews=given.reviews)
        print(_detailed(row), flush=True)
        missed += [sizes] * (max(sizes) <= detailed.HELD_UP_TO and not row.holds)
    print("", _about_few(), _line(FEW), _line("---" for _ in FEW), sep="\n")
    for sizes in few.SIZES:
        print(_few(few.simulate(asked, rng, sizes=sizes, reviews=given.reviews)), flush=True)
    print(f"\n{'Missed: ' + str(missed) if missed else 'All bars are held.'} ({time.monotonic() - began:.0f} s)")
    return 1 if missed else 0


def _about_detailed() -> str:
    low, high = detailed.SPREADS
    return (
        f"Each side's spread is {low} to {high} points; the halo is {detailed.HALO} of the variance, and what a person "
        f"adds within one facet of a topic {TOPIC}.\n"
    )


def _about_few() -> str:
    spreads = ", ".join(f"{one} and {other}" for one, other in few.SPREADS)
    return f"Three or four people. Spreads {spreads}; from the lowest to the highest of them, half widths over all.\n"


def _detailed(row: detailed.Row) -> str:
    return _line(
        [
            _sides(row.sizes),
            f"{row.coverage():.3f}",
            f"{row.seen:.1f} / {row.expected:.1f}",
            f"{row.clear_by_chance:.2f}",
            f"{100 * row.found:.0f} % / {100 * row.false:.0f} %",
        ]
    )


def _few(row: few.Row) -> str:
    held = [_range([kind.coverage for kind in row.kinds if kind.halo == halo]) for halo in few.HALOS]
    return _line([_sides(row.sizes), *held, _range([kind.half_width for kind in row.kinds])])


def _sides(sizes: tuple[int, int]) -> str:
    return f"{sizes[0]} v {sizes[1]}"


def _range(values: Sequence[float]) -> str:
    return f"{min(values):.2f}–{max(values):.2f}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
