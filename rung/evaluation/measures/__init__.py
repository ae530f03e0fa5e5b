"""Measures: one module for each question that is asked of the core."""
