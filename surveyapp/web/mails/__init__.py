"""What goes out: mails and letters as they will be, words of a round's own, and tests to oneself."""
