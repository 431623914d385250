"""One short page for each task of the desk, which names buttons as they are labelled."""
