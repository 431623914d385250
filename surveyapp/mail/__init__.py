"""Mails: how they are worded, written and handed over."""
