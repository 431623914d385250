"""What was sealed under the first edition of the method: a whole round, as the program of that time archived it."""

import gzip
from pathlib import Path

ARCHIVE = gzip.decompress((Path(__file__).parent / "demo-2025.json.gz").read_bytes()).decode()
"""Four reviews of invented people: 6 v 5, 9 v 2, 5 v an organisation, 4 v 7."""
