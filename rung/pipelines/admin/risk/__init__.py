"""Risk on the screens: every concern once, with its words, its course over sessions, and what was done."""
