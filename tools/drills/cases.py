"""Requests that no browser makes: every address and every field of the forms, with texts that break programs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from werkzeug.routing import Rule

from surveyapp.core.form.pages import ChoiceField, ChoicesField, Field, Page, RatingField, ShareField
from surveyapp.web.respond.manifest import write_manifest

LINKS = 24
"""How many links a case may name, by number; the drill says which they are."""

T = TypeVar("T")
URLENCODED = "application/x-www-form-urlencoded"
_PLACE = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
_SPECIAL = (
    *("\x00", "4\x00", "a\x00b", "\ud800", "\udfff x", "x\udc80", "\ud83d\x00"),
    *(
        "\u202e\u2066abc\u2069",
        "\u200f4",
        "\ufeff",
        "\uffff",
        "\x1b[31m",
        "\u2028",
        "\x7f\x85",
        "👩\u200d👩\u200d👧" * 200,
    ),
    *("ا" + "\u0651" * 40_000, "e" + "\u0301" * 900, "9" * 5_000, "-" + "9" * 5_000, "0." + "3" * 5_000),
    *("1e309", "NaN", "-Infinity", "0x4", "4.0", " 4", "4 ", "٤", "۴", "४", "４", "𝟜", "+4", "0", "6", "-1", "true"),
    *("[]", "{}", '{"a":1}', "null", "None", "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "%s%n%00", "../../x"),
    *("'; DROP TABLE response; --", "=cmd|' /C calc'!A0", "\r\nSet-Cookie: a=b", "~", "~0123456789abcdef", "y", "dk"),
    *("a" * 999, "a" * 1_000, "a" * 1_001, "ﷺ" * 1_000, "\r\n" * 1_000, "&" * 500, "=" * 500),
)
TEXTS = st.one_of(
    st.sampled_from(_SPECIAL),
    st.sampled_from(_SPECIAL[7:]),
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.text(max_size=30),
    st.integers().map(str),
)
_NAMES = st.one_of(TEXTS, st.just("k" * 100_000), st.sampled_from(("confirm", "_method", "manifest", "key")))
_OTHER_FIELDS = ("email", "password", "csrf_token", "code", "answer", "list", "reason", "lang", "again", "confirm")


@dataclass(frozen=True)
class Case:
    """A request; ``{0}`` in the path stands for a link's token, ``page`` is the form's page whose fields it carries."""

    method: str
    path: str
    link: int = 0
    page: Page | None = None
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.method} {self.path[:60]} {ascii(self.pairs or self.body or '')[:120]}"


def cases(rules: Sequence[Rule], pages: Sequence[Page], known: dict[str, str]) -> st.SearchStrategy[Case]:
    """Return requests: most of them pages of a form, others any of ``rules``; ``known`` are values of arguments."""
    return st.one_of(_page_cases(pages), _page_cases(pages), _rule_cases(rules, pages, known), _sendings())


def quoted(text: str) -> str:
    """Return a text as it stands in an address, even one that no encoding has."""
    return quote(text, safe="", errors="surrogatepass")


@st.composite
def _page_cases(draw: st.DrawFn, pages: Sequence[Page]) -> Case:
    """Return a page that is sent as a browser does, but for what stands in its fields, or is missing or too much."""
    page = draw(st.sampled_from(pages))
    pairs = []
    for one in draw(st.lists(st.sampled_from(page.fields), max_size=4, unique=True)):
        values = _often(_good(one), TEXTS)
        pairs += [(one.name, value) for value in draw(st.lists(values, min_size=1, max_size=2 if _is_many(one) else 1))]
    pairs += draw(_often(st.just([]), st.lists(st.tuples(_NAMES, TEXTS), max_size=1)))
    whole = write_manifest(page, {})
    manifest = draw(_often(st.just(whole), TEXTS | st.just(whole[:-9])))
    pairs += [("manifest", manifest)]
    if draw(st.booleans()):
        pairs.append(("key", draw(_often(st.from_regex(r"\A[0-9A-Za-z_-]{8,64}\Z"), TEXTS))))
    address = f"/r/{{0}}/{page.id}{draw(_queries())}"
    body = urlencode(pairs, errors="surrogatepass").encode()
    headers = {"Content-Type": URLENCODED} | draw(_headers())
    return Case("POST", address, draw(st.integers(0, LINKS - 1)), page, body, headers, tuple(pairs))


def _sendings() -> st.SearchStrategy[Case]:
    """Return forms that are sent, with more in the body than belongs there."""
    bodies = st.lists(st.tuples(_NAMES, TEXTS), max_size=2).map(lambda pairs: urlencode(pairs, errors="surrogatepass"))
    headers = _headers().map(lambda more: {"Content-Type": URLENCODED} | more)
    return st.builds(
        lambda link, body, more: Case("POST", "/r/{0}/check", link, None, body.encode(), more),
        *(st.integers(0, LINKS - 1), bodies, headers),
    )


@st.composite
def _rule_cases(draw: st.DrawFn, rules: Sequence[Rule], pages: Sequence[Page], known: dict[str, str]) -> Case:
    """Return any address with any method and any body."""
    rule = draw(st.sampled_from(rules))
    values = {
        "token": st.just("{0}"),
        "page_id": st.sampled_from([page.id for page in pages] + ["check", "receipt"]),
        **{name: st.just(value) for name, value in known.items()},
    }

    def fill(found: re.Match[str]) -> str:
        good = values.get(found[1], st.integers(0, 9).map(str))
        return draw(_often(good, TEXTS.map(quoted)))

    path = _PLACE.sub(fill, rule.rule)
    method = draw(st.sampled_from([*sorted(rule.methods or ()), "POST", "PUT", "DELETE", "TRACE", "PATCH"]))
    pairs = draw(st.lists(st.tuples(st.one_of(st.sampled_from(_OTHER_FIELDS), _NAMES), TEXTS), max_size=4))
    if draw(st.booleans()):
        pairs.append(("csrf_token", known["csrf_token"]))
    whole = urlencode(pairs, errors="surrogatepass").encode()
    body = draw(st.one_of(st.none(), st.just(whole), st.just(whole), st.binary(max_size=60)))
    kinds = (URLENCODED, URLENCODED, "application/json", "multipart/form-data; boundary=x", "text/plain", "\xff", "")
    visitor = {"Cookie": known["cookie"], "X-Forwarded-For": f"198.51.100.{draw(st.integers(1, 250))}"}
    headers = {"Content-Type": draw(st.sampled_from(kinds))} | draw(st.one_of(_headers(), st.just(visitor)))
    return Case(method, path + draw(_queries()), draw(st.integers(0, LINKS - 1)), None, body, headers, tuple(pairs))


def _often(good: st.SearchStrategy[T], other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Return something good five times out of six: a case with several faults is refused for its first."""
    return st.integers(0, 5).flatmap(lambda number: other if number == 5 else good)


