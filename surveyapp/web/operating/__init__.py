"""The installation, for administrators: what the doctor finds, backups, erasing, rounds as files."""
