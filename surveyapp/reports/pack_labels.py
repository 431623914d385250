"""The words of the meeting pack beside the questionnaire's and the charts' own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.actions import Status
from surveyapp.core.results import Reading
from surveyapp.core.review import Answering, Policy
from surveyapp.core.sides import Language


@dataclass(frozen=True, slots=True)
class PackLabels:
    """Words and sentence patterns of one language; braces are filled by ``str.format``."""

    pack: str
    between: str
    round: str
    demonstration: str
    contents: str
    page: str
    how_title: str
    how_what: str
    how_gap: str
    how_noise: str
    how_withheld: str
    how_signs: str
    how_readings: str
    readings: Mapping[Reading, str]
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
    closing: str
    withheld: str
    priorities: str
    prompt: str
    agreed_score: str
    comments: str
    lessons: str
    first_action: str
    promises: str
    promises_from: str
    promised: str
    became: str
    did_it_close: str
    then_now: str
    nothing_promised: str
    status: Mapping[Status, str]
    plan: str
    annex: str
    annex_scores: str
    annex_statements: str
    method: str
    topic: str
    about: str
    people: str
    mean: str
    spread: str
    interval: str
    delta: str
    reading: str
    statement: str
    agreement: str
    withheld_cell: str


_EN = PackLabels(
    pack="Meeting pack",
    between="Between {prcs} and {partner}",
    round="Round",
    demonstration="Demonstration data: the people and answers here are invented.",
    contents="In this pack",
    page="Page {n} of {total}",
    how_title="How to read this pack",
    how_what=(
        "Both sides answered the same questions, about themselves, about the other side and about their joint "
        "work. Each topic is therefore seen in three ways: what PRCS does, what the partner does, and what both "
        "do together."
    ),
    how_gap=(
        "The gap is PRCS’s rating minus the partner’s. Plus: PRCS rates higher. Where a side rates its own "
        "conduct higher than the other side does, there may be something that it does not see; where it rates "
        "itself lower, a strength that it does not see."
    ),
    how_noise=(
        "Groups are small, and small groups differ by chance. With {topics} topics expect about one gap that is "
        "chance. So use the gaps to choose what to talk about, and let the talk decide what they mean."
    ),
    how_withheld="A figure that too few people stand behind is withheld, and says so.",
    how_signs="Signs",
    how_readings="What the words mean",
    readings={
        Reading.GAP: "The scores lie at least half a point apart, and chance alone hardly explains it.",
        Reading.GAP_UNCLEAR: "The scores lie at least half a point apart, but chance could explain it.",
        Reading.SHARED_STRENGTH: "Both sides rate it at 4 or more.",
        Reading.SHARED_CONCERN: "Both sides rate it at 3 or less.",
        Reading.SIMILAR: "Both sides rate it alike, neither high nor low.",
        Reading.UNSEEN: "On a side, three answers in ten or more are “I don’t know”.",
        Reading.TOO_FEW: "On a side, too few people answered to compare.",
    },
    participation="Who took part",
    side="Side",
    answering="Way of answering",
    invited="Invited",
    answered="Answered",
    ways={
        Answering.INDIVIDUAL: "Each person alone, without a name",
        Answering.ORGANISATION: "One agreed form of the organisation",
    },
    policy="Disclosure rules",
    policies={Policy.STANDARD: "standard", Policy.PROTECTED: "protected"},
    thresholds="Scores from {side} people a side; statements and comments from {detail}.",
    over_all="Over all topics",
    closing="The partnership as a whole",
    withheld="Not shown, and why",
    priorities="Topics for this meeting",
    prompt="To talk about",
    agreed_score="Score agreed on",
    comments="In people’s own words",
    lessons="Lessons and first actions",
    first_action="First action",
    promises="What was promised last time",
    promises_from="Promises of {round}",
    promised="Promised",
    became="What became of it",
    did_it_close="Did the gap close?",
    then_now="{facet}: {then}, now {now}",
    nothing_promised="Nothing was promised last time.",
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
    method="Method",
    topic="Topic",
    about="What it is about",
    people="n",
    mean="Mean",
    spread="SD",
    interval="Interval",
    delta="Cliff",
    reading="Reading",
    statement="Statement",
    agreement="A",
    withheld_cell="withheld",
)

_AR = PackLabels(
    pack="ملف الاجتماع",
    between="بين {prcs} و{partner}",
    round="الاستعراض",
    demonstration="بيانات توضيحية: الأشخاص والإجابات هنا من نسج الخيال.",
    contents="في هذا الملف",
    page="الصفحة {n} من {total}",
    how_title="كيف يُقرأ هذا الملف",
    how_what=(
        "أجاب الطرفان عن الأسئلة نفسها: عن أنفسهم وعن الطرف الآخر وعن عملهم المشترك. لذلك يُنظر إلى كل موضوع من "
        "ثلاث زوايا: ما تقوم به الجمعية، وما تقوم به الجهة الشريكة، وما يقومان به معاً."
    ),
    how_gap=(
        "الفجوة هي تقييم الجمعية ناقص تقييم الجهة الشريكة، وهي موجبة إذا كان تقييم الجمعية أعلى. وإذا قيّم طرفٌ "
        "ما يقوم به بأعلى مما يقيّمه الطرف الآخر فقد يكون هناك أمر لا يراه، وإذا قيّم نفسه بأقل فقد تكون لديه "
        "نقطة قوة لا يراها."
    ),
    how_noise=(
        "المجموعات صغيرة، والمجموعات الصغيرة تختلف بالمصادفة. فمع {topics} موضوعاً يُتوقع أن تكون فجوة واحدة "
        "تقريباً وليدة المصادفة. لذلك استعينوا بالفجوات لاختيار ما تناقشونه، ودعوا النقاش يحدد معناها."
    ),
    how_withheld="يُحجب كل رقم لا يستند إلى عدد كافٍ من الأشخاص، ويُذكر ذلك في مكانه.",
    how_signs="الرموز",
    how_readings="معاني العبارات",
    readings={
        Reading.GAP: "الفرق بين الدرجتين نصف درجة على الأقل، ويصعب تفسيره بالمصادفة وحدها.",
        Reading.GAP_UNCLEAR: "الفرق بين الدرجتين نصف درجة على الأقل، لكن المصادفة قد تفسره.",
        Reading.SHARED_STRENGTH: "درجة كل من الطرفين 4 أو أكثر.",
        Reading.SHARED_CONCERN: "درجة كل من الطرفين 3 أو أقل.",
        Reading.SIMILAR: "درجتا الطرفين متقاربتان، لا مرتفعتان ولا منخفضتان.",
        Reading.UNSEEN: "ثلاث إجابات من كل عشر أو أكثر لدى أحد الطرفين هي «لا أعرف».",
        Reading.TOO_FEW: "عدد المجيبين لدى أحد الطرفين لا يكفي للمقارنة.",
    },
    participation="من شارك",
    side="الطرف",
    answering="طريقة الإجابة",
    invited="المدعوون",
    answered="المجيبون",
    ways={
        Answering.INDIVIDUAL: "كل شخص بمفرده ومن دون اسم",
        Answering.ORGANISATION: "استمارة واحدة متفق عليها باسم الجهة",
    },
    policy="قواعد الإفصاح",
    policies={Policy.STANDARD: "المعتادة", Policy.PROTECTED: "حماية مشددة"},
    thresholds="تُعرض الدرجات ابتداءً من {side} أشخاص لدى الطرف، والعبارات والتعليقات ابتداءً من {detail}.",
    over_all="في جميع المواضيع",
    closing="الشراكة إجمالاً",
    withheld="ما لا يُعرض، وسبب ذلك",
    priorities="مواضيع هذا الاجتماع",
    prompt="للنقاش",
    agreed_score="الدرجة المتفق عليها",
    comments="بكلمات المشاركين",
    lessons="الدروس والخطوات الأولى",
    first_action="الخطوة الأولى",
    promises="ما وُعد به في المرة السابقة",
    promises_from="وعود {round}",
    promised="الوعد",
    became="ما آل إليه",
    did_it_close="هل ضاقت الفجوة؟",
    then_now="{facet}: {then}، والآن {now}",
    nothing_promised="لم يُقدَّم أي وعد في المرة السابقة.",
    status={
        Status.PROMISED: "لم يبدأ",
        Status.BEGUN: "بدأ",
        Status.DONE: "تحقق",
        Status.DROPPED: "صُرف النظر عنه",
    },
    plan="خطة العمل",
    annex="ملحق",
    annex_scores="جميع الدرجات والفجوات",
    annex_statements="جميع العبارات",
    method="المنهج",
    topic="الموضوع",
    about="ما يتعلق به",
    people="العدد",
    mean="المتوسط",
    spread="التشتت",
    interval="مجال الثقة",
    delta="كليف",
    reading="القراءة",
    statement="العبارة",
    agreement="A",
    withheld_cell="محجوب",
)

LABELS: Mapping[Language, PackLabels] = {Language.AR: _AR, Language.EN: _EN}
