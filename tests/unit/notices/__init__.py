"""Notices: what people are told, how, and how often."""
