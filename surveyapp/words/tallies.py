"""How much of what was done or erased, on the terminal: a label and a number, which needs no plural."""

from collections.abc import Mapping

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.joining import named

_LABELS: Mapping[str, str] = {
    "people": marked("people on lists"),
    "openings": marked("openings of reviews"),
    "vouchings": marked("answers of focal points"),
    "handouts": marked("links to handouts"),
    "focal_points": marked("focal points"),
    "drafts": marked("drafts"),
    "comments": marked("comments"),
    "mails": marked("e-mails"),
    "unsure": marked("perhaps sent"),
    "closed": marked("reviews closed"),
    "chased": marked("asked about actions"),
    "returned": marked("e-mails that came back"),
    "forgotten": marked("sign-ins forgotten"),
    "erased": marked("erased"),
    "sealed": marked("reviews sealed"),
    "told": marked("told of the activity log"),
    "noted": marked("ends of the activity log noted"),
    "sent": marked("sent"),
    "refused": marked("refused"),
    "given_up": marked("given up"),
    "dropped": marked("not wanted any more"),
    "put_off": marked("put off"),
    "waiting": marked("waiting"),
}
"""What is counted, by the name that it has in ``--json``: rules of ``purging``, duties, outcomes of mails."""


def label_of(name: str, language: Language) -> str:
    """Return what is counted under a name."""
    return say(_LABELS[name], language)


def tally_lines(counts: Mapping[str, int], language: Language) -> list[str]:
    """Return a line for each count."""
    return [named(label_of(name, language), str(n), language) for name, n in counts.items()]
