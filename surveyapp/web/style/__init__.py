"""One page that shows each part that pages are made of."""
