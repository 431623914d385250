"""Break the method and its promises on purpose, one at a time, and see that tests notice. Run: python tools/mutants.py.

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


@dataclass(frozen=True)
class Mutant:
    """A promise that is broken: where, what stands there, what is put instead, and the tests that say so."""

    broken: str
    path: str
    piece: str
    instead: str
    tests: str


MUTANTS = (
    Mutant(
        "figures of two people are shown",
        "core/release/disclosure.py",
        "Policy.STANDARD: 3",
        "Policy.STANDARD: 2",
        "core/test_properties.py",
    ),
    Mutant(
        "the protected policy shows four people",
        "core/release/disclosure.py",
        "Policy.PROTECTED: 5",
        "Policy.PROTECTED: 4",
        "core/test_protected.py",
    ),
    Mutant(
        "a side's score is the mean of all ratings, so that who answers more counts more",
        "core/release/scoring.py",
        "return stats.mean(self.scores) if self.n else None",
        "people = self.persons.items()\n"
        "        given = sum(s * n for (_, s), n in people)\n"
        "        return Fraction(sum(t * n for (t, _), n in people), given) if given else None",
        "core/test_computing.py",
    ),
    Mutant(
        "half of the ratings, rounded down, make a score",
        "core/release/scoring.py",
        "(asked + 1) // 2",
        "asked // 2",
        "core/test_scoring.py",
    ),
    Mutant(
        "a unanimous cell is hidden, and so told",
        "core/release/standard.py",
        "if self.why_no_cell(side, key):",
        "if self.why_no_cell(side, key) or len(self.views[side].count.cells[key]) == 1:",
        "core/test_properties.py",
    ),
    Mutant(
        "topics stand in the order of what was answered",
        "core/release/computing.py",
        "for section in questionnaire.sections)\n    return ReviewResult(",
        "for section in sorted(questionnaire.sections,\n"
        "        key=lambda s: rules.views[Side.PRCS].count.scores[Scope(s.id)].mean or 0))\n    return ReviewResult(",
        "core/test_non_interference.py",
    ),
    Mutant(
        "priorities are ranked by gaps that are withheld",
        "core/release/computing.py",
        "topics = [topic_of(s, ",
        "from dataclasses import replace\n"
        "    from surveyapp.core.results import Gap\n"
        "    raw = {(s.id, f): [c.scores[Scope(s.id, f)].mean or 0 for c in counts.values()]\n"
        "           for s in sections for f in Facet}\n"
        "    sections = [replace(s, facets={f: replace(r, gap=Gap(raw[s.id, f][0] - raw[s.id, f][1]))\n"
        "                for f, r in s.facets.items()}) for s in sections]\n"
        "    topics = [topic_of(s, ",
        "core/test_computing.py",
    ),
    Mutant(
        "comments stand in the order in which they came",
        "core/release/computing.py",
        "tuple(sorted(texts, key=order))",
        "tuple(texts)",
        "core/test_computing.py",
    ),
    Mutant(
        "one answer of two is taken for the organisation's own",
        "core/release/disclosure.py",
        "and people == 1:",
        "and people <= 2:",
        "core/test_disclosure.py",
    ),
    Mutant(
        "single facets are shown of three people",
        "core/release/disclosure.py",
        "if standing.tier is not Tier.DETAIL:",
        "if standing.tier is Tier.NUMBER:",
        "core/test_disclosure.py",
    ),
    Mutant(
        "an interval of a few people is shown to the last digit",
        "core/method/gaps.py",
        "low=tenth_below(interval.low), high=tenth_above(interval.high)",
        "low=interval.low, high=interval.high",
        "core/test_gaps.py",
    ),
    Mutant(
        "the floor under the spread is taken away",
        "core/method/stats.py",
        "max(side.sd, sd_floor) ** 2",
        "side.sd**2",
        "core/test_stats.py",
    ),
    Mutant(
        "people who are left over are too few",
        "core/release/cuts.py",
        "for group in own) < minimum:",
        "for group in own) < 1:",
        "core/test_cuts.py",
    ),
    Mutant(
        "two cuts single out a few people",
        "core/release/cuts.py",
        "if o in outer and i not in inner) < minimum:",
        "if o in outer and i not in inner) < 1:",
        "core/test_cuts.py",
    ),
    Mutant(
        "protected means reach the ends of the scale",
        "core/release/blurring.py",
        "Coarseness(5, Fraction(1, 2), Fraction(1))",
        "Coarseness(5, Fraction(1, 2), Fraction(0))",
        "core/test_attacking.py",
    ),
    Mutant(
        "protected means are exact",
        "core/release/protected.py",
        "blurred(mean, people=sum(points), top=scale.top)",
        "mean",
        "core/test_attacking.py",
    ),
    Mutant(
        "gaps of protected means are made from exact ones",
        "core/release/protected.py",
        "means = self.cell_means(side, scope)\n        return",
        "return self.views[side].count.scores[scope].exact_mean or Fraction(0)\n        means = []\n        return",
        "core/test_non_interference.py",
    ),
    Mutant(
        "a partner of many people outvotes one of few",
        "core/comparing.py",
        "mean_gap([gap for gap, _ in known],",
        "mean_gap([gap for gap, sides in known for _ in range(sides[Side.PRCS].responses)],",
        "core/test_comparing.py",
    ),
    Mutant(
        "reworded statements are compared between rounds",
        "core/comparability.py",
        "statement.kind, words, statement.reverse",
        "statement.kind, statement.reverse",
        "core/test_rounds.py",
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
        "workflow/importing.py",
        "for sheet in chance.sample(plan.sheets, k=plan.count)",
        "for sheet in plan.sheets",
        "workflow/test_importing.py",
    ),
    Mutant(
        "imported answers take the links in their order",
        "workflow/importing.py",
        "untouched = chance.sample(self.untouched, k=min(self.count, len(self.untouched)))",
        "untouched = list(self.untouched[: self.count])",
        "workflow/test_importing.py",
    ),
    Mutant(
        "an import and a sending use one link",
        "workflow/importing.py",
        "    reviews.get_review_row(session, review_id)\n",
        "",
        "workflow/test_importing.py",
    ),
    Mutant(
        "a submission that comes again is counted again",
        "workflow/recognising.py",
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
        "workflow/recognising.py",
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
        "workflow/importing.py",
        "if memory.sign not in one.known]",
        "if not one.known]",
        "workflow/test_counted_once.py",
    ),
    Mutant(
        "what a reviewer rejected is counted",
        "workflow/judging.py",
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
        "workflow/imported_rows.py",
        "if sheet.is_blank or self._missing is None:",
        "if self._missing is None:",
        "workflow/test_imported_rows.py",
    ),
    Mutant(
        "undoing an import gives back links that people used",
        "store/invitations.py",
        "update(InvitationRow).where(some, InvitationRow.state == InvitationState.SENT)",
        "update(InvitationRow).where(InvitationRow.state == InvitationState.SENT)",
        "workflow/test_undoing.py",
    ),
    Mutant(
        "which answers came by an import is known after closing",
        "workflow/closing.py",
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
        "workflow/importing.py",
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
        "workflow/reissuing.py",
        "keeps_draft=not is_moved",
        "keeps_draft=True",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "a refused reminder stands beside its person, who has not answered then",
        "workflow/mailing.py",
        "queued.kind is MailKind.INVITATION and queued.invitation_id",
        "queued.invitation_id",
        "workflow/test_inviting.py",
    ),
    Mutant(
        "a list that was changed stays confirmed",
        "core/roster.py",
        "self.confirmed == roster.digest",
        "self.confirmed",
        "workflow/test_confirming.py",
    ),
    Mutant(
        "the desk counts the reminders that wait",
        "store/outbox.py",
        "shown = OutboxRow.kind.in_([MailKind.INVITATION, MailKind.ROSTER])",
        "shown = OutboxRow.kind.in_([*MailKind])",
        "web/test_invitations.py",
    ),
    Mutant(
        "letters leave out whoever has answered",
        "store/invitations.py",
        "return {row.id: _link(row) for row in rows if row.state}",
        "return {row.id: _link(row) for row in rows if row.state is InvitationState.UNUSED}",
        "workflow/test_writing_letters.py",
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
        "web/inviting/lists.py",
        "return Mail.AT_OPENING if review.state is State.DRAFT else Mail.WAITING",
        "from surveyapp.web.db import reading\n"
        "    from surveyapp.store.reviews import count_responses\n"
        "    with reading() as session:\n"
        "        came = any(count_responses(session, [review.id]).values())\n"
        "    return Mail.AT_OPENING if review.state is State.DRAFT else Mail.SENT if came else Mail.WAITING",
        "web/test_invitations.py",
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
        "workflow/inviting.py",
        "for person, token in zip(wanted, tokens, strict=True) if not person.address]",
        "for person, token in zip(wanted, tokens, strict=True)]",
        "cli/test_inviting.py",
    ),
    Mutant(
        "one person is invited twice, and nobody is asked",
        "workflow/inviting.py",
        "if any(one.key not in said for one in alike):",
        "if False:",
        "cli/test_inviting.py",
    ),
    Mutant(
        "a page takes no answer for different people",
        "web/inviting/lines.py",
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
        "test_days_agree.py",
    ),
    Mutant(
        "sending ends by other rules than those that the day is shown by",
        "store/reviews.py",
        "closes_at=end_of_day(one.closes_on, timezone)",
        "closes_at=end_of_day(one.closes_on, __import__('zoneinfo').ZoneInfo('Asia/Hebron'))",
        "test_days_agree.py",
    ),
    Mutant(
        "mails work the last day out from the instant at which sending ends",
        "workflow/mailing.py",
        "closes_on=review.closes_on if review",
        "closes_on=(review.closes_at - timedelta(seconds=1)).astimezone(\n"
        "            __import__('zoneinfo').ZoneInfo('Asia/Hebron')).date() if review",
        "test_days_agree.py",
    ),
    Mutant(
        "the worker closes by the day that it is in UTC",
        "store/reviews.py",
        "if not review.takes_answers_at(now)",
        "if review.closes_on < now.date()",
        "test_days_agree.py",
    ),
    Mutant(
        "pages show instants by the rules of another library",
        "web/i18n.py",
        'format_datetime(local(instant), "d MMMM y HH:mm", rebase=False)',
        'format_datetime(instant, "d MMMM y HH:mm")',
        "test_days_agree.py",
    ),
    Mutant(
        "what is overdue on a page goes by the day that it is in UTC",
        "web/clock.py",
        "return day_of(now(), _settings().timezone)",
        "return now().date()",
        "test_days_agree.py",
    ),
    Mutant(
        "a migration takes the instant at which a day was over for the next day",
        "../migrations/versions/0012_keep_closing_days_as_days.py",
        "(aware - _CHANGED_BY)",
        "aware",
        "store/test_closing_days.py",
    ),
    Mutant(
        "a mail that another worker holds is sent all the same",
        "cli/posting.py",
        "before_last_byte=lambda: self._mark(queued)",
        "before_last_byte=lambda: True",
        "cli/test_worker.py",
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
        "charts/heatmap.py",
        "one.reading is Reading.CLEAR_GAP",
        "one.reading in {Reading.CLEAR_GAP, Reading.POSSIBLE_GAP}",
        "charts/test_heatmap.py",
    ),
    Mutant(
        "a figure that the policy withholds is blamed on too few people",
        "charts/partners_view.py",
        "has_policy=any(by_policy)",
        "has_policy=False",
        "charts/test_heatmap.py",
    ),
)


def main() -> int:
    """Print one line a mutant; exit with 1 when one lives."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        alive = [mutant for mutant in MUTANTS if not _is_noticed(mutant, copy)]
    return 1 if alive else 0


def _is_noticed(mutant: Mutant, copy: Path) -> bool:
    path = copy / "surveyapp" / mutant.path
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(mutant.piece, mutant.instead), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{mutant.tests}"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    path.write_text(source, encoding="utf-8")
    by = next((line.split()[1] for line in run.stdout.splitlines() if line.startswith("FAILED ")), "")
    is_noticed = bool(by)  # a test that could not even begin has noticed nothing
    print(f"{'noticed' if is_noticed else 'ALIVE  '}  {mutant.broken}  {by.rpartition('::')[2]}", flush=True)
    return is_noticed


if __name__ == "__main__":
    sys.exit(main())
