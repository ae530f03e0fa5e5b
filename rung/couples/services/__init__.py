"""Acts of couples work."""

from rung.couples.services.links import end_link, link_clients, pause_link, resume_link
from rung.couples.services.merges import keep_merge, release_merge, withdraw_merges_of

__all__ = [
    "end_link",
    "keep_merge",
    "link_clients",
    "pause_link",
    "release_merge",
    "resume_link",
    "withdraw_merges_of",
]
