"""Words in languages, and how names, days and tables are written."""
