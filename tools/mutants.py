"""Break the method and its promises on purpose, one at a time, and see that tests notice.

Run: python tools/mutants.py; for one room alone: python tools/mutants.py core.

Each mutant is a piece of source, what it is replaced by, and the tests that must then fail. It is made in a copy.
``tests/core/test_mutants.py`` holds the pieces to the source, so that none is forgotten when code moves.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "instance", "__pycache__", "*.pyc")

FALLING_BACK = "third_language/test_falling_back.py"


@dataclass(frozen=True)
class Mutant:
    """A promise that is broken: where, what stands there, what is put instead, and the tests that say so."""

    broken: str
    path: str
    piece: str
    instead: str
    tests: str


MUTANTS = (
    # what may leave
    Mutant(
        "figures of two people are shown",
        "core/release/disclosure.py",
        "Policy.STANDARD: 3",
        "Policy.STANDARD: 2",
        "core/release/test_properties.py",
    ),
    Mutant(
        "the protected policy shows four people",
        "core/release/disclosure.py",
        "Policy.PROTECTED: 5",
        "Policy.PROTECTED: 4",
        "core/release/test_protected.py",
    ),
    Mutant(
        "single statements are shown of three people",
        "core/release/disclosure.py",
        "if standing.tier is not Tier.CELLS:",
        "if standing.tier is Tier.NUMBER:",
        "core/release/test_disclosure.py",
    ),
    Mutant(
        "a cell that one person rated is shown",
        "core/release/disclosure.py",
        "Why.FEW_RATED if n < limits.min_side else None",
        "Why.FEW_RATED if n < 1 else None",
        "core/release/test_disclosure.py",
    ),
    Mutant(
        "the protected policy shows broad scores of people too few for cells",
        "core/release/disclosure.py",
        "    if policy is Policy.PROTECTED:\n        min_side = min_detail\n",
        "",
        "core/release/test_disclosure.py",
    ),
    Mutant(
        "one answer of two is taken for the organisation's own",
        "core/method/standing.py",
        "facts.responses == 1:",
        "facts.responses <= 2:",
        "core/release/test_disclosure.py",
    ),
    Mutant(
        "a form of nothing but don't-knows counts for somebody",
        "core/release/counting.py",
        "if not sheet.is_blank:",
        "if sheet.ratings:",
        "core/release/test_counting.py",
    ),
    Mutant(
        "a unanimous cell is hidden, and so told",
        "core/release/standard.py",
        "        if self.why_no_cell(side, key):\n",
        "        if self.why_no_cell(side, key) or len(self.views[side].count.cell(key)) == 1:\n",
        "core/release/test_properties.py",
    ),
    Mutant(
        "a spread of persons' scores leaves of five people too",
        "core/release/standard.py",
        "return self.views[side].tier is Tier.BROAD",
        "return self.views[side].tier is not Tier.NUMBER",
        "core/method/test_evaluating.py",
    ),
    Mutant(
        "a topic of three ratings is shown of three people",
        "core/release/pooling.py",
        "if len(keys) < RATINGS_OF_A_FEW:",
        "if not keys:",
        "core/release/test_few_people.py",
    ),
    Mutant(
        "a score that two of four people have is shown",
        "core/release/pooling.py",
        "return scores if len(scores) >= self._rules.limits.min_side else ()",
        "return scores",
        "core/release/test_few_people.py",
    ),
    Mutant(
        "a broad score of three people is exact, so that each one's follows",
        "core/release/scoring.py",
        "BroadScore(len(scores), tenth(sum(scores, Fraction(0)) / len(scores)))",
        "BroadScore(len(scores), float(sum(scores, Fraction(0)) / len(scores)))",
        "core/release/test_scoring.py",
    ),
    Mutant(
        "the spread of a few people is rounded to the nearest tenth, and so down",
        "core/release/scoring.py",
        "max(rounded_up(sd), LEAST_SPREAD)",
        "max(Fraction(tenth(sd)), LEAST_SPREAD)",
        "core/release/test_scoring.py",
    ),
    Mutant(
        "a few people of one mind are sure of it",
        "core/release/scoring.py",
        "max(rounded_up(sd), LEAST_SPREAD)",
        "rounded_up(sd)",
        "core/release/test_scoring.py",
    ),
    Mutant(
        "who chose a topic is counted of four people",
        "core/release/standard.py",
        "        return self.tier is Tier.CELLS\n",
        "        return True\n",
        "core/release/test_few_people.py",
    ),
    Mutant(
        "comments stand in the order in which they came",
        "core/release/computing.py",
        "tuple(sorted(texts, key=order))",
        "tuple(texts)",
        "core/release/test_computing.py",
    ),
    Mutant(
        "an index that is null is not named",
        "core/release/withholding.py",
        "if What.INDICES not in kinds:",
        "if What.INDICES in kinds:",
        "core/release/test_properties.py",
    ),
    Mutant(
        "people who are left over are too few",
        "core/release/cuts.py",
        "for group in own) < minimum:",
        "for group in own) < 1:",
        "core/release/test_cuts.py",
    ),
    Mutant(
        "two cuts single out a few people",
        "core/release/cuts.py",
        "if o in outer and i not in inner) < minimum:",
        "if o in outer and i not in inner) < 1:",
        "core/release/test_cuts.py",
    ),
    Mutant(
        "a cell counts for a group whoever rated it",
        "core/release/cuts.py",
        "shown = shown_groups(people, self._groups, minimum=self._minimum)",
        "shown = [group for group in self._groups if _size(people, _in_group(group))]",
        "core/release/test_cuts.py",
    ),
    Mutant(
        "a group's score is exact, so that one who left a rating out shows",
        "core/release/cuts.py",
        "group: tenth(sum(own, Fraction(0)) / len(own)) if len(own) >= needed else None",
        "group: float(sum(own, Fraction(0)) / len(own)) if len(own) >= needed else None",
        "core/release/test_cuts.py",
    ),
    Mutant(
        "protected means reach the ends of the scale",
        "core/release/blurring.py",
        "Coarseness(5, Fraction(1, 2), Fraction(1))",
        "Coarseness(5, Fraction(1, 2), Fraction(0))",
        "attackers/test_exact.py",
    ),
    Mutant(
        "protected means are exact",
        "core/release/protected.py",
        "mean=float(blurred(mean, people=people, top=scale.top))",
        "mean=float(mean)",
        "attackers/test_exact.py",
    ),
    Mutant(
        "a document of the first edition shows exact scores of three people",
        "core/release/first_edition.py",
        'BroadScore(plain["n"], tenth(float(mean)))',
        'BroadScore(plain["n"], float(mean))',
        "core/release/test_first_edition.py",
    ),
    # figures and words
    Mutant(
        "halves are rounded to the even tenth",
        "core/text/rounding.py",
        "(abs(value) / unit + Fraction(1, 2)).__floor__()",
        "round(abs(value) / unit)",
        "core/test_rounding.py",
    ),
    Mutant(
        "a float is rounded as it is, and not as it was meant",
        "core/text/rounding.py",
        "value = Fraction(Decimal(repr(round(value, _NOISE_DIGITS))))",
        "value = Fraction(value)",
        "core/test_rounding.py",
    ),
    Mutant(
        "a gap is made of hidden decimals, and printed figures do not add up",
        "core/text/rounding.py",
        "float(rounded(prcs) - rounded(partner))",
        "prcs - partner",
        "core/test_rounding.py",
    ),
    Mutant(
        "a facet's score has hidden decimals",
        "core/method/comparing_facets.py",
        "SideScore(tenth(sum(means, Fraction(0)) / len(means)), len(means), share)",
        "SideScore(float(sum(means, Fraction(0)) / len(means)), len(means), share)",
        "core/release/test_properties.py",
    ),
    Mutant(
        "an index is made of hidden decimals",
        "core/method/comparing_wholes.py",
        "rounded(mean) for topic in",
        "mean for topic in",
        "core/method/test_evaluating.py",
    ),
    Mutant(
        "a statement that more people rated weighs more in its facet",
        "core/method/comparing_facets.py",
        "[mean for cell in released if (mean := exact_mean(cell)) is not None]",
        "[m for cell in released if (m := exact_mean(cell)) is not None for _ in range(cell.n or 1)]",
        "core/method/test_evaluating.py",
    ),
    Mutant(
        "half of the statements, rounded down, make a score",
        "core/method/standing.py",
        "(asked + 1) // 2",
        "asked // 2",
        "core/method/test_evaluating.py",
    ),
    Mutant(
        "of a facet that too little is released of, who does not know is told",
        "core/method/comparing_facets.py",
        "if cell != StatementCell()]",
        "if True]",
        "core/method/test_evaluating.py",
    ),
    Mutant(
        "what one agreed answer does not know is many people's",
        "core/method/comparing_facets.py",
        "None if self.release.is_attributed(side) else score.dont_know_share",
        "score.dont_know_share",
        "core/method/test_judging.py",
    ),
    Mutant(
        "a gap to one agreed answer is worded like one of people",
        "core/method/comparing_facets.py",
        "or gap.value is None or self.is_attributed",
        "or gap.value is None",
        "core/method/test_judging.py",
    ),
    Mutant(
        "a topic as a whole is given of five people",
        "core/method/comparing_wholes.py",
        "if not any(self.release.tier(side) is Tier.BROAD for side in Side):\n            return None",
        "if all(self.release.tier(side) is Tier.NUMBER for side in Side):\n            return None",
        "core/method/test_comparing_wholes.py",
    ),
    Mutant(
        "the error of a few people against many is that of two cells",
        "core/method/uncertainty.py",
        "df = float(sum(numbers)) - len(numbers)",
        "df = float(sum(numbers)) + PRIOR_DF - 1",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "the floor under the spread is taken away",
        "core/method/uncertainty.py",
        "Noise(max(mean, scoring.sd_floor**2), pooled)",
        "Noise(mean, pooled)",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "three people who agree are sure of it",
        "core/method/uncertainty.py",
        "(PRIOR_DF * self.variance + own * part.variance) / (PRIOR_DF + own)",
        "part.variance",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "the ratings of one person are taken for those of many",
        "core/method/uncertainty.py",
        "return UNMEASURED if found is None else found",
        "return 0.0",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "topics go together as the statements of one topic do",
        "core/method/uncertainty.py",
        "self.pooled.within if one[0] == other[0] else self.pooled.between",
        "self.pooled.within",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "the fewer who rated one of two cells make their errors go together less",
        "core/method/uncertainty.py",
        "max(one[1].n, other[1].n))",
        "min(one[1].n, other[1].n))",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "each gap is tested as if it were alone",
        "core/method/judging.py",
        "adjusted(list(ps.values()))",
        "list(ps.values())",
        "core/method/test_judging.py",
    ),
    Mutant(
        "q does not grow with the comparisons",
        "core/method/uncertainty.py",
        "ps[place] * len(ps) / (len(ps) - below)",
        "ps[place]",
        "core/method/test_uncertainty.py",
    ),
    Mutant(
        "chance is said to make one gap, however many are compared",
        "core/method/chance.py",
        "expected=int(rounded(float(expected), 0))",
        "expected=1",
        "core/method/test_chance.py",
    ),
    Mutant(
        "chance is counted from half a point on, and not from what is rounded to it",
        "core/method/chance.py",
        "float(rounded_up(scoring.flag_gap_at)) - APART_MARGIN",
        "float(rounded_up(scoring.flag_gap_at))",
        "core/method/test_chance.py",
    ),
    Mutant(
        "views are alike where no gap is seen",
        "core/method/readings.py",
        "(Reading.ALIKE, _is_alike)",
        "(Reading.ALIKE, lambda _seen, _scoring: True)",
        "core/method/test_readings.py",
    ),
    Mutant(
        "views are alike where nobody knows how sure that is",
        "core/method/readings.py",
        "return low is not None and high is not None and -within <= low and high <= within",
        "return low is None or high is None or (-within <= low and high <= within)",
        "core/method/test_readings.py",
    ),
    Mutant(
        "a divided side hides a gap",
        "core/method/readings.py",
        "    (Reading.CLEAR_GAP, _is_clear),\n",
        "    (Reading.DIVIDED, lambda seen, _scoring: seen.is_split),\n    (Reading.CLEAR_GAP, _is_clear),\n",
        "core/method/test_judging.py",
    ),
    Mutant(
        "two camps that average the same are a shared concern",
        "core/method/readings.py",
        "    (Reading.DIVIDED, lambda seen, _scoring: seen.is_split),\n",
        "",
        "core/method/test_judging.py",
    ),
    Mutant(
        "a gap that is not sure is clear",
        "core/method/readings.py",
        "seen.gap.q is not None and seen.gap.q <= scoring.false_discovery and is_apart(seen.gap, scoring)",
        "seen.gap.q is not None and is_apart(seen.gap, scoring)",
        "core/method/test_readings.py",
    ),
    Mutant(
        "a small difference that is sure is a gap",
        "core/method/readings.py",
        "seen.gap.q <= scoring.false_discovery and is_apart(seen.gap, scoring)",
        "seen.gap.q <= scoring.false_discovery",
        "core/method/test_readings.py",
    ),
    Mutant(
        "blurred scores make a gap of what their steps may have made",
        "core/method/judging.py",
        "step = _coarser_step(section, facet)",
        "step = 0.0",
        "core/release/test_protected.py",
    ),
    Mutant(
        "topics stand in the order of what was answered",
        "core/method/evaluating.py",
        "        for section in questionnaire.sections\n    ]",
        "        for section in sorted(\n"
        "            questionnaire.sections, key=lambda s: facets.facet(s, Facet.JOINT).gap.value or 0\n"
        "        )\n"
        "    ]",
        "core/release/test_properties.py",
    ),
    Mutant(
        "votes are multiplied by gaps",
        "core/method/priorities.py",
        "(is_ranked, sum(shares, Fraction(0)), max(gaps, default=Fraction(0)))",
        "(is_ranked, sum(shares, Fraction(0)) * max(gaps, default=Fraction(0)), Fraction(0))",
        "core/method/test_priorities.py",
    ),
    Mutant(
        "a topic that one side alone chose has a rank",
        "core/method/priorities.py",
        "is_ranked = is_clear or all(votes)",
        "is_ranked = is_clear or any(votes)",
        "core/method/test_priorities.py",
    ),
    Mutant(
        "equal topics are ranked one after the other",
        "core/method/priorities.py",
        "rank=weights.index(topic.weight) + 1 if topic.weight[0] else None",
        "rank=ordered.index(topic) + 1 if topic.weight[0] else None",
        "core/method/test_priorities.py",
    ),
    Mutant(
        "the order of few people against many is taken for normal",
        "core/method/ranks.py",
        "people > EXACT_UP_TO and size > EXACT_WITH_A_SIDE_OF",
        "people > EXACT_UP_TO",
        "core/method/test_ranks.py",
    ),
    # rounds and partners
    Mutant(
        "a gap closed because two numbers say so",
        "core/comparison/movements.py",
        "    if not gap.is_clear:\n        return Course.UNCLEAR\n",
        "",
        "core/test_movements.py",
    ),
    Mutant(
        "a figure moves by hidden decimals",
        "core/comparison/movements.py",
        "None if figure.value is None else tenth(figure.value)",
        "figure.value",
        "core/test_movements.py",
    ),
    Mutant(
        "a movement has the error of its last round alone",
        "core/comparison/movements.py",
        "for one in (old, new) if one.error is not None]",
        "for one in (new, new) if one.error is not None]",
        "core/test_movements.py",
    ),
    Mutant(
        "a partner of many people outvotes one of few",
        "core/comparison/partners.py",
        "mean_gap([gap for gap, _ in known],",
        "mean_gap([gap for gap, sides in known for _ in range(sides[Side.PRCS].responses)],",
        "core/test_comparing.py",
    ),
    Mutant(
        "reworded statements are compared between rounds",
        "core/comparison/comparability.py",
        "statement.kind, words, statement.reverse",
        "statement.kind, statement.reverse",
        "core/test_rounds.py",
    ),
    # what pages of results say
    Mutant(
        "both sides are told what moved since a round that they may not see",
        "web/results/over_time.py",
        "for one in reviews.list_earlier_reviews(session, review.id) if one.is_shared]",
        "for one in reviews.list_earlier_reviews(session, review.id)]",
        "web/test_gone.py",
    ),
    Mutant(
        "both sides are led into staff's pages",
        "web/respond/gone.py",
        'leads="#topic-{}".format',
        'leads=f"/staff/reviews/{review.id}/results/{{}}".format',
        "web/test_summary.py",
    ),
    Mutant(
        "a page rounds a mean by a rule of its own",
        "web/results/figures.py",
        "return shown(cell_text(cell, top=top))",
        'return shown("" if cell.mean is None else f"{cell.mean:.1f}")',
        "web/test_figures_agree.py",
    ),
    Mutant(
        "a topic of few people stands without its warning",
        "web/results/summing_up.py",
        "if stands_alone(result)",
        "if not stands_alone(result)",
        "web/test_summary.py",
    ),
    Mutant(
        "a rounded score at its end is told as if it were exact",
        "words/scores.py",
        '    return isolated_ltr(f"{sign} {written(mean)}") if sign else written(mean)',
        "    return written(mean)",
        "words/test_topics.py",
    ),
    Mutant(
        "one agreed answer is talked about as too few answers",
        "words/openings.py",
        "    if comparison.reading is Reading.TOO_FEW:\n",
        "    if not comparison:\n",
        "words/test_openings.py",
    ),
    Mutant(
        "a small p is printed as nothing",
        "words/certainty.py",
        "if value < _LEAST_P else",
        "if value < 0 else",
        "words/test_certainty.py",
    ),
    Mutant(
        "a topic that nobody chose and no clear gap has gets a note",
        "words/meeting.py",
        "is_missed = row is not None and is_clear and",
        "is_missed = row is not None and",
        "words/test_meeting.py",
    ),
    # from links to mails
    Mutant(
        "answers are kept when they were counted",
        "store/responses.py",
        'return cast("CursorResult[Any]", session.execute(own)).rowcount',
        "return len(session.scalars(select(ResponseRow.id).where(ResponseRow.review_id == review_id)).all())",
        "workflow/test_sealing.py",
    ),
    Mutant(
        "answers are erased that no result counts",
        "workflow/reviews/closing.py",
        "    if erased != counted:\n",
        "    if erased < 0:\n",
        "workflow/test_sealing.py",
    ),
    Mutant(
        "erased answers stay in the file until it is compacted",
        "store/engine.py",
        '        "secure_delete=ON",\n',
        '        "secure_delete=OFF",\n',
        "workflow/test_sealing.py",
    ),
    Mutant(
        "sealing leaves erased answers in the file",
        "store/sealing.py",
        'cursor.execute("VACUUM")',
        'cursor.execute("PRAGMA optimize")',
        "workflow/test_sealing.py",
    ),
    Mutant(
        "an upgrade keeps the answers of closed reviews",
        "../migrations/versions/0018_erase_sealed_answers.py",
        "    op.execute(sa.delete(response).where(response.c.review_id.in_(closed)))\n",
        "",
        "workflow/test_sealed_before.py",
    ),
    Mutant(
        "an upgrade leaves the erased answers in the files",
        "../migrations/versions/0018_erase_sealed_answers.py",
        ".values(is_sealed=False)",
        ".values(is_sealed=review.c.is_sealed)",
        "workflow/test_sealed_before.py",
    ),
    Mutant(
        "rows are rewritten in their old order",
        "store/sealing.py",
        "_RANDOM.shuffle(rows)",
        "rows.sort(key=lambda row: 0)",
        "workflow/test_sealing.py",
    ),
    Mutant(
        "imported answers are stored in the order of their file",
        "workflow/answers/importing.py",
        "for sheet in chance.sample(plan.sheets, k=plan.count)",
        "for sheet in plan.sheets",
        "workflow/test_importing.py",
    ),
    Mutant(
        "imported answers take the links in their order",
        "workflow/answers/importing.py",
        "untouched = chance.sample(self.untouched, k=min(self.count, len(self.untouched)))",
        "untouched = list(self.untouched[: self.count])",
        "workflow/test_importing.py",
    ),
    Mutant(
        "an import and a sending use one link",
        "workflow/answers/importing.py",
        "    reviews.get_review_row(session, review_id)\n",
        "",
        "workflow/test_importing.py",
    ),
    Mutant(
        "a submission that comes again is counted again",
        "workflow/answers/recognising.py",
        "            if place:\n                return said, place\n",
        "",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "an edited submission is another person's",
        "catalogue/submissions.py",
        "(?:id|uuid)|(?:.*\\W)?KEY",
        "uuid|(?:.*\\W)?KEY",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "two people who tick the same are one",
        "workflow/answers/recognising.py",
        " for kinds in _ALL_KINDS if kinds.isdisjoint(submission.kinds))",
        " for kinds in _ALL_KINDS)",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "what imports remember is the same for every review",
        "workflow/keys.py",
        "_derived(self.imported + str(review_id).encode(), ",
        "_derived(self.imported, ",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "links and responses of an import stand in the order in which they were taken",
        "store/imports.py",
        "sorted(held)",
        "list(held)",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "imports made under a lost key are counted again",
        "workflow/answers/importing.py",
        "if memory.sign not in one.known]",
        "if not one.known]",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "what a reviewer rejected is counted",
        "workflow/answers/judging.py",
        "if verdict and not self._settles(",
        "if verdict and False and not self._settles(",
        "workflow/test_imported_rows.py",
    ),
    Mutant(
        "NA is taken for an answer, in whatever case",
        "catalogue/cells.py",
        "and not (field and said in values_taken(field))",
        "and not (field and said.lower() in values_taken(field))",
        "workflow/test_imported_rows.py",
    ),
    Mutant(
        "a blank form is somebody who ticked “does not apply” everywhere",
        "workflow/answers/imported_rows.py",
        "if sheet.is_blank or self._missing is None:",
        "if self._missing is None:",
        "workflow/test_imported_rows.py",
    ),
    Mutant(
        "undoing an import gives back links that people used",
        "store/invitations.py",
        "update(InvitationRow).where(some, InvitationRow.state != InvitationState.REVOKED)",
        "update(InvitationRow).where(InvitationRow.state != InvitationState.REVOKED)",
        "workflow/test_undoing.py",
    ),
    Mutant(
        "which answers came by an import is known after closing",
        "workflow/reviews/closing.py",
        "    imports.drop_imports(session, review_id)\n",
        "",
        "workflow/test_undoing.py",
    ),
    Mutant(
        "the files keep what imports remembered",
        "store/sealing.py",
        "*(ResponseRow, AnswerImportRow, InvitationRow,",
        "*(ResponseRow, InvitationRow,",
        "workflow/test_undoing.py",
    ),
    Mutant(
        "a backup brings back which answers came by an import",
        "workflow/backing_up.py",
        'frozenset({"response", "answer_import"})',
        'frozenset({"response"})',
        "workflow/test_undoing.py",
    ),
    Mutant(
        "one side's table is taken for the other's",
        "workflow/answers/importing.py",
        "    check_form(table, form_mark(review.questionnaire, side), report)\n",
        "",
        "workflow/test_importing.py",
    ),
    Mutant(
        "names stay in the order in which they were entered",
        "store/sealing.py",
        "people = _shuffled(session.execute(wanted))",
        "people = list(session.execute(wanted))",
        "workflow/test_unlinking.py",
    ),
    Mutant(
        "what somebody has begun goes to an address that staff chose",
        "workflow/invitations/reissuing.py",
        "keeps_draft=not is_moved",
        "keeps_draft=True",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "a refused reminder stands beside its person, who has not answered then",
        "workflow/mailing.py",
        "queued.kind in CARRIERS and queued.invitation_id",
        "queued.invitation_id",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "a list that was changed stays confirmed",
        "core/conduct/roster.py",
        "self.confirmed == roster.digest",
        "self.confirmed",
        "workflow/test_confirming.py",
    ),
    Mutant(
        "the desk counts the reminders that wait",
        "store/outbox.py",
        "shown = OutboxRow.kind.in_([*CARRIERS, MailKind.ROSTER])",
        "shown = OutboxRow.kind.in_([*MailKind])",
        "web/test_invitations.py",
    ),
    Mutant(
        "letters are printed again while people answer",
        "workflow/invitations/writing_letters.py",
        "if review.state is not State.DRAFT:",
        "if review.is_closed:",
        "workflow/test_writing_letters.py",
    ),
    Mutant(
        "another letter shows what was begun to whoever prints it",
        "workflow/invitations/reissuing.py",
        "token = _replace(session, link, keys=keys, is_open=True, keeps_draft=False)",
        "token = _replace(session, link, keys=keys, is_open=True, keeps_draft=True)",
        "workflow/test_writing_letters.py",
    ),
    Mutant(
        "a link that took another's place shows that answers came through that",
        "store/invitations.py",
        '"state": InvitationState.UNUSED, "succession": succession}',
        '"succession": succession}',
        "web/test_moved_links.py",
    ),
    Mutant(
        "answers sent through two links of one person count twice",
        "workflow/answers/answering.py",
        "if way_in.succession is not Succession.AFTER_SENT:",
        "if True:",
        "web/test_moved_links.py",
    ),
    Mutant(
        "an import uses up a link whose answers count already",
        "store/invitations.py",
        "        InvitationRow.succession.is_distinct_from(Succession.AFTER_SENT),\n",
        "",
        "web/test_moved_links.py",
    ),
    Mutant(
        "one member of staff says twice that mail came back",
        "workflow/invitations/returning.py",
        "if recipient.noted_by == author:",
        "if False:",
        "workflow/test_returning.py",
    ),
    Mutant(
        "whoever writes to the mailbox makes up a report",
        "workflow/invitations/returning.py",
        "hmac.compare_digest(one, message_id)",
        'one.partition(".")[0] == mail_id',
        "workflow/test_returning.py",
    ),
    Mutant(
        "a report on a reminder stands beside its person, who has not answered then",
        "core/conduct/mail.py",
        "CARRIERS = frozenset({MailKind.INVITATION, MailKind.REISSUED})",
        "CARRIERS = frozenset({MailKind.INVITATION, MailKind.REISSUED, MailKind.REMINDER})",
        "workflow/test_returning.py",
    ),
    Mutant(
        "nobody is told at the old address that his link went elsewhere",
        "workflow/invitations/reissuing.py",
        'told = before if is_moved else ""',
        'told = ""',
        "workflow/test_returning.py",
    ),
    Mutant(
        "letters print the links of people who get a mail",
        "store/recipients.py",
        "RecipientRow.side == side, RecipientRow.address.is_(None))",
        "RecipientRow.side == side)",
        "workflow/test_writing_letters.py",
    ),
    Mutant(
        "a link in a mail confirms the list when it is opened",
        "web/inviting/confirm.py",
        "    return _render(key)\n",
        "    with writing(author=FOCAL_POINT) as session:\n"
        "        asked = confirming.find_asked(session, read_token(key))\n"
        "        confirming.confirm_list(session, read_token(key), digest=asked.vouching.roster.digest, now=now())\n"
        "    return _render(key)\n",
        "web/test_confirm.py",
    ),
    Mutant(
        "a person's page says whether answers came",
        "web/inviting/people_listed.py",
        "return Mail.AT_OPENING if review.state is State.DRAFT else Mail.WAITING",
        "from surveyapp.web.db import reading\n"
        "    from surveyapp.store.reviews import count_responses\n"
        "    with reading() as session:\n"
        "        came = any(count_responses(session, [review.id]).values())\n"
        "    return Mail.AT_OPENING if review.state is State.DRAFT else Mail.SENT if came else Mail.WAITING",
        "web/test_invitations.py",
    ),
    Mutant(
        "how many have answered is told at once",
        "store/turnouts.py",
        "    sent |= {of: row.before for of, row in _counted_today(session, ids, now).items()}\n",
        "",
        "workflow/test_turnouts.py",
    ),
    Mutant(
        "an import that was undone is told until the day is over",
        "store/turnouts.py",
        "before=TurnoutRow.before - len(links)",
        "before=TurnoutRow.before",
        "workflow/test_turnouts.py",
    ),
    Mutant(
        "reminders go to those alone who have not answered",
        "workflow/mailing.py",
        "for found in recipients.list_to_write_to(session, review_id, side=side) if found[0] not in awaited]",
        "for found in recipients.list_to_write_to(session, review_id, side=side) if found[0] not in awaited\n"
        "        and invitations.list_links(session, [found[0]])[found[0]].invitation.state is InvitationState.UNUSED]",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "a reminder that waits is dropped once its person has answered",
        "workflow/mailing.py",
        "link.invitation.state is InvitationState.REVOKED",
        "link.invitation.state is not InvitationState.UNUSED",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "the log has a line for each request behind a link",
        "web/logs.py",
        "        links.count()\n        return response\n",
        "        links.count()\n"
        "        log().info('request', route=route(), status=response.status_code)\n"
        "        return response\n",
        "web/test_who_answered.py",
    ),
    Mutant(
        "measures count requests behind links",
        "web/measures.py",
        "if is_fault or not is_behind_link():",
        "if True:",
        "web/test_who_answered.py",
    ),
    Mutant(
        "the exact numbers are shown as often as somebody asks",
        "workflow/reviews/closing.py",
        "    if shown:\n",
        "    if shown and not shown:\n",
        "workflow/test_turnouts.py",
    ),
    Mutant(
        "whoever's link was withdrawn is written to about the results",
        "store/sealing.py",
        "where(own, RecipientRow.is_withdrawn.is_(False))",
        "where(own)",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "of a promise that is due there is a mail each minute",
        "store/actions.py",
        "mine.values(mailed_on=today)",
        "mine.values(mailed_on=None)",
        "workflow/test_chasing.py",
    ),
    Mutant(
        "the shell prints links that mails carry",
        "workflow/invitations/inviting.py",
        "for person, token in zip(wanted, tokens, strict=True) if not person.address]",
        "for person, token in zip(wanted, tokens, strict=True)]",
        "cli/test_inviting.py",
    ),
    Mutant(
        "one person is invited twice, and nobody is asked",
        "workflow/invitations/inviting.py",
        "if any(one.key not in said for one in alike):",
        "if False:",
        "cli/test_inviting.py",
    ),
    Mutant(
        "a page takes no answer for different people",
        "web/inviting/people_lines.py",
        "if people and alike.validate():",
        "if people:",
        "web/test_people_alike.py",
    ),
    Mutant(
        "days go by the rules that the system has",
        "settings.py",
        "return ZoneInfo.from_file(file, name)",
        "return ZoneInfo(name)",
        "test_settings.py",
    ),
    Mutant(
        "a last day is told from the instant at which it ended by other rules",
        "store/reviews.py",
        "closes_on=one.closes_on,\n        closes_at",
        "closes_on=(end_of_day(one.closes_on, __import__('zoneinfo').ZoneInfo('Asia/Hebron'))\n"
        "            - __import__('datetime').timedelta(seconds=1)).astimezone(timezone).date(),\n        closes_at",
        "web/test_days_agree.py",
    ),
    Mutant(
        "sending ends by other rules than those that the day is shown by",
        "store/reviews.py",
        "closes_at=end_of_day(one.closes_on, timezone)",
        "closes_at=end_of_day(one.closes_on, __import__('zoneinfo').ZoneInfo('Asia/Hebron'))",
        "web/test_days_agree.py",
    ),
    Mutant(
        "mails work the last day out from the instant at which sending ends",
        "workflow/mailing.py",
        "closes_on=review.closes_on if review",
        "closes_on=(review.closes_at - timedelta(seconds=1)).astimezone(\n"
        "            __import__('zoneinfo').ZoneInfo('Asia/Hebron')).date() if review",
        "web/test_days_agree.py",
    ),
    Mutant(
        "the worker closes by the day that it is in UTC",
        "store/reviews.py",
        "if not review.takes_answers_at(now)",
        "if review.closes_on < now.date()",
        "web/test_days_agree.py",
    ),
    Mutant(
        "pages show what people wrote as it is",
        "web/factory.py",
        "StrictUndefined, show\n",
        "StrictUndefined, None\n",
        "web/test_text_shown.py",
    ),
    Mutant(
        "the terminal obeys what somebody typed",
        "cli/installation.py",
        "click.echo(shown_whole(message), err=err)",
        "click.echo(message, err=err)",
        "cli/test_shown.py",
    ),
    Mutant(
        "prints show what hides in their data",
        "reports/typst.py",
        "json.dumps(shown_in(data), ensure_ascii=False)",
        "json.dumps(data, ensure_ascii=False)",
        "reports/test_letters.py",
    ),
    Mutant(
        "what stands unseen before a sign makes a cell a formula",
        "core/text/spreadsheets.py",
        'next((one for one in text if unicodedata.category(one) not in _UNSEEN), "")',
        "text[:1]",
        "core/test_shown.py",
    ),
    Mutant(
        "the link to the other language follows what a visitor puts into the query",
        "web/i18n.py",
        'return "?" + urlencode([*asked, ("lang", language.code)])',
        "return __import__('flask').url_for(request.endpoint, **{**request.args, 'lang': language.code})",
        "web/test_every_address.py",
    ),
    Mutant(
        "a method that an address does not know leads to the sign-in page",
        "web/access.py",
        "return None if _takes_another_method() else _to_sign_in()",
        "return _to_sign_in()",
        "web/test_every_address.py",
    ),
    Mutant(
        "pages show instants by a clock that is not the installation’s",
        "web/i18n.py",
        "moment_text(local(instant), current_language())",
        "moment_text(instant, current_language())",
        "web/test_days_agree.py",
    ),
    Mutant(
        "what is overdue on a page goes by the day that it is in UTC",
        "web/clock.py",
        "return day_of(now(), settings().timezone)",
        "return now().date()",
        "web/test_days_agree.py",
    ),
    Mutant(
        "a migration takes the instant at which a day was over for the next day",
        "../migrations/versions/0012_keep_closing_days_as_days.py",
        "(aware - _CHANGED_BY)",
        "aware",
        "store/test_closing_days.py",
    ),
    Mutant(
        "an export rounds what the document does not round",
        "reports/exports/scores.py",
        "yield from (getattr(gap, name) for name in _OF_GAP)",
        "yield from (None if (one := getattr(gap, name)) is None else round(one, 3) for name in _OF_GAP)",
        "reports/test_exports.py",
    ),
    Mutant(
        "the method is told with the version's limits, not those in force",
        "words/limits.py",
        "questionnaire.scoring, result.thresholds, result.pooled",
        "questionnaire.scoring, questionnaire.disclosure, result.pooled",
        "words/test_method.py",
    ),
    Mutant(
        "a protected review's words are explained as the standard's",
        "words/meanings.py",
        "return {**_MEANINGS, **_PROTECTED}",
        "return _MEANINGS",
        "words/test_method.py",
    ),
    Mutant(
        "a pack does not say on its cover that the review is of the first edition",
        "reports/pack/sheets.py",
        "for text in [*marks, *([note] if note else [])]",
        "for text in marks",
        "reports/test_pack.py",
    ),
    Mutant(
        "whether a gap closed is told without its verdict",
        "reports/pack/meeting.py",
        "said = {facet: moved_sentence(reader.names, facet, scores) for facet, scores in compared}",
        'said = {facet: f"{scores.gap.old}, now {scores.gap.new}" for facet, scores in compared}',
        "reports/test_pack.py",
    ),
    Mutant(
        "the notice goes by the questionnaire's thresholds, not by those in force",
        "core/release/shown.py",
        "limits_in_force(thresholds, policy)",
        "thresholds",
        "core/test_notice.py",
    ),
    Mutant(
        "the notice counts on three ratings where the policy takes five",
        "core/release/shown.py",
        "rated_by=limits.min_side",
        "rated_by=3",
        "core/test_notice.py",
    ),
    Mutant(
        "an organisation is promised anonymity",
        "words/notice.py",
        "if told.is_attributed else _of_people(told, language)",
        "if not told.questionnaire else _of_people(told, language)",
        "words/test_notice.py",
    ),
    Mutant(
        "an organisation, and people of whom no group is shown, are asked about their work",
        "core/conduct/review.py",
        "return self.policy is Policy.STANDARD and self.answering.of(side) is Answering.INDIVIDUAL",
        "return True",
        "web/test_notice.py",
    ),
    Mutant(
        "a question is asked that no figure is made of",
        "core/instrument/questionnaire.py",
        "for question in self.profile if question.id in CUT_BY",
        "for question in self.profile",
        "core/test_pages.py",
    ),
    Mutant(
        "the form can be begun before its notice",
        "web/templates/respond/start.html",
        "{% if not is_begun or is_attributed %}",
        "{% if is_attributed %}",
        "web/test_notice.py",
    ),
    Mutant(
        "a mail that another worker holds is sent all the same",
        "cli/posting.py",
        "before_last_byte=lambda: self._mark(queued)",
        "before_last_byte=lambda: True",
        "cli/test_worker.py",
    ),
    Mutant(
        "a correlation near its end says who ticked what together",
        "core/release/correlating.py",
        "    least, most = _room(found, whole)\n",
        "    least, most = Fraction(0), Fraction(1)\n",
        "core/release/test_correlating.py",
    ),
    Mutant(
        "charts draw no interval",
        "charts/marks.py",
        "_draw_whisker(axes, reach, y=y + BELOW)",
        "pass",
        "charts/test_dumbbell.py",
    ),
    Mutant(
        "a flag is drawn instead of what a gap says",
        "charts/view.py",
        "return _BY_READING.get(comparison.reading)",
        "return None if flags_of(comparison) else _BY_READING.get(comparison.reading)",
        "charts/test_dumbbell.py",
    ),
    Mutant(
        "charts do not tell that a side is divided, or does not know",
        "charts/view.py",
        "((Flag.SPLIT, one.split), (Flag.UNSEEN, one.unseen)) if sides]",
        "((Flag.SPLIT, one.split), (Flag.UNSEEN, one.unseen)) if not sides]",
        "charts/test_dumbbell.py",
    ),
    Mutant(
        "a key names a sign that is not drawn",
        "charts/drawn.py",
        "for join in Join if join in drawn)",
        "for join in Join)",
        "charts/test_dumbbell.py",
    ),
    Mutant(
        "a possible gap is bold on the map of partners",
        "charts/comparison/heatmap.py",
        "one.reading is Reading.CLEAR_GAP",
        "one.reading in {Reading.CLEAR_GAP, Reading.POSSIBLE_GAP}",
        "charts/test_heatmap.py",
    ),
    Mutant(
        "a figure that the policy withholds is blamed on too few people",
        "charts/comparison/partners_view.py",
        "has_policy=any(by_policy)",
        "has_policy=False",
        "charts/test_heatmap.py",
    ),
    # who may import what
    Mutant(
        "the API imports whole sheets",
        "web/api/views.py",
        "from surveyapp.store.results import get_result\n",
        "from surveyapp.core.form.answers import AnswerSheet\nfrom surveyapp.store.results import get_result\n",
        "architecture/test_contracts.py",
    ),
    Mutant(
        "a list of people is made beside stored answers",
        "web/inviting/people_listed.py",
        "from surveyapp.store import recipients\n",
        "from surveyapp.store import recipients, responses\n",
        "architecture/test_contracts.py",
    ),
    Mutant(
        "the rule that lets the answering pages in lets every page in",
        "../pyproject.toml",
        '"surveyapp.web.respond",               # a person answers',
        '"surveyapp.web",',
        "architecture/test_contracts.py",
    ),
    Mutant(
        "the method imports what was counted, in a function",
        "core/method/readings.py",
        "def read(seen: Seen, scoring: Scoring) -> Reading:\n",
        "def leak() -> object:\n    from surveyapp.core.release import disclosure\n    return disclosure\n\n\n"
        "def read(seen: Seen, scoring: Scoring) -> Reading:\n",
        "architecture/test_contracts.py",
    ),
    Mutant(
        "the ground of core imports what stands on it",
        "core/text/bidi.py",
        "def without_controls(",
        "def leak() -> object:\n    from surveyapp.core.conduct import review\n    return review\n\n\n"
        "def without_controls(",
        "architecture/test_contracts.py",
    ),
    Mutant(
        "a page imports by a string, which no rule sees",
        "web/api/views.py",
        "    from surveyapp.reports.exports import files  # noqa: PLC0415 - loaded with the first file\n",
        "    files = __import__('importlib').import_module('surveyapp.reports.exports.files')\n",
        "architecture/test_imports_at_start.py",
    ),
    # what charts look like
    Mutant(
        "a possible gap is drawn in another colour",
        "charts/marks.py",
        'Join.POSSIBLE: {"linewidth": 1.7, "color": INK',
        'Join.POSSIBLE: {"linewidth": 1.7, "color": "#9a5b00"',
        "charts/test_golden.py",
    ),
    Mutant(
        "the circle is black, as the diamond is",
        "charts/marks.py",
        '"markerfacecolor": BLUE, "markeredgecolor": BLUE',
        '"markerfacecolor": INK, "markeredgecolor": INK',
        "charts/test_golden.py",
    ),
    Mutant(
        "a slope is paler than its mark",
        "charts/comparison/slopes_panel.py",
        '{"color": BLUE, "linewidth": 1.8',
        '{"color": GREY, "linewidth": 1.8',
        "charts/test_golden.py",
    ),
    Mutant(
        "the largest gaps are one shade paler",
        "charts/distribution.py",
        '"#6b6b6b", "#262626"',
        '"#6b6b6b", "#6b6b6b"',
        "charts/test_golden.py",
    ),
    Mutant(
        "the key draws a line of its own",
        "charts/marks.py",
        'width=style["linewidth"], colour=style["color"]',
        'width=style["linewidth"], colour=GREY',
        "charts/test_signs.py",
    ),
    # what is said of a refusal
    Mutant(
        "a code has no sentence",
        "words/refusals/reviews.py",
        """    Code.NOTHING_PROMISED: Refusal(
        marked("Say what will change."),
    ),
