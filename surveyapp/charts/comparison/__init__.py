"""Results beside results: partners in a map, rounds in slopes."""
