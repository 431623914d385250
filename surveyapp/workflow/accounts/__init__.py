"""Who gets in: staff, their ways of signing in, and programs."""
