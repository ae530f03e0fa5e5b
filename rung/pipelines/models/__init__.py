"""Runs, and what is left of an erased record."""

from rung.pipelines.models.erasure import ErasedArtefact, ErasureCertificate
from rung.pipelines.models.run import PipelineRun, PipelineRunQuerySet, StageRun

__all__ = ["ErasedArtefact", "ErasureCertificate", "PipelineRun", "PipelineRunQuerySet", "StageRun"]
