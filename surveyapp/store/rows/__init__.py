"""The tables. Every rule that can be said in the schema is said here, by name; one module a subject."""

from surveyapp.store.rows.agreements import (
    ActionRow,
    AgreementRow,
    FollowUpRow,
    MeetingRow,
    SignOffRow,
    UnfinishedRow,
    WordingRow,
)
from surveyapp.store.rows.answers import AnswerImportRow, DraftRow, InvitationRow, KeyingRow, ResponseRow
from surveyapp.store.rows.base import Row, UtcDateTime
from surveyapp.store.rows.mail import OutboxRow
from surveyapp.store.rows.openings import OpeningRow, ProposalRow
from surveyapp.store.rows.partners import FocalPointRow, MergedPartnerRow, PartnerRow
from surveyapp.store.rows.people import (
    AuditHeadRow,
    AuditRow,
    PasskeyRow,
    RecoveryCodeRow,
    SignInFailureRow,
    StaffReviewRow,
    StaffRow,
    StaffSessionRow,
)
from surveyapp.store.rows.programs import ProgramReviewRow, ProgramRow
from surveyapp.store.rows.reviews import QuestionnaireRow, ResultRow, ReviewRow, RoundRow, RoundWordsRow, TurnoutRow
from surveyapp.store.rows.roster import HandoutRow, ObjectionRow, RecipientRow, ReminderRow, VouchingRow

__all__ = [
    "ActionRow",
    "AgreementRow",
    "AnswerImportRow",
    "AuditHeadRow",
    "AuditRow",
    "DraftRow",
    "FocalPointRow",
    "FollowUpRow",
    "HandoutRow",
    "InvitationRow",
    "KeyingRow",
    "MeetingRow",
    "MergedPartnerRow",
    "ObjectionRow",
    "OpeningRow",
    "OutboxRow",
    "PartnerRow",
    "PasskeyRow",
    "ProgramReviewRow",
    "ProgramRow",
    "ProposalRow",
    "QuestionnaireRow",
    "RecipientRow",
    "RecoveryCodeRow",
    "ReminderRow",
    "ResponseRow",
    "ResultRow",
    "ReviewRow",
    "RoundRow",
    "RoundWordsRow",
    "Row",
    "SignInFailureRow",
    "SignOffRow",
    "StaffReviewRow",
    "StaffRow",
    "StaffSessionRow",
    "TurnoutRow",
    "UnfinishedRow",
    "UtcDateTime",
    "VouchingRow",
    "WordingRow",
]
