"""What a client reads between sessions: suggested, assigned, read, talked about."""
