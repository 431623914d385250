"""Write the pictures that every kind of chart is held to: ``python -m tools.golden``, then look at what changed."""

from surveyapp.catalogue.files import load_questionnaire
from tests.charts.gallery import GOLDEN, pictures, small
from tests.questionnaires import FROZEN_FILE

COLOURS = 256
"""Kept of a picture; as many as it has, or nearly so."""


def main() -> None:
    asked = load_questionnaire(FROZEN_FILE)
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.png"):
        path.unlink()
    for name, draw, language in pictures():
        small(draw(asked, language)).quantize(COLOURS).save(GOLDEN / f"{name}.png", optimize=True)
    print(f"{len(list(GOLDEN.iterdir()))} pictures in {GOLDEN}")


if __name__ == "__main__":
    main()
