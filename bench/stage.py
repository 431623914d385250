"""What is there before anything is measured: an installation with one open review, made by its own commands."""

import json
from dataclasses import dataclass, field

from bench.serving import Tree

PREPARATION = (
    "db upgrade",
    "questionnaire publish questionnaires/code-of-good-partnership.yaml",
    "partner create example --name-en Example --name-ar مثال --kind ngo",
    "round create bench --title-en Bench --title-ar قياس",
    "review create --round bench --partner example --questionnaire code-of-good-partnership --closes 2099-12-31",
    "invite 1 --side prcs --count 3",
)


@dataclass
class Open:
    """An open review, and the links that nobody used yet."""

    tree: Tree
    links: list[str] = field(default_factory=list)

    def take(self, count: int) -> list[str]:
        """Return the paths of ``count`` links, which nobody else gets."""
        taken, self.links = self.links[:count], self.links[count:]
        assert len(taken) == count, "too few links were made"
        return taken


def opened(tree: Tree, *, links: int) -> Open:
    for command in PREPARATION:
        tree.flask(command)
    made = json.loads(tree.flask(f"invite 1 --side partner --count {links} --json"))["links"]
    tree.flask("review open 1")
    return Open(tree, ["/r/" + link.rpartition("/")[2] for link in made])
