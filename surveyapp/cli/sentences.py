"""What a refusal says on the terminal, by the error's code."""

from surveyapp.core.conduct.checklist import Finding, Item
from surveyapp.core.errors import ReviewError

SENTENCES: dict[str, str] = {
    "another_partner": "partner {partner!r} is another organisation here; rename one of the two",
    "backup_damaged": "this is no backup of this app, or it was cut or altered; nothing was changed",
    "backup_expired": (
        "review {reviews} was open when this backup was made, and closed since: its answers may not come back"
        " (docs/runbook.md); --leave-out restores everything else"
    ),
    "backup_incomplete": "what was written is not what the database holds; nothing was kept",
    "backup_of_other_key": (
        "this backup was made under another SECRET_KEY; with --other-key it is restored all the same, and open links,"
        " drafts and second factors in it are lost"
    ),
    "bad_archive": "this is no archive of a round, or it was altered; nothing was stored",
    "bad_count": "the number of links must be from 1 to {limit}",
    "bad_days": "a token lasts from 1 to {limit} days",
    "bad_email": "{email!r} is not an e-mail address",
    "bad_name": "a name needs 1 to {limit} printable characters",
    "bad_password": "a password has {minimum} to {maximum} characters",
    "bad_rights": "a program takes one or more of these rights: {rights}",
    "bad_slug": "{slug!r} is not a short name: small letters, digits, - and _, at most 64",
    "bad_value": "field {field} does not take this value",
    "already_sent": "the answers were sent already",
    "closing_date_passed": "the closing date has passed; choose a later one",
    "database_not_empty": "the database holds something already; --replace puts the backup in its place",
    "demonstration_exists": "there are reviews already; the demonstration loads into an empty database only",
    "easy_password": "this password is easy to guess; take several words that do not belong together",
    "email_taken": "{email} has an account already",
    "import_undone": "import {number} of review {review} was undone already",
    "imported_under_other_key": (
        "review {review} has imports made under another SECRET_KEY, of which nobody can tell what they took: undo"
        " {numbers} (`flask responses undo`), and import those files anew"
    ),
    "imports_forgotten": "review {review} is {state}; closing has forgotten which answers came by which import",
    "last_administrator": "{email} is the last administrator",
    "keyings_differ": "the two keyings differ; settle the differences first",
    "link_of_another": "this link is not one of review {review}, side {side}",
    "link_revoked": "this link was withdrawn",
    "follow_up_too_early": "the follow-up must come after the meeting",
    "meeting_ahead": "the meeting lies ahead; write it down when it was held",
    "may_not_agree": "review {review} is {state}; what was agreed is written down once the results are shared",
    "may_not_close": "review {review} is {state}; only an open review can be closed",
    "may_not_extend": "review {review} is {state}; only an open review can be extended",
    "may_not_import": "review {review} is {state}, its last day {closes}: it takes no answers now",
    "may_not_invite": "review {review} is {state}; the list of people is frozen on opening",
    "may_not_open": "review {review} is {state}; only one in preparation can be opened",
    "may_not_share": "review {review} is {state}; only a closed review can be shared",
    "min_detail_too_low": "min-detail must be at least {minimum}",
    "no_action": "there is no action {action}",
    "no_import": "review {review} has no import {number}; `flask responses imports {review}` lists them",
    "no_page": "the form has no page {page}",
    "no_partner": "no partner is called {name!r}",
    "no_program": "no program is called {name!r}",
    "no_questionnaire": "no questionnaire was published as {name!r}",
    "no_results_yet": "review {review} is {state}; results are worked out once, when it is closed",
    "no_review": "there is no review {review}",
    "no_round": "no round is called {name!r}",
    "no_section": "the questionnaire has no section {section!r}",
    "no_sheet": "{name!r} is neither a section nor a kind of sheet; those are {names}",
    "no_staff": "there is no account {name}",
    "nobody_answers_for_it": "name somebody on each side who answers for it, in 1 to {limit} printable characters",
    "nobody_invited": "review {review}: nobody is invited on side {side}; make links first",
    "not_an_extension": "review {review}: the new date must be later than the old one, and in the future",
    "nothing_to_archive": "round {round}: none of its reviews is closed",
    "not_keyed": "the form was not keyed a first time yet",
    "nothing_promised": "say what will change",
    "not_migrated": "the database has no tables yet; run `flask db upgrade`",
    "nothing_answered": "nothing was answered, so nothing was sent",
    "one_form_per_organisation": "side {side} answers as an organisation: it has one link, and only one",
    "one_row_per_organisation": "side {side} answers as an organisation: the table must have one row, and has {rows}",
    "review_closed": "the review is closed",
    "review_exists": "partner {partner} has a review in round {round} already",
    "review_not_open": "the review is not open yet",
    "score_off_scale": "an agreed score lies from 1 to {top}",
    "slug_taken": "{slug!r} is taken",
    "still_in_use": "done, but the files could not be sealed yet, since they are being read: run it again in a while",
    "too_few_links": "{rows} rows need as many unused links of side {side}, which has {links}",
    "too_few_untouched_links": (
        "{rows} rows need as many untouched links of side {side}, which has {links}; --use-begun also takes"
        " the {begun} behind which answers were begun, and drops what was begun"
    ),
    "too_many_words": "a text has at most {limit} characters",
    "unknown_kind": "{kind!r} is not a kind of organisation; kinds are {kinds} (from the published questionnaires)",
    "unknown_paper": "no paper form has this code",
    "unknown_link": "no link has this token",
    "address_twice": "an e-mail address stands twice on one side",
    "both_reviewed": "{partner} and {into} both have a review in {rounds}; two reviews cannot become one",
    "merge_mixes_demonstration": "only one of the two was invented for demonstration; they stay apart",
    "merge_with_itself": "a record cannot be merged with itself",
    "no_facilitator": "{email} is no facilitator; every other role reaches all reviews",
    "no_language": "a partner works in one language at least",
    "people_alike": (
        "side {side}: more than one person is called {names}, and no address tells them apart; nobody was invited."
        " Say --same-name different if they are different people, --same-name one to invite each name once"
    ),
    "partner_archived": "partner {partner} is archived; restore it first",
    "partner_in_use": "partner {partner} has a review that is being prepared or open",
    "partner_merged": "{partner} was merged into {into}",
    "partner_not_archived": "partner {partner} is not archived",
    "too_many_focal_points": "a side of a partnership has at most {limit} focal points",
    "unknown_place": "{place!r} is not a place; places are {places} (from the published questionnaires)",
    "bad_day": "{day!r} is not a day; write year-month-day, such as 2026-12-31",
    "list_refused": "review {review}: the focal point of side {side} objects to the list",
    "list_not_confirmed": "review {review}: the focal point of side {side} has not confirmed the list",
    "may_not_change": "review {review} is {state}; what was prepared is frozen on opening",
    "not_translated": "review {review}: a text of its questionnaire, partner or round is missing in one language",
    "address_is_frozen": "review {review} is open: an address is changed only where mail to it was refused",
    "address_listed": "{email} stands on one of the review's lists already",
    "bad_objection": "say what is wrong with the list, in 1 to {limit} characters",
    "list_is_frozen": "review {review} was opened; its lists are frozen",
    "list_was_changed": "the list was changed since it was shown; look at it again",
    "may_not_reissue": "review {review} is {state}; links are changed until it is closed",
    "may_not_remind": "review {review} is {state} or past its date; only people who may still answer are reminded",
    "may_not_write_letters": "review {review} is {state}; there are letters until it is closed",
    "no_letters": "review {review}: everybody on side {side} has an address, so there are no letters",
    "no_focal_point": "side {side} has no focal point; record one with `flask partner contact`",
    "no_recipient": "nobody by that name or address is on the review's lists",
    "nobody_named": "a person needs a name or an address",
    "reminded_lately": "review {review}: side {side} was reminded lately; again from {earliest:%Y-%m-%d %H:%M} UTC on",
    "reminded_twice": "review {review}: side {side} was reminded twice, and that is enough",
}


