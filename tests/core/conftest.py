"""Property tests without a clock: a busy machine must not fail what is right; failures repeat from a fixed seed."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
