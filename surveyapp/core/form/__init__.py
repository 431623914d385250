"""What is filled in. Raw answers are in ``answers`` and ``draft``; who may know them is listed in pyproject.toml."""
