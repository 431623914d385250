"""What can go wrong in a review. Each error has a code; the page or the command turns it into a sentence."""


class ReviewError(Exception):
    """A step that was refused. ``code`` names why; ``details`` fill the sentence's placeholders."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """Return the code and its details, for logs."""
        return self.code if not self.details else f"{self.code}: {self.details}"


class NotFoundError(ReviewError):
    """Nothing goes by that name."""


class StateError(ReviewError):
    """The review's state does not allow this step."""


class InputError(ReviewError):
    """What was given cannot be taken."""


class GoneError(ReviewError):
    """A link that no longer lets anybody in, or does not yet."""
