"""The fonts that charts and prints are set in, and which letters they have."""
