"""Questionnaires that the tests take along: a frozen copy of the shipped one, so that its words may change freely."""

from pathlib import Path

FROZEN_FILE = Path(__file__).parent / "frozen.yaml"
SECOND_FILE = Path(__file__).parent / "second.yaml"
"""Other scales, figures, counts and ids than the shipped one has, from Arabic: what assumes the shipped one fails."""
SHIPPED_FILE = Path(__file__).parents[2] / "questionnaires" / "code-of-good-partnership.yaml"
"""For its own faults and its lock; no other test may know its words."""
