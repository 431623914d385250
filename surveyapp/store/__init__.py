"""The database: a session in, core types out. Nothing here commits."""
