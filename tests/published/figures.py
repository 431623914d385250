"""Figures that others have printed, for our functions to reproduce. Each has its source."""

# Cees van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35,
# doi 10.1023/A:1010374114305, and the corners that the measure is defined by.
AGREEMENT = {
    "seven points, van der Eijk's own example": ((30, 40, 210, 130, 530, 50, 10), 0.6113333333333333),
    "all in one cell": ((0, 0, 12, 0, 0), 1.0),
    "an even spread": ((3, 3, 3, 3, 3), 0.0),
    "two camps at the ends": ((4, 0, 0, 0, 4), -1.0),
    "a low hill": ((1, 2, 3, 2, 0), 7 / 16),
    "a slope": ((0, 0, 1, 3, 4), 11 / 16),
    "two camps with a bridge": ((2, 1, 0, 1, 4), -5 / 72),
    "two neighbours, from the worked example": ((0, 0, 0, 3, 3), 0.75),
    "three neighbours, from the worked example": ((0, 1, 2, 2, 0), 0.6),
}

# Cliff (1993), Dominance Statistics, Psychological Bulletin 114, as worked with ties by Feng & Cliff (2004).
DELTA_TREATMENT = (10, 10, 20, 20, 20, 30, 30, 30, 40, 50)
DELTA_CONTROL = (10, 20, 30, 40, 40, 50)
DELTA = -0.25

# StatXact manual, pp. 227-229: blood pressure, 4 against 11 with ties; two-sided exact permutation p.
PRESSURE_TREATED = (94, 108, 110, 90)
PRESSURE_CONTROL = (80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88)
PRESSURE_P = 0.0989
PRESSURE_P_WITHOUT_TIES = 0.1040

# How culture surveys print which groups they show: minimum, group sizes, groups shown.
SUPPRESSION = {
    "two small groups hide each other's remainder": (
        3,
        {"tech": 8, "product": 7, "marketing": 2, "operations": 5, "business": 1},
        ("tech", "product", "operations"),
    ),
    "one small group takes the other with it": (5, {"sales": 4, "technology": 9}, ()),
    "two groups of enough people": (5, {"sales": 6, "technology": 9}, ("sales", "technology")),
}

# Benjamini & Hochberg (1995), Controlling the False Discovery Rate, Journal of the Royal Statistical Society B 57,
# section 4: fifteen p of a trial of two treatments after a myocardial infarction. At a rate of 0.05 the procedure keeps
# the first four, Bonferroni's the first three.
DISCOVERIES = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)
DISCOVERIES_RATE, DISCOVERIES_KEPT = 0.05, 4
