"""What is said of the tasks from closing on."""

from collections.abc import Mapping

from surveyapp.web.help.task import Advice, Task
from surveyapp.web.i18n import marked

TASKS: Mapping[str, Task] = {
    "results": Task(
        marked("Read and share results"),
        (
            Advice(marked("After closing, “%(a)s” on the review’s page leads to them."), ("See the results",)),
            Advice(
                marked(
                    "A gap is the difference between how the two sides rate the same thing. The page says "
                    "beside it how much chance alone could do."
                )
            ),
            Advice(marked("A figure that rests on too few people is withheld, and the page says why.")),
            Advice(
                marked("Under “%(a)s” are the meeting pack, the slides and the figures as files."),
                ("To print, to show, to keep",),
            ),
            Advice(
                marked("“%(a)s” shows the summary to both sides from the same minute on. This cannot be undone."),
                ("Share with both sides",),
            ),
            Advice(
                marked("“%(a)s” on the round’s page lays the reviews of a round beside each other."),
                ("Partners side by side",),
            ),
        ),
    ),
    "meeting": Task(
        marked("Hold the meeting"),
        (
            Advice(
                marked("Share the results with both sides first: until then nothing that is agreed can be recorded.")
            ),
            Advice(
                marked(
                    "“%(a)s” on the review’s page shows one topic at a time, large enough for a room; press “%(b)s”."
                ),
                (
                    "The meeting’s screen",
                    "Begin",
                ),
            ),
            Advice(marked("What is agreed is written beside its topic, and kept while you type.")),
            Advice(
                marked("On “%(a)s” both sides put their names and press “%(b)s”. It then stays as it is."),
                (
                    "What was agreed",
                    "Sign off",
                ),
            ),
            Advice(marked("“%(a)s” sends it to the people who are listed there."), ("Send the e-mail",)),
        ),
    ),
    "follow-up": Task(
        marked("Follow up what was agreed"),
        (
            Advice(
                marked("“%(a)s” on the review’s page lists each action, who is responsible, and by when."),
                ("After the meeting",),
            ),
            Advice(
                marked(
                    "On the day of the follow-up, write under “%(a)s” what has become of each action, and press"
                    " “%(b)s”."
                ),
                (
                    "Follow up",
                    "Record it",
                ),
            ),
            Advice(
                marked("“%(a)s” also works after the sign-off: such an action is marked as a later word."),
                ("Add an action",),
            ),
            Advice(marked("The first page of the desk names actions that are overdue, and follow-ups that are due.")),
            Advice(marked("The results of the next round say whether the gaps of these actions have closed.")),
        ),
    ),
}
