"""A simulated AWS with its own clock: the release rehearses against it, and the tests do."""