def _queries() -> st.SearchStrategy[str]:
    names = st.sampled_from(("lang", "go", "clear", "changed", "code", "again", "time", "next", "\x00", "x" * 500))
    pairs = st.lists(st.tuples(names, TEXTS.filter(lambda text: len(text) < 2_000)), max_size=2)
    written = pairs.map(lambda found: "?" + urlencode(found, errors="surrogatepass"))
    return _often(st.just(""), written)


def _headers() -> st.SearchStrategy[dict[str, str]]:
    """Return what else is said in a request; a header may hold bytes of any kind but the ends of lines."""
    words = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\x00"), max_size=40)
    return st.one_of(
        *(st.just({}), st.just({"Accept": "application/json"})),
        st.builds(lambda word: {"Accept-Language": word}, words),
        st.builds(lambda word: {"Cookie": f"lang={word}; session={word}"}, words),
        st.builds(lambda word: {"X-Forwarded-For": word, "Authorization": f"Bearer {word}"}, words),
        st.builds(lambda word: {"Accept": word, "If-None-Match": word, "Range": word}, words),
    )


def _good(one: Field) -> st.SearchStrategy[str]:
    if isinstance(one, RatingField):
        return st.sampled_from([str(p.value) for p in one.scale.points] + [o.key for o in one.scale.non_answers])
    if isinstance(one, ChoiceField | ChoicesField):
        return st.sampled_from([option.key for option in one.options])
    return st.sampled_from(("y", "")) if isinstance(one, ShareField) else st.sampled_from(_SPECIAL[7:]) | st.text()


def _is_many(one: Field) -> bool:
    return isinstance(one, ChoicesField)
