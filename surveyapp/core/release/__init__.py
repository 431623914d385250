"""What may leave a review, made of cells: counting, the two policies, cuts, and what is withheld."""
