"""How a client is doing: measures, patterns over sessions, and a trajectory with what led to it."""
