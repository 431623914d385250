"""What is printed for people to fill in or to be sent: blank forms and letters."""
