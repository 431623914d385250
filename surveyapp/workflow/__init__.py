"""The steps of a review, one module a verb. The caller commits."""
