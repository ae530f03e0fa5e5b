"""The parts of a stack: each a frozen dataclass of resources and the function that builds it."""
