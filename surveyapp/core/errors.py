"""What can go wrong in a review. Each error has a code; the page or the command says it in words."""

from enum import StrEnum, auto


class Code(StrEnum):
    """Why something was refused: a step, a row of a list, or a whole file. Each has its sentences in ``words``."""

    ABOVE_THE_NAMES = auto()
    ACCOUNT_OF_DEMONSTRATIONS = auto()
    ACCOUNT_TOO_NEW = auto()
    ACTION_NOT_WHOLE = auto()
    ADDRESS_IS_FROZEN = auto()
    ADDRESS_KNOWN = auto()
    ADDRESS_LISTED = auto()
    ADDRESS_OF_STAFF = auto()
    ADDRESS_TWICE = auto()
    ALREADY_SENT = auto()
    ANOTHER_PARTNER = auto()
    ARCHIVE_TOO_LARGE = auto()
    BACKUP_DAMAGED = auto()
    BACKUP_ENCRYPTED = auto()
    BACKUP_EXPIRED = auto()
    BACKUP_INCOMPLETE = auto()
    BACKUP_LOCKED = auto()
    BACKUP_NOT_WRITTEN = auto()
    BACKUP_OF_OTHER_KEY = auto()
    BACKUP_TOO_NEW = auto()
    BAD_ARCHIVE = auto()
    BAD_COUNT = auto()
    BAD_DAY = auto()
    BAD_DAYS = auto()
    BAD_EMAIL = auto()
    BAD_LANGUAGE = auto()
    BAD_OBJECTION = auto()
    BAD_PASSWORD = auto()
    BAD_RIGHTS = auto()
    BAD_SLUG = auto()
    BAD_VALUE = auto()
    BOTH_REVIEWED = auto()
    CLOSING_DATE_PASSED = auto()
    CODE_CUT = auto()
    CODE_MISTYPED = auto()
    COLUMN_TWICE = auto()
    DATABASE_NOT_EMPTY = auto()
    DEMONSTRATION_EXISTS = auto()
    EASY_PASSWORD = auto()
    EMAIL_TAKEN = auto()
    FAULTY_QUESTIONNAIRE = auto()
    FAULTY_TABLE = auto()
    FOCAL_POINT_TOO_NEW = auto()
    FOLLOW_UP_TOO_EARLY = auto()
    GETS_A_LETTER = auto()
    HANDOUT_ENDED = auto()
    HANDOUT_TOO_OFTEN = auto()
    IMPORTED_UNDER_OTHER_KEY = auto()
    IMPORTS_FORGOTTEN = auto()
    IMPORT_UNDONE = auto()
    KEYED_ALREADY = auto()
    KEYINGS_DIFFER = auto()
    LAST_ADMINISTRATOR = auto()
    LAST_DAY_PASSED = auto()
    LETTERS_ARE_OUT = auto()
    LETTER_TAKES_TWO = auto()
    LINK_OF_ANOTHER = auto()
    LINK_REPLACED = auto()
    LINK_REVOKED = auto()
    LINK_WAS_WITHDRAWN = auto()
    LIST_IS_FROZEN = auto()
    LIST_NOT_CONFIRMED = auto()
    LIST_REFUSED = auto()
    LIST_WAS_CHANGED = auto()
    MAY_NOT_AGREE = auto()
    MAY_NOT_CHANGE = auto()
    MAY_NOT_CLOSE = auto()
    MAY_NOT_EXTEND = auto()
    MAY_NOT_IMPORT = auto()
    MAY_NOT_INVITE = auto()
    MAY_NOT_OPEN = auto()
    MAY_NOT_REISSUE = auto()
    MAY_NOT_REMIND = auto()
    MAY_NOT_SHARE = auto()
    MEETING_AHEAD = auto()
    MERGE_MIXES_DEMONSTRATION = auto()
    MERGE_WITH_ITSELF = auto()
    MIN_DETAIL_TOO_LOW = auto()
    MISSING_COLUMN = auto()
    NAME_IS_IN_USE = auto()
    NAME_TOO_LONG = auto()
    NOBODY_ANSWERS_FOR_IT = auto()
    NOBODY_INVITED = auto()
    NOBODY_NAMED = auto()
    NOTED_BY_YOURSELF = auto()
    NOTHING_AGREED = auto()
    NOTHING_ANSWERED = auto()
    NOTHING_CAME_BACK = auto()
    NOTHING_PROMISED = auto()
    NOTHING_TO_ARCHIVE = auto()
    NOT_AN_EXTENSION = auto()
    NOT_A_TABLE = auto()
    NOT_KEYED = auto()
    NOT_MADE = auto()
    NOT_MIGRATED = auto()
    NOT_SIGNED_OFF = auto()
    NOT_TRANSLATED = auto()
    NOT_UTF_8 = auto()
    NO_ACTION = auto()
    NO_COLUMN = auto()
    NO_FACILITATOR = auto()
    NO_FOCAL_POINT = auto()
    NO_IMPORT = auto()
    NO_LANGUAGE = auto()
    NO_LETTERS = auto()
    NO_NAME = auto()
    NO_PAGE = auto()
    NO_PARTNER = auto()
    NO_PROGRAM = auto()
    NO_FACET = auto()
    NO_PUBLIC_KEY = auto()
    NO_QUESTIONNAIRE = auto()
    NO_RECIPIENT = auto()
    NO_RESULTS_YET = auto()
    NO_REVIEW = auto()
    NO_ROUND = auto()
    NO_ROWS = auto()
    NO_SECRET_KEYS = auto()
    NO_SECTION = auto()
    NO_SHEET = auto()
    NO_STAFF = auto()
    NO_SUCH_FORMS = auto()
    NUMBERS_SHOWN = auto()
    ONE_FORM_PER_ORGANISATION = auto()
    ONE_ROW_PER_ORGANISATION = auto()
    OPENING_TAKES_TWO = auto()
    OPENING_WAS_CHANGED = auto()
    PARTNER_ARCHIVED = auto()
    PARTNER_EXISTS = auto()
    PARTNER_IN_USE = auto()
    PARTNER_MERGED = auto()
    PARTNER_NOT_ARCHIVED = auto()
    PARTNER_TWICE = auto()
    PEOPLE_ALIKE = auto()
    PROGRAMS_OPEN_NOTHING = auto()
    REMINDED_LATELY = auto()
    REMINDED_TWICE = auto()
    REVIEW_CLOSED = auto()
    REVIEW_EXISTS = auto()
    REVIEW_NOT_OPEN = auto()
    ROW_ALIKE = auto()
    ROW_BLANK = auto()
    ROW_KNOWN = auto()
    ROW_UNAPPROVED = auto()
    SCORE_OFF_SCALE = auto()
    SHORT_PASSPHRASE = auto()
    SIGNED_OFF = auto()
    SIGNS_UNCLEAR = auto()
    SLUG_TAKEN = auto()
    STILL_IN_USE = auto()
    STILL_MAKING = auto()
    TOO_FEW_LINKS = auto()
    TOO_FEW_UNTOUCHED_LINKS = auto()
    TOO_MANY_CODES = auto()
    TOO_MANY_FOCAL_POINTS = auto()
    TOO_MANY_WORDS = auto()
    UNKNOWN_CODE = auto()
    UNKNOWN_COLUMN = auto()
    UNKNOWN_KIND = auto()
    UNKNOWN_LINK = auto()
    UNKNOWN_PAPER = auto()
    UNKNOWN_PLACE = auto()
    UNWRITABLE = auto()


class ReviewError(Exception):
    """A step that was refused. ``code`` names why; ``details`` fill the sentence's placeholders."""

    def __init__(self, code: Code, **details: object) -> None:
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


class UnmadeError(ReviewError):
    """A file that is not there: it could not be made, or not yet."""
