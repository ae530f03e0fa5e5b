"""Count requests, keep answers."""
