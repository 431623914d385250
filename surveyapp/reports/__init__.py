"""What stands on each printed page: Typst templates, and the data that fills them."""
