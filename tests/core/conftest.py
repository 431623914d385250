"""Property tests without a clock: a busy machine must not fail what is right; failures repeat from a fixed seed.

``tools/mutants.py`` wants to know whether a test fails, and not the smallest case in which it does.
"""

import os

from hypothesis import Phase, settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile(
    "unshrunk", parent=settings.get_profile("steady"), phases=(Phase.explicit, Phase.generate), print_blob=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
