"""What keeps an installation running, for the shell and for pages alike: checks, encryption, ends of the record."""
