"""Refusals about files that are made beside the pages: packs, prints, charts."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

MAKING: Mapping[Code, Refusal] = {
    Code.NOT_MADE: Refusal(
        marked("This file could not be made."),
        advice=marked("Nothing was lost. Wait a minute and try again; if it fails again, tell an administrator."),
    ),
    Code.STILL_MAKING: Refusal(
        marked("This file is not ready yet."),
        advice=marked("Files are made one after another. Wait half a minute and try again."),
    ),
}
