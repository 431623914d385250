"""The signs of the charts in the pack's key, drawn once a process."""

from functools import cache

from surveyapp.charts.drawn import Sign
from surveyapp.charts.on_demand import sign_outlines
from surveyapp.core.text.languages import Language


@cache
def drawn_sign(sign: Sign, language: Language) -> str:
    """Return the outlines of one sign, as the keys of charts have it."""
    return sign_outlines(sign, language, prefix=f"sign-{sign}-".replace("_", "-"))
