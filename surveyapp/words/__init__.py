"""Every sentence that more than one kind of page says, by language: from the one catalogue, without Flask."""
