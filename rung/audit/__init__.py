"""Who did what to whose record, written in the same transaction, never altered."""
