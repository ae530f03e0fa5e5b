"""Twins of vendors over real HTTP on this machine: they check what is sent and can be told to fail."""
