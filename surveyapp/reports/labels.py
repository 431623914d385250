"""The words that stand on paper beside the questionnaire's own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.sides import Language


@dataclass(frozen=True, slots=True)
class PaperLabels:
    """Words and sentence patterns of one language; braces are filled by ``str.format``."""

    demonstration: str
    round: str
    between: str
    side: str
    notice_title: str
    no_name: str
    min_side: str
    min_detail: str
    unanimity_shows: str
    only_rounded: str
    one_agreed_form: str
    nothing_before_closing: str
    comments: str
    invited: str
    staff_type: str
    how_title: str
    how: tuple[str, ...]
    link: str
    code_of_form: str
    code_by_hand: str
    qr: str
    profile_title: str
    closing_title: str
    share: str
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
    notice_title="Who will see what, and when",
    no_name="Your name is not asked for, and no time, address or device is kept with your answers.",
    min_side="Scores are shown only when at least {n} people on a side have answered.",
    min_detail="Single statements and comments are shown only from {n} people on a side.",
    unanimity_shows="When all on a side give the same answer, the result shows it.",
    only_rounded="Of single statements only rounded means are shown.",
    one_agreed_form=(
        "Your organisation gives one agreed form. It is shown as your organisation’s answer, and is not anonymous."
    ),
    nothing_before_closing=(
        "Nobody sees any result before the review is closed; then the results are worked out once."
    ),
    comments="Comments are shown only where you tick that they may be, in mixed order and without names.",
    invited="Invited: {prcs} at PRCS, {partner} at the partner.",
    staff_type="PRCS staff type in what stands on this form, and so they see it.",
    how_title="How to fill in this form",
    how=(
        "Tick one box for each statement, with a pen.",
        "To change an answer, black out the wrong box and tick another.",
        "“I don’t know” and “Does not apply” are answers too. Leave empty what you would rather not answer.",
        "Do not write your name anywhere on this form.",
    ),
    link="Or answer on a screen instead, once:",
    code_of_form="Code of this form",
    code_by_hand="Code of this form (filled in by staff)",
    qr="QR code of {link}",
    profile_title="About your work",
    closing_title="In closing",
    share="My words above may be shown, word for word and without a name, to both sides.",
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
    notice_title="من سيطّلع على ماذا، ومتى",
    no_name="لا نطلب منكم ذكر اسمكم، ولا يُحفظ مع إجاباتكم وقت ولا عنوان ولا جهاز.",
    min_side="لا تُعرض الدرجات إلا إذا لم يقل عدد المجيبين من الطرف عن {n}.",
    min_detail="لا تُعرض العبارات المنفردة والتعليقات إلا إذا لم يقل عدد المجيبين من الطرف عن {n}.",
    unanimity_shows="إذا أجاب جميع أفراد الطرف الإجابة نفسها، ظهر ذلك في النتيجة.",
    only_rounded="لا يُعرض عن العبارات المنفردة سوى متوسطات مقرّبة.",
    one_agreed_form=("تقدّم جهتكم استمارة واحدة متفقاً عليها. وهي تُعرض بوصفها إجابة جهتكم، أي أنها ليست مجهولة المصدر."),
    nothing_before_closing="لا يطّلع أحد على أي نتيجة قبل إغلاق الاستعراض، ثم تُحسب النتائج مرة واحدة.",
    comments="لا تُعرض التعليقات إلا إذا وافقتم على ذلك بوضع علامة، وتُعرض بترتيب عشوائي ومن دون أسماء.",
    invited="عدد المدعوين: {prcs} لدى الجمعية و{partner} لدى الجهة الشريكة.",
    staff_type="يتولى موظفو الجمعية إدخال ما في هذه الاستمارة، ولذلك يطّلعون عليه.",
    how_title="كيفية ملء هذه الاستمارة",
    how=(
        "ضعوا علامة بقلم حبر في مربع واحد لكل عبارة.",
        "لتغيير إجابة، سوّدوا المربع الخطأ بالكامل وضعوا علامة في مربع آخر.",
        "«لا أعرف» و«لا ينطبق» إجابتان كسائر الإجابات. واتركوا ما لا ترغبون في الإجابة عنه فارغاً.",
        "لا تكتبوا اسمكم في أي موضع من هذه الاستمارة.",
    ),
    link="أو أجيبوا على الشاشة بدلاً من الورق، مرة واحدة:",
    code_of_form="رمز هذه الاستمارة",
    code_by_hand="رمز هذه الاستمارة (يملؤه الموظفون)",
    qr="رمز QR للرابط {link}",
    profile_title="عن عملكم",
    closing_title="في الختام",
    share="يجوز عرض ما كتبته أعلاه حرفياً ومن دون اسم على الطرفين.",
    return_title="إعادة هذه الاستمارة",
    return_to="يُرجى إعادتها في ظرف مغلق، في موعد أقصاه نهاية يوم {day}، إلى:",
    thanks="شكراً لكم.",
    page="الصفحة {n} من {total}",
    version="الإصدار",
)

LABELS: Mapping[Language, PaperLabels] = {Language.AR: _AR, Language.EN: _EN}
