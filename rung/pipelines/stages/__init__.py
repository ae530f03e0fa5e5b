"""The stages: the only place that sees both agents and records."""
