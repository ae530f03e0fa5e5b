"""What a comparison of two partners may name: patterns, how they meet, and how ready the two are."""

from enum import StrEnum

from rung.isolation.vocabulary.clinical import FindingKind


class CouplePattern(StrEnum):
    """A pattern of one partner that takes part in the comparison.

    Left out on purpose: infidelity, separation, sexuality, substances, trauma,
    the body, the law, and everything else that one partner may not have told
    the other. Adding one lets it be compared.
    """

    # Attachment
    SECURE = "secure"
    ANXIOUS = "anxious"
    AVOIDANT = "avoidant"
    # Communication
    CRITICISM = "criticism"
    CONTEMPT = "contempt"
    DEFENSIVENESS = "defensiveness"
    STONEWALLING = "stonewalling"
    FLOODING = "flooding"
    REPAIR_ATTEMPT = "repair_attempt"
    # Relational dynamics
    PURSUER_DISTANCER = "pursuer_distancer"
    PARENT_CHILD = "parent_child"
    ENMESHMENT = "enmeshment"
    DISENGAGEMENT = "disengagement"
    CODEPENDENCY = "codependency"
    POWER_IMBALANCE = "power_imbalance"
    # Defenses that show between two people
    INTELLECTUALIZATION = "intellectualization"
    PROJECTION = "projection"
    DISPLACEMENT = "displacement"
    PASSIVE_AGGRESSION = "passive_aggression"
    AVOIDANCE = "avoidance"
    # Language toward change, and toward staying
    MOVING = "moving"
    STAYING = "staying"
    # Subjects that two people who live together both know of
    CONFLICT = "conflict"
    TRUST = "trust"
    PARENTING = "parenting"
    FINANCES = "finances"
    HOUSING = "housing"
    FAMILY_OF_ORIGIN = "family_of_origin"
    CAREGIVING = "caregiving"
    LIFE_TRANSITION = "life_transition"
    WORK = "work"
    STRESS = "stress"
    # Strengths
    CARE_FOR_OTHERS = "care_for_others"
    COMMITMENT = "commitment"
    GRATITUDE = "gratitude"
    HONESTY = "honesty"
    HOPE = "hope"
    HUMOR = "humor"
    INSIGHT = "insight"
    RESPONSIBILITY = "responsibility"


class Fit(StrEnum):
    """Two patterns that call each other forth: each partner's way answers the other's."""

    ANXIOUS_AND_AVOIDANT = "anxious_and_avoidant"
    PURSUER_AND_DISTANCER = "pursuer_and_distancer"
    PARENT_AND_CHILD = "parent_and_child"
    HELPER_AND_WITHDRAWN = "helper_and_withdrawn"
    THINKING_AND_FEELING = "thinking_and_feeling"
    STEADY_AND_UNSURE = "steady_and_unsure"
    STEADY_AND_DISTANT = "steady_and_distant"


class Clash(StrEnum):
    """Two patterns that stand against each other."""

    BLAME_AND_DEFENSE = "blame_and_defense"
    CONTEMPT_AND_DEFENSE = "contempt_and_defense"
    FLOODED_AND_SILENT = "flooded_and_silent"
    CLOSE_AND_APART = "close_and_apart"
    REPAIR_UNMET = "repair_unmet"
    MOVING_AND_STAYING = "moving_and_staying"
    OPEN_AND_INDIRECT = "open_and_indirect"


class Readiness(StrEnum):
    """Whether the two may work on this in one room now."""

    TOGETHER = "together"
    APART_FIRST = "apart_first"


P = CouplePattern

# Taking part, but never named as shared: a danger, a defense, or where somebody stands by themselves.
UNNAMED = frozenset(
    {
        P.POWER_IMBALANCE, P.INTELLECTUALIZATION, P.PROJECTION, P.DISPLACEMENT, P.PASSIVE_AGGRESSION, P.AVOIDANCE,
        P.MOVING, P.STAYING,
    }
)  # fmt: skip

# Whoever treats a couple sees each alone first where one has power over the other.
DANGERS = frozenset({P.POWER_IMBALANCE})

# One of each pair with the one partner, the other with the other; either way round.
FITS: dict[Fit, tuple[tuple[CouplePattern, CouplePattern], ...]] = {
    Fit.ANXIOUS_AND_AVOIDANT: ((P.ANXIOUS, P.AVOIDANT),),
    # Demand and withdrawal: Christensen & Heavey, 1990.
    Fit.PURSUER_AND_DISTANCER: (
        (P.PURSUER_DISTANCER, P.PURSUER_DISTANCER),
        (P.CRITICISM, P.STONEWALLING),
        (P.PURSUER_DISTANCER, P.STONEWALLING),
    ),
    Fit.PARENT_AND_CHILD: ((P.PARENT_CHILD, P.PARENT_CHILD),),
    Fit.HELPER_AND_WITHDRAWN: ((P.CODEPENDENCY, P.DISENGAGEMENT), (P.CODEPENDENCY, P.AVOIDANT)),
    Fit.THINKING_AND_FEELING: ((P.INTELLECTUALIZATION, P.FLOODING),),
    Fit.STEADY_AND_UNSURE: ((P.SECURE, P.ANXIOUS),),
    Fit.STEADY_AND_DISTANT: ((P.SECURE, P.AVOIDANT),),
}
CLASHES: dict[Clash, tuple[tuple[CouplePattern, CouplePattern], ...]] = {
    # The cascade of Gottman & Levenson, 1992.
    Clash.BLAME_AND_DEFENSE: ((P.CRITICISM, P.DEFENSIVENESS), (P.PROJECTION, P.DEFENSIVENESS)),
    Clash.CONTEMPT_AND_DEFENSE: ((P.CONTEMPT, P.DEFENSIVENESS),),
    Clash.FLOODED_AND_SILENT: ((P.FLOODING, P.STONEWALLING),),
    Clash.CLOSE_AND_APART: ((P.ENMESHMENT, P.DISENGAGEMENT),),
    Clash.REPAIR_UNMET: ((P.REPAIR_ATTEMPT, P.CONTEMPT), (P.REPAIR_ATTEMPT, P.STONEWALLING)),
    Clash.MOVING_AND_STAYING: ((P.MOVING, P.STAYING),),
    Clash.OPEN_AND_INDIRECT: ((P.HONESTY, P.PASSIVE_AGGRESSION), (P.HONESTY, P.AVOIDANCE)),
}

# The families whose names are patterns as they are; the two families of talk are one pattern each.
NAMED_AS_THEY_ARE = frozenset(
    {
        FindingKind.ATTACHMENT, FindingKind.COMMUNICATION, FindingKind.DYNAMIC, FindingKind.DEFENSE,
        FindingKind.THEME, FindingKind.STRENGTH,
    }
)  # fmt: skip
ALL_OF_A_KIND = {FindingKind.CHANGE_TALK: P.MOVING, FindingKind.SUSTAIN_TALK: P.STAYING}
