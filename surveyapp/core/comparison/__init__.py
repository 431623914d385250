"""Results beside results: of several partners, of several rounds."""
