"""Who is invited to a review: staff keep the lists, and focal points confirm them."""
