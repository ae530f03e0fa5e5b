"""Who is in the demo practice; every name is a plant, a bird or a stone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoClient:
    """One fictional client: a transcript to start from, or none yet."""

    first_name: str
    last_name: str
    transcript: str
    days: int  # from today to the session


CLIENTS: tuple[DemoClient, ...] = (
    DemoClient("Marlow", "Sandpiper", "marlow.txt", 0),
    DemoClient("Juniper", "Fieldstone", "juniper.txt", 0),
    DemoClient("Wren", "Larkspur", "wren.txt", 1),
    DemoClient("Aspen", "Quillfeather", "", 2),
    DemoClient("Sorrel", "Brook", "", 5),
)
