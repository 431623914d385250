"""What a printed letter says, in both languages; braces are filled by ``str.format``."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.text.languages import Language


@dataclass(frozen=True, slots=True)
class LetterLabels:
    """The sentences of a letter in one language."""

    title: str
    greeting: str
    greeting_without_name: str
    body: tuple[str, ...]
    scan: str
    or_open: str
    or_type: str
    individual: str
    attributed: str
    until: str
    questions: str
    demonstration: str
    qr: str


LETTER_LABELS: Mapping[Language, LetterLabels] = {
    Language("ar"): LetterLabels(
        title="دعوة إلى استعراض الشراكة",
        greeting="تحية طيبة، {name}،",
        greeting_without_name="تحية طيبة،",
        body=(
            "تستعرض جمعية الهلال الأحمر الفلسطيني و{partner} طريقة عملهما معاً ({round})، ونود معرفة رأيكم. يجيب "
            "الطرفان عن الأسئلة نفسها. ويمكنكم التوقف والمتابعة متى شئتم، فكل إجابة تُحفظ.",
        ),
        scan="وجّهوا كاميرا الهاتف إلى الرمز،",
        or_open="أو افتحوا هذا العنوان:",
        or_type="أو افتحوا {site} واكتبوا هذا الرمز:",
        individual=(
            "هذا الرابط لكم وحدكم، غير أن الموظفين الذين طبعوه يستطيعون فتحه أيضاً إلى أن تُرسلوا إجاباتكم. ولا ترتبط "
            "إجاباتكم باسمكم، ولا يطّلع أحد على أي نتيجة قبل إغلاق الاستعراض."
        ),
        attributed=(
            "هذا الرابط لجهتكم، ويمكنكم تمريره داخلها: كل من لديه الرابط، ومنهم الموظفون الذين طبعوه، يستطيع قراءة "
            "الاستمارة وتعديلها إلى أن تُرسل. تقدّم جهتكم استمارة واحدة متفقاً عليها، وتُعرض بوصفها إجابة جهتكم."
        ),
        until="تُقبل الإجابات حتى نهاية يوم {day}.",
        questions="للاستفسار: {contact}",
        demonstration="رسالة توضيحية: الجهات والأشخاص هنا من نسج الخيال.",
        qr="رمز يفتح الاستمارة على الهاتف: {link}",
    ),
    Language("en"): LetterLabels(
        title="Invitation to the partnership review",
        greeting="Dear {name},",
        greeting_without_name="Good day,",
        body=(
            "The Palestine Red Crescent Society and {partner} review how they work together ({round}), and we would "
            "like to know your view. Both sides answer the same questions. You may stop and go on at any time: every "
            "answer is kept.",
        ),
        scan="Point your phone’s camera at the code,",
        or_open="or open this address:",
        or_type="or open {site} and type this code:",
        individual=(
            "This link is for you alone, but the staff who printed it could open it too, until you have sent your "
            "answers. Your answers are not tied to your name, and nobody sees any result before the review is closed."
        ),
        attributed=(
            "This link is for your organisation, and you may pass it on inside it: whoever has it, the staff who "
            "printed it among them, can read and change the form until it is sent. Your organisation gives one agreed "
            "form, which is shown as your organisation’s answer."
        ),
        until="Answers are taken until the end of {day}.",
        questions="Questions: {contact}",
        demonstration="A demonstration: the organisations and people here are invented.",
        qr="A code that opens the form on a phone: {link}",
    ),
}
