"""Who had a link in hand before its holder got it, and what is said of a link that took another's place.

Pages, letters and mails say the same, and nothing of it depends on whether anybody has answered.
"""

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

BY_MAIL = marked(
    "Your link was made by this system and e-mailed to you. No member of staff was shown it. Mail servers carried it: "
    "until you send, anyone who can read your mailbox could open it, read and change what you have started, and send "
    "it; afterwards they could see that you have sent, but not what."
)
BY_HAND = marked(
    "PRCS staff who printed or handed out your link had it in hand: until you send, anyone who kept it could open it, "
    "read and change what you have started, and send it; afterwards they could see that you have sent, but not what."
)
TOOK_A_PLACE = marked(
    "This link took the place of an earlier one. If answers were sent through the earlier link, those count, and what "
    "is sent here is not added to them."
)


def in_hand(language: Language, *, is_mailed: bool) -> str:
    """Return who had the link in hand."""
    return say(BY_MAIL if is_mailed else BY_HAND, language)


def took_a_place(language: Language) -> str:
    """Return what is said of every link that took another's place, whatever became of that one."""
    return say(TOOK_A_PLACE, language)
