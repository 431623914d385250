"""Measurements of speed and start; see README.md."""
