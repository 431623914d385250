"""Who writes: what mails and letters say of their sender, and the pictures at their head."""
