"""One chart as a file: a PDF of its own size, tagged, in its language, with its words as text; or an SVG, packed."""

import gzip

from surveyapp.charts.on_demand import Chart
from surveyapp.reports.typst import make_pdf

TEMPLATE = "chart.typ"


def make_chart_pdf(chart: Chart) -> bytes:
    """Return the PDF/UA of a chart as it stands alone; the same bytes for the same chart."""
    alt = chart.describe()
    data = {"chart": chart.to_sheet(), "title": alt.title, "alt": alt.description, "language": chart.language.code}
    return make_pdf(TEMPLATE, data)


def make_chart_svg(chart: Chart) -> bytes:
    """Return the SVG of a chart as it stands alone as gzip, as browsers take it; the same bytes for the same chart."""
    return gzip.compress(chart.to_svg_file(), compresslevel=5, mtime=0)
