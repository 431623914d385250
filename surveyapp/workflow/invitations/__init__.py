"""Who is asked: invitations, links, reminders, letters, and lists that are confirmed."""
