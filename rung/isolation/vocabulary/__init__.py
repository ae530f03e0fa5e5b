"""Closed vocabularies. What is not named here cannot cross a wall."""
