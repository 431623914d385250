"""The method on one page, in both languages; braces are filled with the questionnaire's own figures."""

from collections.abc import Mapping

from surveyapp.charts.wording import percent
from surveyapp.core.questionnaire import Scoring, Thresholds
from surveyapp.core.sides import Language

_SOURCES = (
    "van der Eijk 2001; Cliff 1993; Hesterberg 2015; Heiberger & Robbins 2014; Hundepool et al., "
    "Handbook on Statistical Disclosure Control."
)
_EN = (
    (
        "A person’s score of a topic is the mean of the person’s ratings, if at least half of them were given. “I "
        "don’t know” and “does not apply” carry no score. A side’s score is the mean of its people’s scores. "
        "Nothing is imputed."
    ),
    (
        "The gap is PRCS’s score minus the partner’s. Its {level} interval is Welch’s, with a floor of {floor} "
        "for each side’s spread, and is given from {min_n} people a side. {level} because the use is choosing "
        "what to talk about."
    ),
    (
        "A gap is called one when it is {flag} or more and its interval leaves out 0; a possible gap when it is "
        "{flag} or more. Shared strength: both sides at {strength} or more. Shared concern: both at {concern} or "
        "less."
    ),
    (
        "Agreement within a side is van der Eijk’s A: 1 when all answer alike, 0 when answers spread evenly, −1 "
        "when there are two opposite camps. At {split} or less, from five people on, opinions are called divided."
    ),
    (
        "For readers who ask: Cliff’s delta says how often one side’s people rate above the other’s, less how often "
        "below; p is that of the exact permutation test of the rank sum with ties; Hodges–Lehmann is the median "
        "difference."
    ),
    (
        "From 0 to {below_side} people on a side only their number is shown; from {min_side} the scores that rest "
        "on at least four ratings a person; from {min_detail} statements, distributions and comments. Hiding "
        "depends on the number of people, never on what they answered. Results are worked out once, at closing."
    ),
    f"Sources: {_SOURCES}",
)
_AR = (
    (
        "درجة الشخص في موضوع ما هي متوسط تقييماته إذا قيّم نصف العبارات على الأقل. ولا درجة لإجابتي «لا أعرف» "
        "و«لا ينطبق». ودرجة الطرف هي متوسط درجات أشخاصه. ولا تُقدَّر أي إجابة ناقصة."
    ),
    (
        "الفجوة هي درجة الجمعية ناقص درجة الجهة الشريكة. ومجال الثقة بنسبة {level} محسوب بطريقة ويلش، مع حد أدنى "
        "للتشتت مقداره {floor} لدى كل طرف، ويُعطى ابتداءً من {min_n} أشخاص لدى كل طرف. واختيرت نسبة {level} لأن "
        "الغاية اختيار ما يُناقش."
    ),
    (
        "تُسمى الفجوة فجوة إذا بلغت {flag} أو أكثر ولم يشمل مجال الثقة الصفر، وفجوة محتملة إذا بلغت {flag} أو "
        "أكثر. نقطة قوة مشتركة: درجة الطرفين {strength} أو أكثر. مصدر قلق مشترك: درجة الطرفين {concern} أو أقل."
    ),
    (
        "درجة الاتفاق داخل الطرف هي مقياس فان دير آيك A: تساوي 1 إذا تطابقت الإجابات، و0 إذا توزعت بالتساوي، و−1 "
        "إذا انقسمت إلى معسكرين متقابلين. وإذا كانت {split} أو أقل، مع خمسة أشخاص على الأقل، وُصفت الآراء بأنها "
        "متباينة."
    ),
    (
        "لمن يرغب في المزيد: يبيّن مقياس كليف كم مرة يزيد تقييم أشخاص أحد الطرفين على تقييم أشخاص الطرف الآخر "
        "مطروحاً منها عدد المرات التي يقل فيها؛ وp قيمة اختبار التبديل الدقيق لمجموع الرتب؛ وهودجز–ليمان هو وسيط "
        "الفروق."
    ),
    (
        "من 0 إلى {below_side} مجيبين لدى الطرف لا يُعرض إلا عددهم؛ وابتداءً من {min_side} تُعرض الدرجات التي "
        "تستند إلى أربعة تقييمات على الأقل للشخص؛ وابتداءً من {min_detail} تُعرض العبارات والتوزيعات والتعليقات. "
        "ويتوقف الحجب على عدد الأشخاص لا على إجاباتهم. وتُحسب النتائج مرة واحدة عند الإغلاق."
    ),
    "المراجع:",
    _SOURCES,  # a paragraph of its own, so that it reads from left to right
)

METHOD: Mapping[Language, tuple[str, ...]] = {Language.AR: _AR, Language.EN: _EN}


def method_paragraphs(scoring: Scoring, limits: Thresholds, *, language: Language) -> list[str]:
    """Return the method's paragraphs, filled with the questionnaire's own figures and the limits in force."""
    figures = {
        "level": percent(scoring.level),
        "floor": scoring.sd_floor,
        "min_n": scoring.min_n,
        "flag": scoring.flag_gap_at,
        "strength": scoring.shared_strength_min,
        "concern": scoring.shared_concern_max,
        "split": scoring.split_agreement_max,
        "below_side": limits.min_side - 1,
        "min_side": limits.min_side,
        "min_detail": limits.min_detail,
    }
    return [paragraph.format(**figures) for paragraph in METHOD[language]]
