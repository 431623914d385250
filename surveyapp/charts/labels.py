"""The words that stand on charts beside the questionnaire's own, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.questionnaire import Language, Side
from surveyapp.core.results import Reading, Why


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
    many_dont_know: str
    interval: str
    interval_note: str
    withheld: str
    withheld_note: str
    overall: str
    overall_note: str
    statements: str
    we_note: str
    square_note: str
    share_note: str
    mean: str
    mean_of: str
    answers: str
    split: str
    one_agreed_answer: str
    nothing_rated: str
    chose: str
    question_mark: str
    separator: str
    stop: str
    readings: Mapping[Reading, str]
    why: Mapping[Why, str]
    shape: Mapping[Side, str]


_EN = ChartLabels(
    overview_title="Both views of every topic",
    priorities_title="Topics that people chose for the meeting",
    demonstration="Demonstration data",
    scale="Scale: {points}",
    scale_point="{value} {label}",
    rating_of="{side}’s rating",
    gap="Gap",
    gap_sign="Gap = {prcs} − {partner}: plus where {prcs} rates higher, minus where {partner} rates higher",
    gap_found="Gap",
    gap_unclear="Possible gap, too few answers to be sure",
    no_gap="No gap found",
    no_interval="One agreed answer on a side: no certainty can be given",
    many_dont_know="Many don’t know",
    interval="{gap} ({low} to {high})",
    interval_note="In brackets: the {level} interval of the gap",
    withheld="Withheld",
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
    mean="mean {mean}",
    mean_of="{side} {mean}",
    answers="answers: {n}",
    split="Opinions on this side are divided",
    one_agreed_answer="One agreed answer",
    nothing_rated="Nobody gave a rating",
    chose="{side}: {n}",
    question_mark="?",
    separator=", ",
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
    why={
        Why.FEW_PEOPLE: "Withheld: fewer than {min_side} people answered",
        Why.FEW_FOR_DETAIL: "Withheld: fewer than {min_detail} people answered",
        Why.FEW_RATED: "Withheld: only one or two people rated it",
        Why.FEW_RATINGS: "Withheld: too few ratings to average",
        Why.SMALL_GROUP: "Withheld: the group is too small",
        Why.PROTECTED: "Withheld by the protected policy of this review",
    },
    shape={Side.PRCS: "solid circle", Side.PARTNER: "hollow diamond"},
)

_AR = ChartLabels(
    overview_title="نظرة الطرفين إلى كل موضوع",
    priorities_title="المواضيع التي اختيرت لاجتماع الاستعراض",
    demonstration="بيانات توضيحية",
    scale="المقياس: {points}",
    scale_point="{value} {label}",
    rating_of="تقييم {side}",
    gap="الفجوة",
    gap_sign=(
        "الفجوة = تقييم {prcs} − تقييم {partner}: موجبة إذا كان تقييم {prcs} أعلى، وسالبة إذا كان تقييم {partner} أعلى"
    ),
    gap_found="فجوة",
    gap_unclear="فجوة محتملة، والإجابات لا تكفي للتأكد",
    no_gap="لم تظهر فجوة",
    no_interval="إجابة واحدة متفق عليها لدى أحد الطرفين: لا يمكن تحديد درجة التأكد",
    many_dont_know="كثيرون لا يعرفون",
    interval="{gap} (من {low} إلى {high})",
    interval_note="بين القوسين: فترة الثقة للفجوة بنسبة {level}",
    withheld="محجوب",
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
    mean="المتوسط {mean}",
    mean_of="{side} {mean}",
    answers="الإجابات: {n}",
    split="الآراء داخل هذا الطرف متباينة",
    one_agreed_answer="إجابة واحدة متفق عليها",
    nothing_rated="لم يقيّمها أحد",
    chose="{side}: {n}",
    question_mark="؟",
    separator="، ",
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
        Why.FEW_PEOPLE: "محجوب: عدد المجيبين أقل من {min_side}",
        Why.FEW_FOR_DETAIL: "محجوب: عدد المجيبين أقل من {min_detail}",
        Why.FEW_RATED: "محجوب: لم يقيّمها سوى شخص أو شخصين",
        Why.FEW_RATINGS: "محجوب: التقييمات أقل من أن يُحسب لها متوسط",
        Why.SMALL_GROUP: "محجوب: المجموعة صغيرة جداً",
        Why.PROTECTED: "محجوب وفق سياسة الحماية المعتمدة لهذا الاستعراض",
    },
    shape={Side.PRCS: "دائرة مصمتة", Side.PARTNER: "معيّن مفرّغ"},
)

LABELS: Mapping[Language, ChartLabels] = {Language.AR: _AR, Language.EN: _EN}
