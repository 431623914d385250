"""The review itself: standard library only, no clock, no I/O, no chance."""
