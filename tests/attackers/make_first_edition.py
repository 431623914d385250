"""Made ``first_edition.json.gz``: invented answers, and what the first edition of the method released of them.

Run with a checkout of that edition (commit bb9e279) on the path, in its folder; the file's name is the argument. Twelve
reviews of 5 to 8 people a side and four of 14, with 7 % of all ratings left out, and of four statements a review three
quarters; the people of the larger ones say where they work and in which role.
"""

import gzip
import json
import random
import sys
from pathlib import Path

from surveyapp.core.computing import compute_result

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.core.wire import to_plain
from tests.core.building import review

MISSING, HARD_TO_KNOW = 0.07, 0.75
REASONS = (*NonAnswer, None)
MARKS = {None: ".", NonAnswer.DONT_KNOW: "-", NonAnswer.NOT_APPLICABLE: "x"}
ROLES, PLACES = ("programmes", "programmes", "field"), ("west_bank", "west_bank", "gaza")


def main() -> None:
    asked, rng = load_questionnaire(Path("questionnaires/code-of-good-partnership-first.yaml")), random.Random(20261124)
    keys = [key for section in asked.sections for about in About for key in section.keys(about)]
    twos = [
        key
        for section in asked.sections
        for about in About
        for key in section.keys(about)
        if len(section.keys(about)) == 2
    ]
    sizes = [(rng.randint(5, 8), rng.randint(5, 8)) for _ in range(12)] + [(14, 14)] * 4
    reviews = []
    for size in sizes:
        sheets = [one for side, n in zip(Side, size, strict=True) for one in people(keys, twos, side, n=n, rng=rng)]
        result = compute_result(
            asked, review(), sheets=sheets, invited=dict(zip(Side, size, strict=True)), comment_order=str
        )
        reviews.append(
            {
                "answers": {side: [row(keys, one) for one in sheets if one.side is side] for side in Side},
                "profiles": {side: [one.profile for one in sheets if one.side is side] for side in Side},
                "document": to_plain(result),
            }
        )
    held = json.dumps({"keys": [key.field_name for key in keys], "reviews": reviews}, separators=(",", ":"))
    Path(sys.argv[1]).write_bytes(gzip.compress(held.encode(), mtime=0))


def people(
    keys: list[PromptKey], twos: list[PromptKey], side: Side, *, n: int, rng: random.Random
) -> list[AnswerSheet]:
    hard, seen = set(rng.sample(twos, 4)), {key: rng.gauss(3.7, 0.6) for key in keys}
    return [person(seen, hard, side, is_many=n >= 10, rng=rng) for _ in range(n)]


def person(
    seen: dict[PromptKey, float], hard: set[PromptKey], side: Side, *, is_many: bool, rng: random.Random
) -> AnswerSheet:
    leaning, ratings = rng.gauss(0, 0.5), {}
    for key, centre in seen.items():
        answer = min(5, max(1, round(centre + leaning + rng.gauss(0, 0.7))))
        given = rng.choice(REASONS) if rng.random() < (HARD_TO_KNOW if key in hard else MISSING) else answer
        if given is not None:
            ratings[key] = given
    profile = {"role": rng.choice(ROLES), "location": rng.choice(PLACES)} if is_many else {}
    return AnswerSheet(side, ratings, profile=profile)


def row(keys: list[PromptKey], one: AnswerSheet) -> str:
    return "".join(MARKS.get(one.ratings.get(key)) or str(one.ratings[key]) for key in keys)


if __name__ == "__main__":
    main()
