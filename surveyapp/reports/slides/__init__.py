"""The meeting's slides: text in either direction and charts as pictures, from released results alone."""
