"""Analysts and writers: each a prompt with typed ends, and an embedded twin that needs no model."""
