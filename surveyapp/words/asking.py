"""What stands beside the statements of a form: whose conduct they are about, and how long the form takes."""

from surveyapp.core.sides import About
from surveyapp.core.text.bidi import isolated, without_controls
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import say


def heads(own: str, other: str, language: Language) -> dict[About, str]:
    """Return the heading of each group of statements; each organisation stands there by its name."""
    names = {About.SELF: isolated(without_controls(own)), About.OTHER: isolated(without_controls(other))}
    return {
        About.SELF: say("What we do, %(name)s", language, name=names[About.SELF]),
        About.OTHER: say("What %(name)s does", language, name=names[About.OTHER]),
        About.JOINT: say("What we do together", language),
    }
