"""The words of charts that compare partners, or rounds, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.text.languages import Language


@dataclass(frozen=True, slots=True)
class PartnersLabels:
    """Words and sentence patterns of the map of partners by topics; braces are filled by ``str.format``."""

    title: str
    whole: str
    all_topics: str
    together: str
    partnerships: str
    people: str
    interval_from: str
    interval_to: str
    size: str
    step: str
    last_step: str
    other_words: str
    other_words_mark: str
    not_asked: str
    no_ranking: str
    mean_finding: str
    finding: str
    withheld_finding: str


_EN = PartnersLabels(
    title="Gaps at each partner: {scope}",
    whole="topics as a whole",
    all_topics="All topics",
    together="All partners together",
    partnerships="Partnerships (k)",
    people="{side}: people (n)",
    interval_from="{level} interval, from",
    interval_to="to",
    size="Size of the gap:",
    step="{low}–{high}",
    last_step="{low} and more",
    other_words="Asked in other words: not counted for all partners together",
    other_words_mark="*",
    not_asked="Not asked",
    no_ranking=(
        "This is no league table. A gap says how differently two sides see their own partnership, and not how good a "
        "partner is; groups are small, and chance makes gaps too."
    ),
    mean_finding="All partners together, {k} counted: {gaps}",
    finding="{partner}: {gaps}",
    withheld_finding="{partner}: withheld",
)
_AR = PartnersLabels(
    title="الفجوات لدى كل جهة شريكة: {scope}",
    whole="المواضيع إجمالاً",
    all_topics="جميع المواضيع",
    together="جميع الجهات الشريكة معاً",
    partnerships="عدد الشراكات (k)",
    people="{side}: عدد الأشخاص (n)",
    interval_from="مجال الثقة {level}، من",
    interval_to="إلى",
    size="حجم الفجوة:",
    step="{low}–{high}",
    last_step="{low} فأكثر",
    other_words="سُئل عنه بصياغة أخرى: لا يدخل في حساب الجهات معاً",
    other_words_mark="*",
    not_asked="لم يُسأل عنه",
    no_ranking=(
        "هذا ليس ترتيباً للجهات الشريكة. فالفجوة تبيّن مدى اختلاف نظرة الطرفين إلى شراكتهما، ولا تدل على جودة الجهة "
        "الشريكة؛ والمجموعات صغيرة، والمصادفة أيضاً تُحدث فجوات."
    ),
    mean_finding="الجهات الشريكة معاً، والمحسوب منها {k}: {gaps}",
    finding="{partner}: {gaps}",
    withheld_finding="{partner}: محجوب",
)

PARTNERS: Mapping[Language, PartnersLabels] = {Language("ar"): _AR, Language("en"): _EN}


@dataclass(frozen=True, slots=True)
class RoundsLabels:
    """Words and sentence patterns of charts over several rounds; braces are filled by ``str.format``."""

    title: str
    all_topics: str
    break_note: str
    in_round: str
    then: str
    finding: str
    bases: Mapping[Basis, str]


_ROUNDS_EN = RoundsLabels(
    title="Round by round: {topic}",
    all_topics="All topics together",
    break_note="Broken: the two rounds are not compared",
    in_round="{round}: {words}",
    then=", then ",
    finding="{name}: {sides}; gap {gaps}",
    bases={
        Basis.SAME: "Not compared: a figure is withheld",
        Basis.WORDING: "Not compared: asked in other words",
        Basis.ADDED: "Not compared: not asked before",
        Basis.REMOVED: "Not compared: no longer asked",
        Basis.POLICY: "Not compared: shown under other disclosure rules",
    },
)
_ROUNDS_AR = RoundsLabels(
    title="من استعراض إلى آخر: {topic}",
    all_topics="جميع المواضيع معاً",
    break_note="خط مقطوع: لا يُقارَن الاستعراضان",
    in_round="{round}: {words}",
    then="، ثم ",
    finding="{name}: {sides}؛ الفجوة {gaps}",
    bases={
        Basis.SAME: "لا مقارنة: أحد الأرقام محجوب",
        Basis.WORDING: "لا مقارنة: سُئل عنه بصياغة أخرى",
        Basis.ADDED: "لا مقارنة: لم يُسأل عنه من قبل",
        Basis.REMOVED: "لا مقارنة: لم يعد يُسأل عنه",
        Basis.POLICY: "لا مقارنة: عُرض بقواعد إفصاح أخرى",
    },
)

ROUNDS: Mapping[Language, RoundsLabels] = {Language("ar"): _ROUNDS_AR, Language("en"): _ROUNDS_EN}
