"""After the meeting: what was agreed, promised and followed up."""
