"""The released figures as files, with their codebook; and the log."""
