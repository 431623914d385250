"""What mails of several kinds say, to be said in a language."""

from surveyapp.words.catalogue import marked

SENDER = marked("Partnership review")
INDIVIDUAL = marked(
    "Your answers are not linked to your name, and nobody sees any results before the review is closed. The form "
    "explains, before the first question, who will see what, and when."
)
ATTRIBUTED = marked(
    "Your organisation gives one agreed form, which is shown as your organisation’s answer. The form explains, before "
    "the first question, who will see what, and when."
)
QUESTIONS = marked("Questions? Write to %(contact)s")
HANDED_OUT = marked("Links without a name are handed out by PRCS.")
AUTOMATIC = marked("This message was sent automatically.")
OWN_SUBJECT = marked("%(subject)s: %(partner)s")
SAMPLE_SUBJECT = marked("Test: %(subject)s")
SAMPLE = marked("This is a test, sent to you alone: the name in it is invented, and its link leads nowhere.")
