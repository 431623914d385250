"""The meeting pack: sheets of blocks, from released results alone."""
