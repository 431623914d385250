"""Many charts at once, as pictures: one after the other, or shared out among the machine's processors."""

import os
from collections.abc import Callable, Sequence
from multiprocessing import get_context

from surveyapp.charts.on_demand import Chart

ToPictures = Callable[[Sequence[Chart]], Sequence[bytes]]


def in_turn(charts: Sequence[Chart]) -> Sequence[bytes]:
    """Return each chart as PNG, drawn here, where other threads may be at work."""
    return [chart.to_picture() for chart in charts]


def shared_out(charts: Sequence[Chart]) -> Sequence[bytes]:
    """Return the same, drawn by as many processes as there are processors.

    They are forked off this one: it has matplotlib loaded by then, and must have no other thread at work, as a command.
    """
    from surveyapp.charts import render  # noqa: F401, PLC0415 - loads matplotlib, once for all

    processes = min(len(charts), len(os.sched_getaffinity(0)))
    if processes <= 1:
        return in_turn(charts)
    with get_context("fork").Pool(processes) as pool:
        return pool.map(Chart.to_picture, charts, chunksize=1)
