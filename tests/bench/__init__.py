"""`make bench`: figures of this machine, for reports; nothing here asserts a time."""
