"""Language models: one question, one typed answer, what it cost, or why there is none."""
