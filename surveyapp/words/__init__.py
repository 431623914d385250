"""Every sentence about results, by language: from the one catalogue, without Flask."""
