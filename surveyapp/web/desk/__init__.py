"""What staff see first: rounds and reviews."""
