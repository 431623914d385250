"""The meeting: one topic at a time on a large screen, what is agreed of it now, and the sign-off."""
