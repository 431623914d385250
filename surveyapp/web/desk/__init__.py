"""What staff see: rounds, reviews, signing in."""
