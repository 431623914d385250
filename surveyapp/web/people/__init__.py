"""Staff accounts: signing in, one's own account, everybody's accounts."""
