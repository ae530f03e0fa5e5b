"""What several stages read: the run's transcript, as the pure floors know it."""

from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.pipelines.stages.stage import Work
from rung.sessions import selectors
from rung.sessions.models import SessionTranscript


def row_of(work: Work) -> SessionTranscript:
    """Return the run's transcript row."""
    return SessionTranscript.objects.get(pipelinerun=work.run)


def transcript_of(work: Work) -> Transcript:
    """Return what was said; needs a declared access."""
    row = row_of(work)
    utterances = tuple(
        Utterance(line.number, Speaker(line.speaker), line.text, line.start_ms, line.end_ms)
        for line in selectors.lines_of(row)
    )
    return Transcript(Source(row.source), utterances, row.engine)
