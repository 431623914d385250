"""The words of the meeting pack's furniture: titles, heads of tables, lines to fill in, in both languages.

What is said of results comes from ``surveyapp.words``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.conduct.actions import Status
from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.text.languages import Language


@dataclass(frozen=True, slots=True)
class PackLabels:
    """Words and sentence patterns of one language; braces are filled by ``str.format``."""

    pack: str
    between: str
    round: str
    closed: str
    demonstration: str
    contents: str
    page: str
    on_page: str
    summary: str
    how_title: str
    how_signs: str
    how_readings: str
    participation: str
    side: str
    answering: str
    invited: str
    answered: str
    ways: Mapping[Answering, str]
    policy: str
    policies: Mapping[Policy, str]
    thresholds: str
    over_all: str
    gap: str
    interval: str
    closing: str
    question: str
    withheld: str
    both: str
    priorities: str
    rank: str
    chosen_by: str
    gaps_say: str
    prompt: str
    agreed_score: str
    comments: str
    organisations_words: str
    lessons: str
    first_action: str
    promises: str
    promises_from: str
    promised: str
    became: str
    did_it_close: str
    nothing_promised: str
    no_topic: str
    not_compared: str
    status: Mapping[Status, str]
    plan: str
    annex: str
    annex_scores: str
    annex_statements: str
    points: str
    method: str
    topic: str
    about: str
    people: str
    mean: str
    reading: str
    statement: str
    delta: str


_EN = PackLabels(
    pack="Meeting pack",
    between="Between {prcs} and {partner}",
    round="Round",
    closed="Last day for answers: {day}.",
    demonstration="Demonstration data: the people and answers here are invented.",
    contents="In this pack",
    page="Page {n} of {total}",
    on_page="p.\u00a0{n}",
    summary="Summary",
    how_title="How to read this pack",
    how_signs="Signs in the charts",
    how_readings="What the words mean",
    participation="Who took part",
    side="Side",
    answering="Way of answering",
    invited="Invited",
    answered="Answered",
    ways={
        Answering.INDIVIDUAL: "Each person individually, anonymously",
        Answering.ORGANISATION: "One agreed form of the organisation",
    },
    policy="Disclosure rules",
    policies={Policy.STANDARD: "standard", Policy.PROTECTED: "protected"},
    thresholds="Scores from {side} people a side; statements and comments from {detail}.",
    over_all="Over all topics",
    gap="Gap",
    interval="Interval",
    closing="The partnership as a whole",
    question="Question",
    withheld="Not shown, and why",
    both="Both sides",
    priorities="Topics for this meeting",
    rank="Rank",
    chosen_by="{side} chose",
    gaps_say="What the gaps say",
    prompt="To talk about",
    agreed_score="Score agreed on",
    comments="In people’s own words",
    organisations_words="in the organisation’s own words",
    lessons="Lessons and first actions",
    first_action="First action",
    promises="What was agreed last time",
    promises_from="Actions agreed in {round}",
    promised="Agreed",
    became="Outcome",
    did_it_close="Did the gap close?",
    nothing_promised="No action was agreed last time.",
    no_topic="No single topic",
    not_compared="It names no topic whose gap could be compared.",
    status={
        Status.PROMISED: "not begun",
        Status.BEGUN: "begun",
        Status.DONE: "done",
        Status.DROPPED: "dropped",
    },
    plan="Action plan",
    annex="Annex",
    annex_scores="All scores and gaps",
    annex_statements="All statements",
    points="Answers: {points}",
    method="Method",
    topic="Topic",
    about="What is rated",
    people="n",
    mean="Mean",
    reading="Reading",
    statement="Statement",
    delta="Cliff’s delta",
)

_AR = PackLabels(
    pack="ملف الاجتماع",
    between="بين {prcs} و{partner}",
    round="الجولة",
    closed="آخر يوم للإجابة: {day}.",
    demonstration="بيانات توضيحية: الأشخاص والإجابات هنا من نسج الخيال.",
    contents="في هذا الملف",
    page="الصفحة {n} من {total}",
    on_page="ص\u00a0{n}",
    summary="الخلاصة",
    how_title="كيف يُقرأ هذا الملف",
    how_signs="الرموز في الرسوم",
    how_readings="معاني الدلالات",
    participation="من شارك",
    side="الطرف",
    answering="طريقة الإجابة",
    invited="المدعوون",
    answered="المجيبون",
    ways={
        Answering.INDIVIDUAL: "كل شخص بمفرده ومن دون اسم",
        Answering.ORGANISATION: "استمارة واحدة متفق عليها باسم الجهة",
    },
    policy="قواعد عرض النتائج",
    policies={Policy.STANDARD: "العادية", Policy.PROTECTED: "المشدّدة"},
    thresholds="تُعرض الدرجات إذا بلغ عدد المجيبين من الطرف الواحد {side}، والعبارات والتعليقات إذا بلغ {detail}.",
    over_all="في جميع المواضيع",
    gap="الفجوة",
    interval="مجال الثقة",
    closing="الشراكة إجمالاً",
    question="السؤال",
    withheld="ما لا يُعرض، وسبب ذلك",
    both="الطرفان معاً",
    priorities="مواضيع هذا الاجتماع",
    rank="الترتيب",
    chosen_by="اختارته {side}",
    gaps_say="ما تقوله الفجوات",
    prompt="للنقاش",
    agreed_score="الدرجة المتفق عليها",
    comments="تعليقات المشاركين كما كتبوها",
    organisations_words="بكلمات الجهة نفسها",
    lessons="الدروس المستفادة والخطوات الأولى",
    first_action="الخطوة الأولى",
    promises="ما اتُّفق على تنفيذه في الجولة السابقة",
    promises_from="التزامات {round}",
    promised="الالتزام",
    became="ما نُفّذ منه",
    did_it_close="هل ضاقت الفجوة؟",
    nothing_promised="لم يُسجَّل أي التزام في الجولة السابقة.",
    no_topic="لا موضوع بعينه",
    not_compared="لا يتعلق بموضوع يمكن مقارنة فجوته.",
    status={
        Status.PROMISED: "لم يبدأ",
        Status.BEGUN: "بدأ",
        Status.DONE: "تحقّق",
        Status.DROPPED: "صُرف النظر عنه",
    },
    plan="خطة العمل",
    annex="ملحق",
    annex_scores="جميع الدرجات والفجوات",
    annex_statements="جميع العبارات",
    points="الإجابات: {points}",
    method="المنهجية",
    topic="الموضوع",
    about="ما يُقيَّم",
    people="العدد",
    mean="المتوسط",
    reading="الدلالة",
    statement="العبارة",
    delta="دلتا كليف",
)

LABELS: Mapping[Language, PackLabels] = {Language("ar"): _AR, Language("en"): _EN}
