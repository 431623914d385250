"""How a review is run: who takes part, what is next, who may do what."""
