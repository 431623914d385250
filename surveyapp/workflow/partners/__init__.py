"""The partners' records: kept, merged, taken from a list."""
