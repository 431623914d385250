"""``/api/v1``: what programs may ask. They show a token with each request, and have no session and no cookie."""
