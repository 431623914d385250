"""One topic: its facets, and how each side's people answered its statements."""
