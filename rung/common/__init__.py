"""What every floor stands on: utterances, text folding, errors, the clock, the base of records."""
