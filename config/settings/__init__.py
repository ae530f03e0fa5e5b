"""Settings by place: dev, test, prod; shared parts in parts/."""
