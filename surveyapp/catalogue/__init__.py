"""Questionnaire files: YAML in, core's ``Questionnaire`` or every fault with its line and column out."""
