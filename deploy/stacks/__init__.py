"""Two stacks by lifetime: what outlives releases, and what each release may replace."""
