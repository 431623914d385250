"""What is filled in; the one folder with raw answers."""
