"""How often the method is right: made-up reviews, worked out by the program itself, and counted."""