""",
        "",
        "words/test_refusals.py",
    ),
    Mutant(
        "a sentence names what nobody gives it",
        "words/refusals/reviews.py",
        'shell=marked("there is no review %(review)s")',
        'shell=marked("there is no review %(number)s")',
        "words/test_refusals.py",
    ),
    Mutant(
        "forms leave refusals to the page of an error",
        "web/refusals.py",
        "        if not isinstance(error, InputError):",
        "        if not isinstance(error, InputError) or error.code not in self.at:",
        "web/test_refusals.py",
    ),
    Mutant(
        "no page is shown when none can be built",
        "web/errors.py",
        "            return last_page()",
        "            raise",
        "web/test_last_resort.py",
    ),
    Mutant(
        "names lose what spells them",
        "core/text/naming.py",
        '    cleaned = " ".join(without_stray(typed).split())',
        '    cleaned = " ".join("".join(c for c in typed if c.isprintable()).split())',
        "core/test_naming.py",
    ),
    Mutant(
        "control characters are taken into names",
        "core/text/naming.py",
        "    if not is_writable(cleaned):",
        "    if not cleaned:",
        "core/test_naming.py",
    ),
    Mutant(
        "a program is told in the language of the terminal",
        "cli/installation.py",
        "(None if self.is_for_programs else self.settings.terminal_language)",
        "self.settings.terminal_language",
        "cli/test_language.py",
    ),
    # what attackers must not find, and what simulations must
    Mutant(
        "a facet is the mean of person scores, in tenths",
        "core/release/computing.py",
        "    return evaluate(questionnaire, _release(rules, review, sides=sides, comment_order=comment_order))\n",
        "    from dataclasses import replace\n"
        "    from surveyapp.core.release.scoring import broad_score, person_scores, reversals\n"
        "    result = evaluate(questionnaire, _release(rules, review, sides=sides, comment_order=comment_order))\n"
        "    def personal(section, facet, side, score):\n"
        "        keys = questionnaire.find_section(section.id).keys(about_for(side, facet))\n"
        "        scores = person_scores(counts[side], keys, mirrors=reversals(questionnaire))\n"
        "        return score if score.mean is None else replace(score, mean=broad_score(scores).mean)\n"
        "    return replace(result, sections=tuple(replace(s, facets={f: replace(r, sides={\n"
        "        side: personal(s, f, side, one) for side, one in r.sides.items()}) for f, r in s.facets.items()})\n"
        "        for s in result.sections))\n",
        "attackers/test_editions.py",
    ),
    Mutant(
        "of the first edition the facets' sealed means are shown, in tenths",
        "core/release/first_edition.py",
        "    return evaluate(questionnaire, _release(plain, questionnaire))\n",
        "    result = evaluate(questionnaire, _release(plain, questionnaire))\n"
        "    sealed = {section['id']: section['facets'] for section in plain['sections']}\n"
        "    def told(section, facet, side, score):\n"
        "        mean = sealed[section.id][facet.value]['sides'][side.value]['mean']\n"
        "        return score if mean is None else replace(score, mean=tenth(float(mean)))\n"
        "    return replace(result, sections=tuple(replace(s, facets={f: replace(r, sides={\n"
        "        side: told(s, f, side, one) for side, one in r.sides.items()}) for f, r in s.facets.items()})\n"
        "        for s in result.sections))\n",
        "attackers/test_editions.py",
    ),
    Mutant(
        "a cell is shown that one person rated",
        "core/release/disclosure.py",
        "return Why.FEW_RATED if n < limits.min_side else None",
        "return Why.FEW_RATED if n < 1 else None",
        "attackers/test_exact.py",
    ),
    Mutant(
        "correlations are measured of single people",
        "core/release/correlating.py",
        "mixed < max(MIXED_NEEDED, len(found) / MIXED_ONE_IN):",
        "not whole:",
        "attackers/test_exact.py",
    ),
    Mutant(
        "correlations are not rounded",
        "core/release/correlating.py",
        "rounded(math.fsum(one.shared for one in found) / whole)",
        "math.fsum(one.shared for one in found) / whole",
        "attackers/test_exact.py",
    ),
    Mutant(
        "cuts count a cell of which a group has fewer than five raters",
        "core/release/cuts.py",
        "shown = shown_groups(people, self._groups, minimum=self._minimum)",
        "shown = shown_groups(people, self._groups, minimum=1)",
        "attackers/test_exact.py",
    ),
    Mutant(
        "intervals forget that one person's ratings go together",
        "core/method/uncertainty.py",
        "return UNMEASURED if found is None else found",
        "return 0.0",
        "tools/test_simulate.py",
    ),
    Mutant(
        "intervals are made for four truths in five",
        "core/method/uncertainty.py",
        "    interval = stats.t_interval(value, errors, level=scoring.level)\n",
        "    interval = stats.t_interval(value, errors, level=0.8)\n",
        "tools/test_simulate.py",
    ),
    # languages: what falls back, and that it is said
    Mutant(
        "a reader whose language is missing is shown the first there is, and not the one that stands for it",
        "core/text/languages.py",
        "language = TABLE[language].falls_back_to",
        "break",
        FALLING_BACK,
    ),
    Mutant(
        "a form is offered in languages that its questionnaire lacks",
        "web/i18n.py",
        "    spoken, wanted = set(languages), current_language()\n",
        '    spoken, wanted = set(current_app.config["LANGUAGES"]), current_language()\n',
        FALLING_BACK,
    ),
    Mutant(
        "a form does not say that it is not in the language that was asked for",
        "web/i18n.py",
        "None if g.language == wanted else wanted",
        "None",
        FALLING_BACK,
    ),
    Mutant(
        "the foot of a page does not say what is in another language",
        "web/i18n.py",
        "fallen_back().add(language)",
        "pass",
        FALLING_BACK,
    ),
    Mutant(
        "prints are offered in languages that the questionnaire lacks",
        "web/i18n.py",
        "if one in set(languages)]",
        "]",
        FALLING_BACK,
    ),
    Mutant(
        "opening does not warn of names that lack a language of the form",
        "core/conduct/checklist.py",
        "if any(_falls_back(name, questionnaire) for name in names)",
        "if False",
        FALLING_BACK,
    ),
    Mutant(
        "a pack that was begun before comments were erased is kept",
        "rendering/shelf.py",
        "if generation != self.generation:",
        "if False:",
        "rendering/test_shelf.py",
    ),
    Mutant(
        "erasing leaves the files that were made of it",
        "cli/duties.py",
        "        shelf.empty()",
        "        shelf.sweep()",
        "cli/test_purge.py",
    ),
    Mutant(
        "the process that makes files is told every key",
        "rendering/child.py",
        "for name in _PASSED_ON if name in os.environ",
        "for name in os.environ",
        "rendering/test_child.py",
    ),
    Mutant(
        "the process that makes files takes what memory it likes",
        "rendering/process.py",
        "    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))\n",
        "",
        "rendering/test_child.py",
    ),
    Mutant(
        "the process that makes files outlives the one that started it",
        "rendering/process.py",
        "    os._exit(0)  # whoever asked is gone: nobody waits for what is being made",
        "    return",
        "rendering/test_child.py",
    ),
    Mutant(
        "two files are made at the same time",
        "rendering/turns.py",
        "return not self.turns.find_before(_key_of(self.path))",
        "return True",
        "rendering/test_workshop.py",
    ),
    Mutant(
        "a file is made as often as it is asked for",
        "rendering/turns.py",
        "if any(_key_of(path) == key for path in held):",
        "if False:",
        "rendering/test_workshop.py",
    ),
    Mutant(
        "a pack is made in the process of the pages",
        "web/making.py",
        "partial(child_of_this_process().run, folder=folder)",
        "lambda work: work()",
        "web/test_packs.py",
    ),
)


def main() -> int:
    """Print one line a mutant; exit with 1 when one lives."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        wanted = [mutant for mutant in MUTANTS if mutant.path.startswith(tuple(sys.argv[1:]) or "")]
        alive = [mutant for mutant in wanted if not _is_noticed(mutant, copy)]
    return 1 if alive else 0


def _is_noticed(mutant: Mutant, copy: Path) -> bool:
    path = copy / "surveyapp" / mutant.path
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(mutant.piece, mutant.instead), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{mutant.tests}"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "CI": "true", "HYPOTHESIS_PROFILE": "unshrunk"}
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    path.write_text(source, encoding="utf-8")
    by = next((line.split()[1] for line in run.stdout.splitlines() if line.startswith("FAILED ")), "")
    is_noticed = bool(by)  # a test that could not even begin has noticed nothing
    print(f"{'noticed' if is_noticed else 'ALIVE  '}  {mutant.broken}  {by.rpartition('::')[2]}", flush=True)
    return is_noticed


if __name__ == "__main__":
    sys.exit(main())
