"""What has become of an action, in a word or two."""

from collections.abc import Mapping

from surveyapp.core.conduct.actions import Status
from surveyapp.words.catalogue import marked

STATUSES: Mapping[Status, str] = {
    Status.PROMISED: marked("Not started"),
    Status.BEGUN: marked("Started"),
    Status.DONE: marked("Done"),
    Status.DROPPED: marked("Dropped"),
}
