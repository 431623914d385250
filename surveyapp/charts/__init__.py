"""Results as pictures: a result and a language in, a Figure out, then SVG, PNG, PDF. The only room with matplotlib."""
