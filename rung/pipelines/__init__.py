"""Durable runs: from a memo to a brief and a guide, stage by stage, each kept before the next."""
