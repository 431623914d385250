"""Released results: pages, charts and tables."""
