"""Measures and the trajectory, for other software."""
