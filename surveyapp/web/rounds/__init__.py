"""Rounds, and what is done with many reviews at once."""
