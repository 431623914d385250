"""Answers that were collected elsewhere: a table is checked, imported and, until closing, taken back."""
