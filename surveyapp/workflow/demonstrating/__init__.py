"""The demonstration: who invented people are and what they answer, and a round of reviews of them."""
