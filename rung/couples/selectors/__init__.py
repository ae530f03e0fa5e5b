"""Reads of couples; every one starts from a clinician, or from what one found."""

from rung.couples.selectors.frameworks import Analysis, analysis_of, latest_brief_of
from rung.couples.selectors.links import link_of, link_with, links_of, links_over
from rung.couples.selectors.merges import content_of, merge_of, merges_of

__all__ = [
    "Analysis",
    "analysis_of",
    "content_of",
    "latest_brief_of",
    "link_of",
    "link_with",
    "links_of",
    "links_over",
    "merge_of",
    "merges_of",
]
