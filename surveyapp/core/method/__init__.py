"""From released cells to words: scores, gaps, their uncertainty, readings. Nothing here can reach a sheet."""
