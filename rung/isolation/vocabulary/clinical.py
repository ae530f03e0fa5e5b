"""What Rung may call a pattern: the clinician's vocabulary, closed."""

from enum import StrEnum


class FindingKind(StrEnum):
    """The families of findings."""

    ATTACHMENT = "attachment"
    DEFENSE = "defense"
    COMMUNICATION = "communication"
    DYNAMIC = "dynamic"
    FRAMEWORK = "framework"
    THEME = "theme"
    STRENGTH = "strength"
    CHANGE_TALK = "change_talk"
    SUSTAIN_TALK = "sustain_talk"
    THERAPIST_BEHAVIOR = "therapist_behavior"


class Attachment(StrEnum):
    """Adult attachment patterns (Bartholomew & Horowitz, 1991; Main & Solomon, 1990)."""

    SECURE = "secure"
    ANXIOUS = "anxious"
    AVOIDANT = "avoidant"
    DISORGANIZED = "disorganized"


class Defense(StrEnum):
    """Defense mechanisms (Vaillant, 1992; DSM-IV Defensive Functioning Scale)."""

    INTELLECTUALIZATION = "intellectualization"
    PROJECTION = "projection"
    DENIAL = "denial"
    RATIONALIZATION = "rationalization"
    DISPLACEMENT = "displacement"
    REGRESSION = "regression"
    REPRESSION = "repression"
    SUBLIMATION = "sublimation"
    REACTION_FORMATION = "reaction_formation"
    SPLITTING = "splitting"
    PASSIVE_AGGRESSION = "passive_aggression"
    AVOIDANCE = "avoidance"


class Communication(StrEnum):
    """Communication in close relationships (Gottman & Levenson, 1992)."""

    CRITICISM = "criticism"
    CONTEMPT = "contempt"
    DEFENSIVENESS = "defensiveness"
    STONEWALLING = "stonewalling"
    FLOODING = "flooding"
    REPAIR_ATTEMPT = "repair_attempt"


class Dynamic(StrEnum):
    """Relational dynamics (Christensen & Heavey, 1990; Minuchin, 1974; Bowen, 1978)."""

    PURSUER_DISTANCER = "pursuer_distancer"
    PARENT_CHILD = "parent_child"
    ENMESHMENT = "enmeshment"
    DISENGAGEMENT = "disengagement"
    POWER_IMBALANCE = "power_imbalance"
    CODEPENDENCY = "codependency"


class Framework(StrEnum):
    """Modalities a clinician may think or work in."""

    CBT = "cbt"
    DBT = "dbt"
    ACT = "act"
    EFT = "eft"
    IFS = "ifs"
    GOTTMAN = "gottman"
    ATTACHMENT_BASED = "attachment_based"
    PSYCHODYNAMIC = "psychodynamic"
    NARRATIVE = "narrative"
    MOTIVATIONAL_INTERVIEWING = "motivational_interviewing"
    SOLUTION_FOCUSED = "solution_focused"
    MINDFULNESS_BASED = "mindfulness_based"
    BEHAVIORAL_ACTIVATION = "behavioral_activation"
    EXPOSURE = "exposure"
    INTERPERSONAL = "interpersonal"
    TRAUMA_FOCUSED = "trauma_focused"


