"""What somebody may write so that others read something else, or so that a terminal or a spreadsheet obeys."""

HIDING = [
    *"\x00\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x85\x9b\x9f",
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206f",
    *"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060\u2064\u3164\ufeff\uffa0\ufff9\ufffb\uffff",
    *"\U0001bca0\U0001d173\U000e0001\U000e0020\U000e0041\U000e007f\U000e0100\U000e01ef\U000e0fff",
    "\ud800",
    "\udfff",
]
HOSTILE = "A\u202eB\u2067C\u200bD\ufeffE\U000e0001\U000e0041F\x1b[2JG\u009bH\x00I\u2069J"
PLAIN = "ABCDEF[2JGHIJ"


def hidden_in(text: str, *, also: str = "") -> list[str]:
    """Return what hides in ``text`` or reorders it; what our own sentences set names apart with only where asked."""
    ours = {"\u2066", "\u2068", "\u2069", "\x85", "\x0b", "\x0c", "\u2028", "\u2029"} - set(also)
    return [f"U+{ord(one):04X}" for one in text if one in set(HIDING) - ours]


WRITTEN = {
    "agreement": {"words", "lesson"},
    "action": {"words", "prcs_lead", "partner_lead", "evidence"},
    "wording": {"words", "prcs_lead", "partner_lead", "evidence"},
    "unfinished": {"words", "prcs_lead", "partner_lead", "evidence"},
    "sign_off": {"prcs_name", "partner_name"},
    "follow_up": {"note"},
    "partner": {"name"},
    "focal_point": {"name"},
    "round": {"title"},
    "round_words": {"subject", "sentence"},
    "recipient": {"name", "role", "reason"},
    "outbox": {"name", "reason"},
    "objection": {"name", "words"},
    "audit": {"details"},
    "result": {"document"},
    "opening": {"confirmed_by"},
    "passkey": {"name"},
}
"""Every column that holds what people wrote; an address, a code or a day is read by a rule of its own."""

READ_BY_RULE = {
    *(
        "id",
        "slug",
        "sought",
        "ordered",
        "version",
        "section",
        "kind",
        "places",
        "languages",
        "rights",
        "facet",
        "language",
        "side",
        "state",
        *(
            "policy",
            "password_hash",
            "prcs_answering",
            "partner_answering",
            "invitation_id",
            "outcome",
            "sample_of",
            "reached",
            "noted_by",
            "noted_for",
            "noted_address",
        ),
    ),
    *("succession", "way", "kept_by", "asked_by", "proposed_by", "written_by", "due", "digest", "sent_hash"),
    *("email", "address", "author", "action", "previous", "hash", "sha256", "confirmed", "holder", "status", "role"),
}
