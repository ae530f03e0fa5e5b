"""Session notes: drafted."""
