"""The words that stand on charts beside the questionnaire's own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.release.disclosure import SENTENCES, What
from surveyapp.core.results import Reading, Why
from surveyapp.core.sides import Language, Side


@dataclass(frozen=True, slots=True)
class ChartLabels:
    """Words and sentence patterns of one language; braces are filled by ``str.format``."""

    overview_title: str
    priorities_title: str
    demonstration: str
    scale: str
    scale_point: str
    rating_of: str
    gap: str
    gap_sign: str
    gap_found: str
    gap_unclear: str
    no_gap: str
    no_interval: str
    interval: str
    interval_note: str
    withheld: str
    withheld_because: str
    withheld_note: str
    overall: str
    overall_note: str
    statements: str
    we_note: str
    square_note: str
    share_note: str
    mean_note: str
    mean: str
    mean_of: str
    split: str
    one_agreed_answer: str
    nothing_rated: str
    chose: str
    nothing_chosen: str
    quote: str
    finding: str
    finding_without_gap: str
    count: str
    question_mark: str
    separator: str
    semicolon: str
    stop: str
    readings: Mapping[Reading, str]
    why: Mapping[Why, str]
    shape: Mapping[Side, str]
    withheld_names: Mapping[What, str]
    one_statement: str


_EN = ChartLabels(
    overview_title="Both views of every topic",
    priorities_title="Topics that people chose for the meeting",
    demonstration="Demonstration data",
    scale="Scale: {points}",
    scale_point="{value} {label}",
    rating_of="{side}’s rating",
    gap="Gap",
    gap_sign="Gap = {prcs} − {partner} (plus: {prcs} rates higher)",
    gap_found="Gap",
    gap_unclear="Possible gap, too few answers to be sure",
    no_gap="No gap found",
    no_interval="One agreed answer on a side: no certainty can be given",
    interval="{gap} ({low} to {high})",
    interval_note="In brackets: the {level} interval of the gap",
    withheld="Withheld",
    withheld_because="Withheld: {why}",
    withheld_note="Withheld: too few people to show it",
    overall="Topic as a whole",
    overall_note=(
        "Too few people answered to show each side’s conduct apart. One score for a whole topic can hide gaps that "
        "cancel each other out."
    ),
    statements="How people answered",
    we_note="“We” in a statement is the side that the heading names.",
    square_note="One square is one person.",
    share_note="From {minimum} people on, answers are shown as percentages.",
    mean_note="A circle or a diamond stands at a side’s rounded mean.",
    mean="mean {mean}",
    mean_of="{side} {mean}",
    split="opinions divided",
    one_agreed_answer="One agreed answer",
    nothing_rated="Nobody gave a rating",
    chose="{side}: {n}",
    nothing_chosen="Nobody chose a topic",
    quote="“{words}”",
    finding="{name}: {means}, gap {gap} ({reading})",
    finding_without_gap="{name}: {means}",
    count="{reading}: {n}",
    question_mark="?",
    separator=", ",
    semicolon="; ",
    stop=". ",
    readings={
        Reading.GAP: "Gap",
        Reading.GAP_UNCLEAR: "Possible gap, too few answers to be sure",
        Reading.SHARED_STRENGTH: "Shared strength",
        Reading.SHARED_CONCERN: "Shared concern",
        Reading.SIMILAR: "Similar views",
        Reading.UNSEEN: "Many don’t know",
        Reading.TOO_FEW: "Too few people answered",
    },
    why=SENTENCES,
    shape={Side.PRCS: "solid circle", Side.PARTNER: "hollow diamond"},
    withheld_names={
        What.OVERALL: "Scores of whole topics",
        What.INDICES: "Scores over all topics",
        What.SPREAD: "Spread and share of “I don’t know”",
        What.FACETS: "Scores of each side’s conduct and of the joint work",
        What.STATEMENTS: "Single statements",
        What.DISTRIBUTIONS: "How many gave each answer",
        What.CLOSING: "The closing questions",
        What.CUTS: "Results by role or place",
        What.COMMENTS: "Comments",
        What.GAPS: "Gaps of whole topics",
        What.FACET_GAPS: "Gaps in each side’s conduct and in the joint work",
        What.GAP_DETAIL: "The annex’s figures on gaps",
        What.PRIORITIES: "Topics chosen for the meeting",
    },
    one_statement="One statement",
)

_AR = ChartLabels(
    overview_title="نظرة الطرفين إلى كل موضوع",
    priorities_title="المواضيع التي اختيرت لاجتماع الاستعراض",
    demonstration="بيانات توضيحية",
    scale="المقياس: {points}",
    scale_point="{value} {label}",
    rating_of="تقييم {side}",
    gap="الفجوة",
    gap_sign="الفجوة = تقييم {prcs} − تقييم {partner} (موجبة إذا كان تقييم {prcs} أعلى)",
    gap_found="فجوة",
    gap_unclear="فجوة محتملة، والإجابات لا تكفي للتأكد",
    no_gap="لم تظهر فجوة",
    no_interval="إجابة واحدة متفق عليها لدى أحد الطرفين: لا يمكن تحديد درجة التأكد",
    interval="{gap} (من {low} إلى {high})",
    interval_note="بين القوسين: مجال الثقة للفجوة بنسبة {level}",
    withheld="محجوب",
    withheld_because="محجوب: {why}",
    withheld_note="محجوب: عدد الأشخاص لا يسمح بعرضه",
    overall="الموضوع إجمالاً",
    overall_note=(
        "عدد المجيبين لا يسمح بعرض ما يقوم به كل طرف على حدة. "
        "والدرجة الواحدة للموضوع كله قد تُخفي فجوات يلغي بعضها بعضاً."
    ),
    statements="كيف أجاب الأشخاص",
    we_note="صيغة المتكلم في العبارات تعود إلى الطرف المذكور في العنوان.",
    square_note="كل مربع يمثل شخصاً واحداً.",
    share_note="تُعرض الإجابات بالنسب المئوية ابتداءً من {minimum} شخصاً.",
    mean_note="تشير الدائرة أو المعيّن إلى متوسط الطرف بعد تقريبه.",
    mean="المتوسط {mean}",
    mean_of="{side} {mean}",
    split="الآراء متباينة",
    one_agreed_answer="إجابة واحدة متفق عليها",
    nothing_rated="لم يقيّمها أحد",
    chose="{side}: {n}",
    nothing_chosen="لم يختر أحد أي موضوع",
    quote="«{words}»",
    finding="{name}: {means}، الفجوة {gap} ({reading})",
    finding_without_gap="{name}: {means}",
    count="{reading}: {n}",
    question_mark="؟",
    separator="، ",
    semicolon="؛ ",
    stop=". ",
    readings={
        Reading.GAP: "فجوة",
        Reading.GAP_UNCLEAR: "فجوة محتملة، والإجابات لا تكفي للتأكد",
        Reading.SHARED_STRENGTH: "نقطة قوة مشتركة",
        Reading.SHARED_CONCERN: "مصدر قلق مشترك",
        Reading.SIMILAR: "نظرة متقاربة",
        Reading.UNSEEN: "كثيرون لا يعرفون",
        Reading.TOO_FEW: "عدد المجيبين لا يكفي",
    },
    why={
        Why.FEW_PEOPLE: "عدد المجيبين أقل من {min_side}",
        Why.FEW_FOR_DETAIL: "عدد المجيبين أقل من {min_detail}",
        Why.FEW_RATED: "عدد من قيّموه أقل من {min_side}",
        Why.FEW_RATINGS: "عدد المجيبين لا يسمح بعرض موضوع تقل تقييماته عن {ratings}",
        Why.SMALL_GROUP: "عدد أفراد إحدى المجموعات أو عدد الباقين أقل من {min_cell}",
        Why.PROTECTED: "سياسة الحماية المعتمدة في هذا الاستعراض لا تعرضه",
    },
    shape={Side.PRCS: "دائرة مصمتة", Side.PARTNER: "معيّن مفرّغ"},
    withheld_names={
        What.OVERALL: "درجات المواضيع كاملةً",
        What.INDICES: "الدرجات على مستوى جميع المواضيع",
        What.SPREAD: "التباين ونسبة «لا أعرف»",
        What.FACETS: "درجات أداء كل طرف والعمل المشترك",
        What.STATEMENTS: "العبارات المنفردة",
        What.DISTRIBUTIONS: "عدد من اختار كل إجابة",
        What.CLOSING: "الأسئلة الختامية",
        What.CUTS: "النتائج بحسب طبيعة العمل أو المكان",
        What.COMMENTS: "التعليقات",
        What.GAPS: "فجوات المواضيع كاملةً",
        What.FACET_GAPS: "الفجوات في أداء كل طرف وفي العمل المشترك",
        What.GAP_DETAIL: "أرقام الملحق الخاصة بالفجوات",
        What.PRIORITIES: "المواضيع المختارة للاجتماع",
    },
    one_statement="عبارة واحدة",
)

LABELS: Mapping[Language, ChartLabels] = {Language.AR: _AR, Language.EN: _EN}
