"""The words that stand on charts beside the questionnaire's own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.release.disclosure import SENTENCES, What
from surveyapp.core.results import Why
from surveyapp.core.text.languages import Language


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
    withheld: str
    withheld_because: str
    statements: str
    square_note: str
    share_note: str
    mean_note: str
    mean: str
    mean_of: str
    nothing_rated: str
    nothing_chosen: str
    quote: str
    finding: str
    question_mark: str
    separator: str
    semicolon: str
    stop: str
    why: Mapping[Why, str]
    withheld_names: Mapping[What, str]
    one_statement: str


_EN = ChartLabels(
    overview_title="Both views of every topic",
    priorities_title="Topics for the meeting: votes and gaps",
    demonstration="Demonstration data",
    scale="Scale: {points}",
    scale_point="{value} {label}",
    rating_of="Rating by {side}",
    gap="Gap",
    gap_sign="Gap = {prcs} − {partner} (plus: {prcs} rates higher)",
    withheld="Withheld",
    withheld_because="Withheld: {why}",
    statements="How people answered",
    square_note="One square is one person.",
    share_note="From {minimum} people on, answers are shown as percentages.",
    mean_note="A circle or a diamond stands at a side’s rounded mean.",
    mean="mean {mean}",
    mean_of="{side} {mean}",
    nothing_rated="Nobody gave a rating",
    nothing_chosen="People were not asked to choose topics",
    quote="“{words}”",
    finding="{name}: {means}",
    question_mark="?",
    separator=", ",
    semicolon="; ",
    stop=". ",
    why=SENTENCES,
    withheld_names={
        What.OVERALL: "Scores of whole topics",
        What.INDICES: "Scores over all topics",
        What.FACETS: "Scores of each side’s conduct and of the joint work",
        What.STATEMENTS: "Single statements",
        What.DISTRIBUTIONS: "How many gave each answer",
        What.CLOSING: "The closing questions",
        What.CUTS: "Results by role or place",
        What.COMMENTS: "Comments",
        What.GAPS: "Gaps between the two sides",
        What.FACET_GAPS: "Gaps in each side’s conduct and in the joint work",
        What.GAP_DETAIL: "The annex’s figures on gaps",
        What.PRIORITIES: "Topics chosen for the meeting",
    },
    one_statement="One statement",
)

_AR = ChartLabels(
    overview_title="نظرة الطرفين إلى كل موضوع",
    priorities_title="مواضيع الاجتماع: الأصوات والفجوات",
    demonstration="بيانات توضيحية",
    scale="المقياس: {points}",
    scale_point="{value} {label}",
    rating_of="تقييم {side}",
    gap="الفجوة",
    gap_sign="الفجوة = تقييم {prcs} − تقييم {partner} (موجبة إذا كان تقييم {prcs} أعلى)",
    withheld="محجوب",
    withheld_because="محجوب: {why}",
    statements="كيف أجاب الأشخاص",
    square_note="كل مربع يمثل شخصاً واحداً.",
    share_note="تُعرض الإجابات بالنسب المئوية ابتداءً من {minimum} شخصاً.",
    mean_note="تشير الدائرة أو المعيّن إلى متوسط الطرف بعد تقريبه.",
    mean="المتوسط {mean}",
    mean_of="{side} {mean}",
    nothing_rated="لم يقيّمها أحد",
    nothing_chosen="لم يُطلب من المجيبين اختيار مواضيع",
    quote="«{words}»",
    finding="{name}: {means}",
    question_mark="؟",
    separator="، ",
    semicolon="؛ ",
    stop=". ",
    why={
        Why.FEW_PEOPLE: "عدد المجيبين أقل من {min_side}",
        Why.FEW_FOR_DETAIL: "عدد المجيبين أقل من {min_detail}",
        Why.FEW_RATED: "عدد من قيّموه أقل من {min_side}",
        Why.FEW_STATEMENTS: "عدد ما يمكن عرضه من عباراته أقل من النصف",
        Why.FEW_RATINGS: "عدد المجيبين لا يسمح بعرض موضوع تقل تقييماته عن {ratings}",
        Why.SMALL_GROUP: "عدد أفراد إحدى المجموعات أو عدد الباقين أقل من {min_cell}",
        Why.PROTECTED: "سياسة الحماية المعتمدة في هذا الاستعراض لا تعرضه",
    },
    withheld_names={
        What.OVERALL: "درجات المواضيع كاملةً",
        What.INDICES: "الدرجات على مستوى جميع المواضيع",
        What.FACETS: "درجات أداء كل طرف والعمل المشترك",
        What.STATEMENTS: "العبارات المنفردة",
        What.DISTRIBUTIONS: "عدد من اختار كل إجابة",
        What.CLOSING: "الأسئلة الختامية",
        What.CUTS: "النتائج بحسب طبيعة العمل أو المكان",
        What.COMMENTS: "التعليقات",
        What.GAPS: "الفجوات بين الطرفين",
        What.FACET_GAPS: "الفجوات في أداء كل طرف وفي العمل المشترك",
        What.GAP_DETAIL: "أرقام الملحق الخاصة بالفجوات",
        What.PRIORITIES: "المواضيع المختارة للاجتماع",
    },
    one_statement="عبارة واحدة",
)

LABELS: Mapping[Language, ChartLabels] = {Language("ar"): _AR, Language("en"): _EN}
