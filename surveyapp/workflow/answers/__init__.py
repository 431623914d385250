"""How answers come in: by a link, by hand from paper, from a file."""
