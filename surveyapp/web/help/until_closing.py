"""What is said of the tasks until a review is closed."""

from collections.abc import Mapping

from surveyapp.web.help.task import Guidance, Task
from surveyapp.web.i18n import marked

TASKS: Mapping[str, Task] = {
    "prepare": Task(
        marked("Prepare a round"),
        (
            Guidance(
                marked("Under “%(a)s”, give the year a title and press “%(b)s”."),
                (
                    "Rounds",
                    "Create the round",
                ),
            ),
            Guidance(
                marked("Enter partners under “%(a)s”, one by one with “%(b)s” or together with “%(c)s”."),
                (
                    "Partners",
                    "New partner",
                    "Partners from a list",
                ),
            ),
            Guidance(
                marked(
                    "On the round’s page press “%(a)s” and select partners: all of them, by kind, or those of "
                    "the last round."
                ),
                ("Prepare reviews",),
            ),
            Guidance(
                marked(
                    "“%(a)s” takes over settings and the people whose names are still kept. A page says first "
                    "what comes along."
                ),
                ("Carry over from the last round",),
            ),
            Guidance(
                marked("Until a review is opened, “%(a)s” on its page changes its deadline and its rules."),
                ("Change what is prepared",),
            ),
            Guidance(
                marked("“%(a)s” shows how far each review has come, and does the same step with many of them."),
                ("All reviews in one table",),
            ),
        ),
    ),
    "invite": Task(
        marked("Invite people to a review"),
        (
            Guidance(
                marked("On the review’s page press “%(a)s” and write one person a line: a name, an address, or both."),
                ("Invite people",),
            ),
            Guidance(
                marked("“%(a)s” shows how the lines were understood. Only “%(b)s” puts people on the list."),
                (
                    "Look at the list",
                    "Invite all of them",
                ),
            ),
            Guidance(
                marked(
                    "“%(a)s” takes a table (CSV or XLSX) of one side; “%(b)s” takes people of all partners at once."
                ),
                (
                    "A list from a spreadsheet",
                    "One list of people for the whole round",
                ),
            ),
            Guidance(
                marked("Anyone without an address gets a letter: press “%(a)s” before the review is opened."),
                ("Print the letters (PDF)",),
            ),
            Guidance(
                marked("“%(a)s” shows what each person will read, and sends you a test."),
                ("See the e-mails and letters",),
            ),
            Guidance(
                marked("“%(a)s” puts the list before the focal points, who confirm it or object to it."),
                ("Ask for confirmation by e-mail",),
            ),
        ),
    ),
    "paper": Task(
        marked("Answer on paper"),
        (
            Guidance(
                marked(
                    "Before opening, press “%(a)s” on the review’s page, then “%(b)s”: one code for each person"
                    " who answers on paper."
                ),
                (
                    "Paper forms with codes",
                    "Create codes",
                ),
            ),
            Guidance(
                marked("“%(a)s” prints them. Give each form to one person; nothing shows whose it is."),
                ("Print these forms (PDF)",),
            ),
            Guidance(
                marked("When a form comes back, type its code on the review’s page and press “%(a)s”."),
                ("Enter this form",),
            ),
            Guidance(
                marked(
                    "Press “%(a)s” on each page, and “%(b)s” at the end. Write the receipt code on the paper: "
                    "it is shown only once."
                ),
                (
                    "Save and check",
                    "Send this form",
                ),
            ),
            Guidance(marked("“%(a)s”, best done by someone else, finds typing errors."), ("Enter it a second time",)),
        ),
    ),
    "open": Task(
        marked("Open a review"),
        (
            Guidance(marked("The review’s page says under “%(a)s” what is still missing."), ("Before opening",)),
            Guidance(
                marked(
                    "Press “%(a)s”: a page says first how many e-mails and letters there are, and what can no "
                    "longer change."
                ),
                ("Open the review",),
            ),
            Guidance(
                marked(
                    "Opening takes two members of staff: one presses “%(a)s”, the other looks at both lists and"
                    " presses “%(b)s”."
                ),
                (
                    "Propose opening",
                    "Open the review",
                ),
            ),
            Guidance(
                marked(
                    "If a focal point stays silent, the review can be opened for a reason that you write. The "
                    "reason is recorded, and everyone who answers is told that nobody confirmed the list."
                )
            ),
            Guidance(marked("Letters and forms with codes are printed before opening, and not afterwards.")),
        ),
    ),
    "remind": Task(
        marked("Remind people"),
        (
            Guidance(
                marked("On the page “%(a)s” press “%(b)s”."),
                (
                    "Invitations",
                    "Remind a side",
                ),
            ),
            Guidance(
                marked(
                    "A reminder goes to everyone on the side whom our e-mail reaches, whether they have "
                    "answered or not. So nobody learns who has answered."
                )
            ),
            Guidance(
                marked("There are two for each side: “%(a)s” and “%(b)s”."),
                (
                    "Send the first reminder",
                    "Send the second and last reminder",
                ),
            ),
            Guidance(marked("People without an address get none: speak to them.")),
            Guidance(
                marked(
                    "If time is short, “%(a)s” gives everyone a later day, and tells them by e-mail where you "
                    "tick that."
                ),
                ("Extend the deadline",),
            ),
        ),
    ),
    "import": Task(
        marked("Import answers"),
        (
            Guidance(
                marked(
                    "While a review is open, “%(a)s” on its page accepts answers from KoboToolbox, ODK or a "
                    "table of your own."
                ),
                ("Answers collected elsewhere",),
            ),
            Guidance(marked("“%(a)s” has a column for each question: one person’s form a row."), ("The empty table",)),
            Guidance(
                marked(
                    "“%(a)s” imports nothing: it names what is wrong by row and column, and asks about rows in doubt."
                ),
                ("Check the table",),
            ),
            Guidance(
                marked("“%(a)s” uses up one unused link for each row, drawn by lot: give such people no links."),
                ("Import them",),
            ),
            Guidance(marked("Until the review is closed, “%(a)s” removes exactly its answers."), ("Undo this import",)),
        ),
    ),
    "close": Task(
        marked("Close a review"),
        (
            Guidance(marked("After the deadline, press “%(a)s” on the review’s page."), ("Close the review",)),
            Guidance(
                marked("The page says for each side what closing now would cost: which figures could not be shown.")
            ),
            Guidance(
                marked("“%(a)s” is final: results are calculated once, and all answers are erased in the same step."),
                ("Close permanently",),
            ),
            Guidance(marked("If answers are still missing, press “%(a)s” instead."), ("Extend the deadline",)),
        ),
    ),
}
