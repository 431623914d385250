"""What is asked: a questionnaire, and how two versions of it differ."""
