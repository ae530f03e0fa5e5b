"""Runs, what they asked of language models, and what is left of an erased record."""

from rung.pipelines.models.answer import PartAnswer
from rung.pipelines.models.call import AgentCall
from rung.pipelines.models.erasure import ErasedArtefact, ErasureCertificate
from rung.pipelines.models.run import PipelineRun, PipelineRunQuerySet, StageRun

__all__ = [
    "AgentCall",
    "ErasedArtefact",
    "ErasureCertificate",
    "PartAnswer",
    "PipelineRun",
    "PipelineRunQuerySet",
    "StageRun",
]
