"""Pages: Flask, its forms and templates, and the commit."""