FINDINGS: dict[Item, str] = {
    Item.PEOPLE_INVITED: "side {side}: {people} invited",
    Item.NOBODY_INVITED: "side {side}: nobody is invited",
    Item.LIST_CONFIRMED: "side {side}: its focal point confirmed the list",
    Item.LIST_NOT_CONFIRMED: "side {side}: its focal point has not confirmed the list",
    Item.LIST_REFUSED: "side {side}: its focal point objects to the list",
    Item.NO_FOCAL_POINT: "side {side}: no focal point is recorded, so nobody confirms the list",
    Item.ENOUGH_PEOPLE: "side {side}: {people} people can reach every figure",
    Item.ONE_AGREED_FORM: "side {side}: one agreed form",
    Item.TOO_FEW_FOR_SCORES: "side {side}: {people} are invited, fewer than the {needed} that any figure needs",
    Item.TOO_FEW_FOR_DETAILS: "side {side}: {people} are invited, fewer than the {needed} that details need",
    Item.DATE_AHEAD: "the closing date is ahead",
    Item.DATE_PASSED: "the closing date has passed",
    Item.TRANSLATED: "every text is there in each language of the form",
    Item.NAME_IN_OTHER_WORDS: "the partner's name or the round's title lacks a language of the form",
    Item.NOT_TRANSLATED: "a text of the questionnaire, partner or round is missing in one language",
}
"""What each item of the checklist before opening says."""


def finding_sentence(finding: Finding) -> str:
    """Return what ``finding`` says to a person at a terminal."""
    return FINDINGS[finding.item].format(side=finding.side, people=finding.people, needed=finding.needed)


def sentence(error: ReviewError) -> str:
    """Return what ``error`` says to a person at a terminal."""
    return SENTENCES[error.code].format(**error.details)
