"""The page of a client's progress: measures, charts, patterns, and where things go with what says so."""
