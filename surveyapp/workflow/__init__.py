"""The steps of a review, and what they need of people, keys and mail. The caller commits."""
