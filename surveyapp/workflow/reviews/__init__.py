"""The steps of a review's life, from a version to an archive."""
