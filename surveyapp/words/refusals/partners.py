"""Refusals about partner organisations and their focal points."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

PARTNERS: Mapping[Code, Refusal] = {
    Code.ADDRESS_TWICE: Refusal(
        marked("One address is listed twice on the same side."),
    ),
    Code.BOTH_REVIEWED: Refusal(
        marked("Both records have a review in the same round."),
        shell=marked("%(partner)s and %(into)s both have a review in %(rounds)s; two reviews cannot become one"),
        advice=marked("Two reviews cannot become one, so the two records stay apart."),
    ),
    Code.MERGE_MIXES_DEMONSTRATION: Refusal(
        marked("Only one of the two was invented for demonstration; they stay apart."),
    ),
    Code.MERGE_WITH_ITSELF: Refusal(
        marked("A record cannot be merged with itself."),
    ),
    Code.NO_LANGUAGE: Refusal(
        marked("Select at least one language."),
        shell=marked("a partner works in one language at least"),
    ),
    Code.NO_PARTNER: Refusal(
        marked("There is no such partner."),
        shell=marked("no partner is called %(name)r"),
    ),
    Code.PARTNER_ARCHIVED: Refusal(
        marked("This partner is archived."),
        shell=marked("partner %(partner)s is archived; restore it first"),
        advice=marked("Restore it first."),
    ),
    Code.PARTNER_IN_USE: Refusal(
        marked("A review with this partner is being prepared, or is open."),
        shell=marked("partner %(partner)s has a review that is being prepared or open"),
        advice=marked("The partner can be archived once its reviews are closed."),
    ),
    Code.PARTNER_MERGED: Refusal(
        marked("This record was a duplicate of another partner."),
        shell=marked("%(partner)s was merged into %(into)s"),
        advice=marked("Its reviews were moved there, so it stays archived."),
    ),
    Code.PARTNER_NOT_ARCHIVED: Refusal(
        marked("This partner is not archived."),
        shell=marked("partner %(partner)s is not archived"),
        advice=marked("There is nothing to restore."),
    ),
    Code.TOO_MANY_FOCAL_POINTS: Refusal(
        marked("A side can have at most %(limit)s focal points."),
    ),
    Code.UNKNOWN_KIND: Refusal(
        marked("No published questionnaire includes this kind of organisation."),
        shell=marked("%(kind)r is not a kind of organisation; kinds are %(kinds)s (from the published questionnaires)"),
    ),
    Code.UNKNOWN_PLACE: Refusal(
        marked("No published questionnaire includes this place."),
        shell=marked("%(place)r is not a place; places are %(places)s (from the published questionnaires)"),
    ),
}
