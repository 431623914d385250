"""What a respondent sees: the form behind a link."""
