"""What mails say, by kind and language. ``{partner}``, ``{round}``, ``{day}`` and the like are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.text.languages import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail in one language: its subject, what stands before the link, what the link is called, what stands after.

    ``attributed`` stands after it instead where an organisation gives one form.
    """

    subject: str
    before: tuple[str, ...]
    button: str = ""
    after: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every mail in one language."""

    sender: str
    greeting: str
    greeting_without_name: str
    individual: str
    attributed: str
    questions: str
    automatic: str
    demonstration: str


FRAMES: Mapping[Language, Frame] = {
    Language("ar"): Frame(
        sender="استعراض الشراكة",
        greeting="تحية طيبة، {name}،",
        greeting_without_name="تحية طيبة،",
        individual=(
            "لا ترتبط إجاباتكم باسمكم، ولا يطّلع أحد على أي نتيجة قبل إغلاق الاستعراض. وتوضح الاستمارة قبل السؤال "
            "الأول من يطّلع على الإجابات والنتائج، ومتى."
        ),
        attributed=(
            "تقدّم جهتكم استمارة واحدة متفقاً عليها، وتُعرض بوصفها إجابة جهتكم. وتوضح الاستمارة قبل السؤال الأول "
            "من يطّلع على الإجابات والنتائج، ومتى."
        ),
        questions="للاستفسار يُرجى الكتابة إلى {contact}",
        automatic="أُرسلت هذه الرسالة آلياً.",
        demonstration="رسالة توضيحية: الجهات والأشخاص هنا من نسج الخيال.",
    ),
    Language("en"): Frame(
        sender="Partnership review",
        greeting="Dear {name},",
        greeting_without_name="Good day,",
        individual=(
            "Your answers are not tied to your name, and nobody sees any result before the review is closed. "
            "Before the first question the form says who will see what, and when."
        ),
        attributed=(
            "Your organisation gives one agreed form, which is shown as your organisation’s answer. Before the "
            "first question the form says who will see what, and when."
        ),
        questions="Questions? Write to {contact}",
        automatic="This message was sent automatically.",
        demonstration="A demonstration: the organisations and people here are invented.",
    ),
}

_ARABIC: Mapping[MailKind, Wording] = {
    MailKind.INVITATION: Wording(
        "دعوة إلى استعراض الشراكة بين الهلال الأحمر الفلسطيني و{partner}",
        (
            "تستعرض جمعية الهلال الأحمر الفلسطيني و{partner} طريقة عملهما معاً ({round})، ونود معرفة رأيكم. يجيب "
            "الطرفان عن الأسئلة نفسها. ويمكنكم التوقف والمتابعة متى شئتم، فكل إجابة تُحفظ.",
        ),
        "فتح الاستمارة",
        ("هذا الرابط لكم وحدكم، فيُرجى عدم إعطائه لغيركم. تُقبل الإجابات حتى نهاية يوم {day}.",),
        (
            "هذا الرابط لجهتكم، ويمكنكم تمريره داخلها: كل من لديه الرابط يستطيع قراءة الاستمارة وتعديلها إلى أن تُرسل. "
            "تُقبل الإجابات حتى نهاية يوم {day}.",
        ),
    ),
    MailKind.REMINDER: Wording(
        "تذكير: استعراض الشراكة بين الهلال الأحمر الفلسطيني و{partner}",
        (
            "دعوناكم قبل أيام إلى إبداء رأيكم في استعراض الشراكة بين جمعية الهلال الأحمر الفلسطيني و{partner} "
            "({round})، ولم يُرسل شيء عبر رابطكم حتى الآن. إن كنتم قد بدأتم فما أجبتم عنه محفوظ.",
        ),
        "متابعة الاستمارة",
        ("يُرسَل هذا التذكير آلياً إلى من لم يُجب بعد، ولا يُكشف لأحد عمّن أُرسل إليه. تُقبل الإجابات حتى نهاية يوم {day}.",),
        (
            "هذا الرابط لجهتكم، ويمكنكم تمريره داخلها. يُرسَل هذا التذكير آلياً ما دامت استمارة جهتكم لم تُرسل. تُقبل "
            "الإجابات حتى نهاية يوم {day}.",
        ),
    ),
    MailKind.ROSTER: Wording(
        "يُرجى تأكيد قائمة المدعوين: الهلال الأحمر الفلسطيني و{partner}",
        (
            "نكتب إليكم بصفتكم مسؤول الاتصال لأحد الطرفين في استعراض الشراكة بين جمعية الهلال الأحمر الفلسطيني "
            "و{partner} ({round}). قبل فتح الاستعراض نرجو أن تنظروا في قائمة المدعوين من طرفكم: هل كل شخص فيها موجود "
            "فعلاً ويعمل في هذه الشراكة، وهل ينقصها أحد؟",
            "بهذا التأكيد تُحفظ سرية الإجابات: فلو ضمّت القائمة أشخاصاً غير حقيقيين لأمكن معرفة ما أجاب به الآخرون.",
        ),
        "عرض القائمة",
        ("هذا الرابط لكم وحدكم، فيُرجى عدم إعطائه لغيركم.",),
    ),
    MailKind.SHARED: Wording(
        "نتائج استعراض الشراكة بين الهلال الأحمر الفلسطيني و{partner}",
        (
            "صار بإمكان الطرفين الاطلاع على نتائج استعراض الشراكة بين جمعية الهلال الأحمر الفلسطيني و{partner} "
            "({round}).",
            "افتحوا الرابط الذي وصلكم مع الدعوة لعرض الملخص. شكراً لكل من شارك.",
        ),
    ),
    MailKind.ACCOUNT: Wording(
        "حساب لكم في استعراض الشراكة",
        (
            "أُنشئ لكم حساب في برنامج استعراض الشراكة لجمعية الهلال الأحمر الفلسطيني. بهذا الرابط تختارون كلمة المرور "
            "وتدخلون لأول مرة.",
        ),
        "اختيار كلمة المرور",
        (
            "يعمل هذا الرابط مرة واحدة، خلال {life} من إرسال الرسالة. إن انتهت المدة فاطلبوا رابطاً جديداً من صفحة "
            "الدخول. وإن لم تكونوا بانتظار هذه الرسالة فتجاهلوها.",
        ),
    ),
    MailKind.PASSWORD: Wording(
        "كلمة مرور جديدة لحسابكم",
        ("طُلب لحسابكم في استعراض الشراكة رابط لاختيار كلمة مرور جديدة.",),
        "اختيار كلمة المرور",
        (
            "يعمل هذا الرابط مرة واحدة، خلال {life} من إرسال الرسالة. إن لم تطلبوه فتجاهلوا هذه الرسالة، وتبقى كلمة "
            "المرور كما هي.",
        ),
    ),
    MailKind.FOLLOW_UP: Wording(
        "متابعة ما اتفق عليه الهلال الأحمر الفلسطيني و{partner}",
        (
            "اتفقت جمعية الهلال الأحمر الفلسطيني و{partner} في اجتماع الاستعراض ({round}) على إجراءات، "
            "وحان موعد بعضها ولم يُسجَّل ما تحقق منه.",
        ),
        "عرض الإجراءات",
        ("لا تُرسل هذه الرسالة إلا مرة واحدة عن كل إجراء.",),
    ),
    MailKind.TEST: Wording("رسالة تجريبية", ("وصلت هذه الرسالة، فالبريد يعمل.",)),
}

_ENGLISH: Mapping[MailKind, Wording] = {
    MailKind.INVITATION: Wording(
        "Invitation: partnership review of PRCS and {partner}",
        (
            "The Palestine Red Crescent Society and {partner} review how they work together ({round}), and we "
            "would like to know your view. Both sides answer the same questions. You may stop and go on at any "
            "time: every answer is kept.",
        ),
        "Open the form",
        ("This link is yours alone; please do not pass it on. Answers are taken until the end of {day}.",),
        (
            "This link is for your organisation, and you may pass it on inside it: whoever has it can read and change "
            "the form until it is sent. Answers are taken until the end of {day}.",
        ),
    ),
    MailKind.REMINDER: Wording(
        "Reminder: partnership review of PRCS and {partner}",
        (
            "Some days ago we asked for your view in the partnership review of the Palestine Red Crescent Society "
            "and {partner} ({round}). Nothing was sent through your link so far. If you have begun, what you "
            "answered is kept.",
        ),
        "Go on with the form",
        (
            "The program sends this reminder by itself to whoever has not answered, and shows nobody to whom it "
            "went. Answers are taken until the end of {day}.",
        ),
        (
            "This link is for your organisation, and you may pass it on inside it. The program sends this reminder by "
            "itself as long as your organisation’s form was not sent. Answers are taken until the end of {day}.",
        ),
    ),
    MailKind.ROSTER: Wording(
        "Please confirm the list of people: PRCS and {partner}",
        (
            "You are the focal point of one side in the partnership review of the Palestine Red Crescent Society "
            "and {partner} ({round}). Before it opens, please look at the list of people invited on your side: "
            "does each of them exist and work in this partnership, and is anybody missing?",
            "Your confirmation protects everybody’s anonymity: with invented people on the list, the answers of "
            "the others could be worked out.",
        ),
        "See the list",
        ("This link is yours alone; please do not pass it on.",),
    ),
    MailKind.SHARED: Wording(
        "Results of the partnership review of PRCS and {partner}",
        (
            "Both sides can now see the results of the partnership review of the Palestine Red Crescent Society "
            "and {partner} ({round}).",
            "Open the link that came with your invitation to see the summary. Thank you to everybody who took part.",
        ),
    ),
    MailKind.ACCOUNT: Wording(
        "Your account in the partnership review",
        (
            "An account was made for you in the partnership review of the Palestine Red Crescent Society. With this "
            "link you choose a password, and sign in for the first time.",
        ),
        "Choose a password",
        (
            "This link works once, within {life} of this message. Later, ask for a new one on the sign-in page. If you "
            "did not expect this message, ignore it.",
        ),
    ),
    MailKind.PASSWORD: Wording(
        "A new password for your account",
        ("Somebody asked for a link to a new password for your account in the partnership review.",),
        "Choose a password",
        (
            "This link works once, within {life} of this message. If it was not you, ignore this message; your "
            "password stays as it is.",
        ),
    ),
    MailKind.FOLLOW_UP: Wording(
        "Following up what PRCS and {partner} agreed",
        (
            "At the review meeting ({round}) the Palestine Red Crescent Society and {partner} agreed on actions. Some "
            "of them are due, and what has become of them was not written down yet.",
        ),
        "See the actions",
        ("Of each action this message is sent only once.",),
    ),
    MailKind.TEST: Wording("A test message", ("This message arrived, so mail works.",)),
}

WORDINGS: Mapping[Language, Mapping[MailKind, Wording]] = {Language("ar"): _ARABIC, Language("en"): _ENGLISH}