class ClinicalTheme(StrEnum):
    """What the session was about, in the clinician's words."""

    ALCOHOL_USE = "alcohol_use"
    ANGER = "anger"
    ANXIETY = "anxiety"
    BEREAVEMENT = "bereavement"
    BODY_IMAGE = "body_image"
    BURNOUT = "burnout"
    CAREGIVING = "caregiving"
    CHRONIC_ILLNESS = "chronic_illness"
    CONFLICT = "conflict"
    CRAVING = "craving"
    CULTURE_AND_BELONGING = "culture_and_belonging"
    DRUG_USE = "drug_use"
    EATING = "eating"
    EXERCISE = "exercise"
    FAITH_AND_MEANING = "faith_and_meaning"
    FAMILY_OF_ORIGIN = "family_of_origin"
    FINANCES = "finances"
    FRIENDSHIP = "friendship"
    GUILT = "guilt"
    HEALTH_BEHAVIOR = "health_behavior"
    HOPELESSNESS = "hopelessness"
    HOUSING = "housing"
    IDENTITY = "identity"
    INFIDELITY = "infidelity"
    INTIMACY = "intimacy"
    JEALOUSY = "jealousy"
    LEGAL_TROUBLE = "legal_trouble"
    LIFE_TRANSITION = "life_transition"
    LONELINESS = "loneliness"
    LOW_MOOD = "low_mood"
    MEDICATION = "medication"
    MOTIVATION = "motivation"
    PAIN = "pain"
    PANIC = "panic"
    PARENTING = "parenting"
    PERFECTIONISM = "perfectionism"
    PREGNANCY_AND_BIRTH = "pregnancy_and_birth"
    PROCRASTINATION = "procrastination"
    RELAPSE = "relapse"
    RUMINATION = "rumination"
    SCHOOL = "school"
    SELF_CRITICISM = "self_criticism"
    SELF_ESTEEM = "self_esteem"
    SEPARATION = "separation"
    SEXUALITY = "sexuality"
    SHAME = "shame"
    SLEEP = "sleep"
    SMOKING = "smoking"
    SOCIAL_ANXIETY = "social_anxiety"
    STRESS = "stress"
    TRAUMA = "trauma"
    TRUST = "trust"
    WEIGHT = "weight"
    WORK = "work"
    WORRY = "worry"


class Strength(StrEnum):
    """What the client already does well (Peterson & Seligman, 2004, in session words)."""

    ACCEPTING_HELP = "accepting_help"
    CARE_FOR_OTHERS = "care_for_others"
    COMMITMENT = "commitment"
    COPING_SKILL = "coping_skill"
    COURAGE = "courage"
    CURIOSITY = "curiosity"
    GRATITUDE = "gratitude"
    HONESTY = "honesty"
    HOPE = "hope"
    HUMOR = "humor"
    INSIGHT = "insight"
    PAST_SUCCESS = "past_success"
    PERSISTENCE = "persistence"
    PLANNING = "planning"
    RESPONSIBILITY = "responsibility"
    SELF_COMPASSION = "self_compassion"
    SOCIAL_SUPPORT = "social_support"


class ChangeTalk(StrEnum):
    """Language toward change, DARN-CAT (Miller & Rollnick, 2013)."""

    DESIRE = "desire"
    ABILITY = "ability"
    REASON = "reason"
    NEED = "need"
    COMMITMENT = "commitment"
    ACTIVATION = "activation"
    TAKING_STEPS = "taking_steps"


class SustainTalk(StrEnum):
    """Language toward staying as things are (Miller & Rollnick, 2013)."""

    DESIRE = "desire"
    INABILITY = "inability"
    REASON = "reason"
    NEED = "need"
    COMMITMENT = "commitment"


class TherapistBehavior(StrEnum):
    """What the therapist did (MITI 4.2.1: Moyers et al., 2014)."""

    OPEN_QUESTION = "open_question"
    CLOSED_QUESTION = "closed_question"
    SIMPLE_REFLECTION = "simple_reflection"
    COMPLEX_REFLECTION = "complex_reflection"
    AFFIRMATION = "affirmation"
    INFORMATION = "information"
    ADVICE = "advice"


VOCABULARIES: dict[FindingKind, type[StrEnum]] = {
    FindingKind.ATTACHMENT: Attachment,
    FindingKind.DEFENSE: Defense,
    FindingKind.COMMUNICATION: Communication,
    FindingKind.DYNAMIC: Dynamic,
    FindingKind.FRAMEWORK: Framework,
    FindingKind.THEME: ClinicalTheme,
    FindingKind.STRENGTH: Strength,
    FindingKind.CHANGE_TALK: ChangeTalk,
    FindingKind.SUSTAIN_TALK: SustainTalk,
    FindingKind.THERAPIST_BEHAVIOR: TherapistBehavior,
}


def is_known(kind: str, name: str) -> bool:
    """Return whether a kind and name from outside (a model, a file) are both in the vocabulary."""
    return kind in FindingKind and name in VOCABULARIES[FindingKind(kind)]
