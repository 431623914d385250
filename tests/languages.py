"""The two languages that the app ships with, for tests to name."""

from surveyapp.core.text.languages import Language, Text

AR, EN = Language("ar"), Language("en")
BOTH = (AR, EN)


def text(*, ar: str, en: str) -> Text:
    """Return a text in both."""
    return Text({AR: ar, EN: en})


PRINTS = (*BOTH, "both")
"""What a print may be asked for in."""
