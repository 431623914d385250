"""What the columns of a file hold, and what its tables are called."""

from collections.abc import Mapping

from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.languages import name_of

CODEBOOK = marked("Codebook")
EMPTY_CELL = marked("An empty cell: the figure is withheld (sheet “Withheld” explains why), or there is no such figure")
TABLES: Mapping[str, str] = {
    "review": marked("The review"),
    "sides": marked("Who took part"),
    "scores": marked("Scores and gaps"),
    "statements": marked("Statements"),
    "statement_gaps": marked("Gaps of statements"),
    "priorities": marked("Topics"),
    "closing": marked("Closing questions"),
    "cuts": marked("By role and place"),
    "comments": marked("Comments"),
    "withheld": marked("Withheld"),
}
"""What each table is called on its sheet; 31 characters at most, which is what a workbook allows."""

COLUMNS: Mapping[str, str] = {
    "method": marked("Edition of the method under which the review was sealed"),
    "round": marked("Short name of the round"),
    "review.partner": marked("Short name of the partner"),
    "questionnaire": marked("Version that was answered"),
    "policy": marked("Disclosure rules: standard or protected"),
    "min_side": marked("Minimum number of people on a side for scores to be shown"),
    "min_detail": marked("Minimum number of people on a side for individual statements to be shown"),
    "min_cell": marked("Minimum number of people for a group by role or place to be shown"),
    "within": marked("Correlation of one person’s ratings within a topic, pooled over the review"),
    "between": marked("Correlation of one person’s ratings across topics, pooled over the review"),
    "spread": marked(
        "Standard deviation of people’s scores where fewer than %(min_detail)s answered, pooled over the review"
    ),
    "comparisons": marked("Comparisons that have an interval"),
    "apart": marked("How many of them are as far apart as makes a possible gap"),
    "expected": marked("How many would be that far apart by chance alone, if nobody saw anything differently"),
    "clear": marked("How many of them are clear gaps"),
    "side": marked("The side that answered: prcs or partner"),
    "name_": marked("Its name in %(spoken)s"),
    "answering": marked("Way of answering: individual or organisation"),
    "invited": marked("People invited"),
    "withdrawn": marked("Links of them that were withdrawn after opening"),
    "responses": marked("People who answered"),
    "section": marked("Id of the topic; empty: over all topics"),
    "title_": marked("The topic in %(spoken)s"),
    "facet": marked("What is rated: prcs, partner or joint; overall: the topic as a whole"),
    "side_mean": marked("The side’s score, from 1 to the highest point, in tenths"),
    "side_n": marked("People whose scores it averages, where fewer than %(min_detail)s answered"),
    "side_statements": marked("Statements whose means it averages"),
    "side_dont_know_share": marked("“I don’t know” as a part of itself and the ratings, from 0 to 1"),
    "side_unseen": marked("Many on the side don’t know"),
    "side_split": marked("People on the side are divided on one of the statements"),
    "gap_value": marked("Gap: PRCS’s score minus the partner’s, in tenths"),
    "gap_low": marked("Lower end of the gap’s interval"),
    "gap_high": marked("Upper end of the gap’s interval"),
    "gap_level": marked("Level of the interval, from 0 to 1"),
    "gap_se": marked("Standard error of the gap"),
    "gap_df": marked("Degrees of freedom (Welch)"),
    "gap_p": marked("p of the gap, two-sided"),
    "gap_q": marked("p adjusted for all comparisons of the review (Benjamini and Hochberg)"),
    "reading": marked("Reading (see the method)"),
    "reading_": marked("The reading in %(spoken)s"),
    "statement": marked("Id of the statement"),
    "text_": marked("The statement in %(spoken)s, as a side reads it of itself or both read it of their joint work"),
    "named_": marked("The statement in %(spoken)s, with the name of the organisation that is rated"),
    "n": marked("People who rated"),
    "mean": marked("Mean of the ratings"),
    "favourable": marked("People who chose one of the favourable points"),
    "dont_know": marked("People who answered “I don’t know”"),
    "not_applicable": marked("People who answered “does not apply”"),
    "skipped": marked("People who left it empty"),
    "agreement": marked("Agreement A (van der Eijk)"),
    "step": marked("Step to which the protected rules round the mean"),
    "point": marked("People who chose this point"),
    "split": marked("Opinions within the side are divided"),
    "reverse": marked("Worded the other way round: mean and favourable count the points from the other end"),
    "cliffs_delta": marked("Cliff’s delta of both sides’ ratings"),
    "p": marked("p of the permutation test of both sides’ ratings"),
    "rank": marked("Rank for the discussion, which equal topics share; empty: it has none"),
    "prcs": marked("People at PRCS who chose it"),
    "partner": marked("People at the partner who chose it"),
    "question": marked("Id of the question"),
    "question_": marked("The question in %(spoken)s"),
    "by": marked("Profile question"),
    "group": marked("Group"),
    "cuts.n": marked("People in the group"),
    "cuts.mean": marked("The group’s score of the topic, in tenths"),
    "comment": marked("Comment that may be shown word for word"),
    "what": marked("What is withheld"),
    "why": marked("Why it is withheld"),
}
"""What a column holds, by its name.

Those of both sides go by ``side_…``, those of points by ``point``, those of texts by the name before the language.
"""


def explanation(table: str, column: str, *, language: Language, limits: Thresholds) -> str:
    """Return what a column of a table holds, with the limits in force; KeyError where nothing explains it."""
    stem, _, code = column.rpartition("_")
    if code in TABLE and f"{stem}_" in COLUMNS:
        return say(COLUMNS[f"{stem}_"], language, spoken=name_of(code, language))
    of_side = f"side_{column.partition('_')[2]}" if column.startswith(("prcs_", "partner_")) else column
    names = (f"{table}.{column}", column, of_side, column.partition("_")[0])
    explained = COLUMNS[next((name for name in names if name in COLUMNS), column)]
    return say(explained, language, min_detail=limits.min_detail)
