"""Running: one session through the whole core, as a run would, with nothing kept."""

from dataclasses import dataclass, field

from rung import isolation, screening
from rung.agents import beth, rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.common.utterances import Transcript, Utterance
from rung.evaluation.cases import Session

RECORDED_LABEL = "recorded answer of a language model"


@dataclass(frozen=True, slots=True)
class Made:
    """What a session came to. `guide` is None where risk or the gate stopped it."""

    session: Session = field(repr=False)
    flags: tuple[screening.RiskFinding, ...] = field(repr=False)
    analysis: ClinicalAnalysis = field(repr=False)
    guide: beth.Guide | None = field(repr=False)
    is_withheld: bool  # because of risk
    proposal: Proposal | None = field(default=None, repr=False)

    @property
    def said(self) -> tuple[Utterance, ...]:
        """What was said in the session."""
        return self.session.transcript.utterances

    @property
    def guide_texts(self) -> tuple[tuple[str, str], ...]:
        """Every text of the guide with its section, as the gate reads them."""
        return beth.texts_of(beth.sections(self.guide)) if self.guide else ()


def made_of(session: Session, proposal: Proposal | None = None) -> Made:
    """Screen, analyze, put through the wall, and write a guide that passes the gate.

    With a proposal, its claims are examined in place of the offline analyst's.
    """
    flags, analysis = read(session.transcript, proposal)
    if screening.level_of(flags) >= screening.GUIDE_STOP_LEVEL:
        return Made(session, flags, analysis, None, is_withheld=True, proposal=proposal)
    safe = isolation.client_safe_brief(rung.observations_in(analysis))
    guide, verdict = beth.write_guarded(safe, sources_of(session))
    return Made(session, flags, analysis, guide if verdict.passed else None, is_withheld=False, proposal=proposal)


def read(
    transcript: Transcript, proposal: Proposal | None = None
) -> tuple[tuple[screening.RiskFinding, ...], ClinicalAnalysis]:
    """Return the flags and the analysis of a transcript."""
    flags = screening.screen_utterances(transcript.utterances)
    given = AnalysisInput(transcript)
    if proposal is None:
        return flags, rung.analyse(given)
    return flags, rung.examine(given, proposal, RECORDED_LABEL)


def sources_of(session: Session) -> isolation.Sources:
    """Return what a session's guide must not repeat."""
    return isolation.Sources(texts=tuple(u.text for u in session.transcript.utterances), names=session.names)
