"""The two languages that the app ships with, for tests to name."""

from surveyapp.core.text.languages import TABLE, Language, Text

AR, EN = Language("ar"), Language("en")
BOTH = (AR, EN)
EVERY_CODE = ", ".join(TABLE)
"""The codes of all that there are, as faults name them."""


def text(*, ar: str, en: str) -> Text:
    """Return a text in both."""
    return Text({AR: ar, EN: en})


PRINTS = (*BOTH, "both")
"""What a print may be asked for in."""
