"""What pages show: each expression of a template passes here, so that none can forget to clean what people wrote."""

from markupsafe import Markup, escape

from surveyapp.core.text.shown import shown_whole


def show(value: object) -> object:
    """Return what a template's expression gives, cleaned; markup is ours, and what stands in it was cleaned before."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown_whole(value)
    return value if hasattr(value, "__html__") else shown_whole(str(value))


def typed(text: str) -> Markup:
    """Return text that stands in a field for whoever typed it, just as it was: nothing of it gets lost on the way."""
    return escape(text)


def address(one: str) -> Markup:
    """Return an e-mail address that a narrow column breaks before its domain, rather than within a word."""
    return Markup("<wbr>@").join(map(shown_whole, one.split("@")))


def say_on_page(message: str, values: dict[str, object]) -> Markup:
    """Return a message of ours as markup, its places filled with what pages show."""
    return Markup(message) % {name: show(value) for name, value in values.items()}  # noqa: S704 - the message is ours
