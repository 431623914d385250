"""The words that stand on paper beside the questionnaire's own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.text.languages import Language


@dataclass(frozen=True, slots=True)
class PaperLabels:
    """Words and sentence patterns of one language; braces are filled by ``str.format``."""

    demonstration: str
    round: str
    between: str
    side: str
    how_title: str
    how: tuple[str, ...]
    no_name: str
    link: str
    code_of_form: str
    code_by_hand: str
    qr: str
    profile_title: str
    closing_title: str
    return_title: str
    return_to: str
    thanks: str
    page: str
    version: str


_EN = PaperLabels(
    demonstration="Demonstration data: the people and answers here are invented.",
    round="Round",
    between="Between",
    side="Answering side",
    how_title="How to fill in this form",
    how=(
        "Tick one box for each statement, with a pen.",
        "To change an answer, black out the wrong box and tick another.",
        "“I don’t know” and “Does not apply” are answers too. Leave empty what you would rather not answer.",
    ),
    no_name="Do not write your name anywhere on this form.",
    link="Or answer on a screen instead, once:",
    code_of_form="Code of this form",
    code_by_hand="Code of this form (filled in by staff)",
    qr="QR code of {link}",
    profile_title="About your work",
    closing_title="In closing",
    return_title="Returning this form",
    return_to="Please return it in a closed envelope, by the end of {day}, to:",
    thanks="Thank you.",
    page="Page {n} of {total}",
    version="Version",
)

_AR = PaperLabels(
    demonstration="بيانات توضيحية: الأشخاص والإجابات هنا من نسج الخيال.",
    round="الجولة",
    between="بين",
    side="الطرف المجيب",
    how_title="كيفية ملء هذه الاستمارة",
    how=(
        "ضعوا علامة بقلم حبر في مربع واحد لكل عبارة.",
        "لتغيير إجابة، سوّدوا المربع الخطأ بالكامل وضعوا علامة في مربع آخر.",
        "«لا أعرف» و«لا ينطبق» إجابتان كسائر الإجابات. واتركوا ما لا ترغبون في الإجابة عنه فارغاً.",
    ),
    no_name="لا تكتبوا اسمكم في أي موضع من هذه الاستمارة.",
    link="أو أجيبوا على الشاشة بدلاً من الورق، مرة واحدة:",
    code_of_form="رمز هذه الاستمارة",
    code_by_hand="رمز هذه الاستمارة (يملؤه الموظفون)",
    qr="رمز QR للرابط {link}",
    profile_title="عن عملكم",
    closing_title="في الختام",
    return_title="إعادة هذه الاستمارة",
    return_to="يُرجى إعادتها في ظرف مغلق، في موعد أقصاه نهاية يوم {day}، إلى:",
    thanks="شكراً لكم.",
    page="الصفحة {n} من {total}",
    version="الإصدار",
)

LABELS: Mapping[Language, PaperLabels] = {Language("ar"): _AR, Language("en"): _EN}
