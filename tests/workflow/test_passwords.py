"""Which passwords are taken."""

import pytest

from surveyapp.core.errors import InputError
from surveyapp.workflow.accounts.passwords import COMMON, fits, hash_password, is_easy

EMAIL = "rana.haddad@redcross.example"


@pytest.mark.slow
@pytest.mark.parametrize(
    "password",
    [
        pytest.param("correct horse battery", id="three words"),
        pytest.param("sunshine guitar orange tiger", id="four common words"),
        pytest.param("مفتاح غيمة برتقال", id="Arabic words"),
        pytest.param("v7m2-kq4x-9tzr", id="chance"),
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert fits(hash_password(password, email=EMAIL), password)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("qwertyuiop123", id="on the list"),
        pytest.param("QWERTYuiop123", id="on the list, in capitals"),
        pytest.param("Password1234!", id="a common word with a row of digits"),
        pytest.param("passwordpassword", id="a common word twice"),
        pytest.param("aaaaaaaaaaaaaaaa", id="one letter"),
        pytest.param("1029384756102938", id="digits only"),
        pytest.param("PalestineRedCrescent2026!", id="words of the organisation"),
        pytest.param("الهلال الأحمر فلسطين 2026", id="words of the organisation in Arabic"),
        pytest.param("rana.haddad.2026", id="the address's own parts"),
        pytest.param("redcross rana 77!", id="the address's domain"),
    ],
)
def test_easy_passwords_are_refused(password: str) -> None:
    assert is_easy(password, email=EMAIL)
    with pytest.raises(InputError, match="easy_password"):
        hash_password(password, email=EMAIL)


@pytest.mark.parametrize(
    ("password", "is_taken"), [("k7" * 3 + "zpq v4", True), ("k7zpqv4mw2x", False), ("kz7" * 43, False)]
)
def test_passwords_have_12_to_128_characters(password: str, *, is_taken: bool) -> None:
    if is_taken:
        hash_password(password, email=EMAIL)
        return
    with pytest.raises(InputError, match="bad_password"):
        hash_password(password, email=EMAIL)


def test_what_is_kept_is_argon2id_as_set() -> None:
    kept = hash_password("correct horse battery", email=EMAIL)
    assert kept.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert not fits(kept, "correct horse batterY")
    assert not fits(None, "anything")


def test_the_list_has_passwords_that_are_long_enough() -> None:
    lines = COMMON.read_text().splitlines()
    assert sum(len(line) >= 12 for line in lines if not line.startswith("#")) > 300
