"""What has become of an action, in a word or two."""

from collections.abc import Mapping

from surveyapp.core.conduct.actions import Status
from surveyapp.words.catalogue import marked

STATUSES: Mapping[Status, str] = {
    Status.PROMISED: marked("Not begun"),
    Status.BEGUN: marked("Begun"),
    Status.DONE: marked("Done"),
    Status.DROPPED: marked("Dropped"),
}
