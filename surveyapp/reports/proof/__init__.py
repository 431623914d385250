"""The sheet on which a questionnaire is read in every language."""
