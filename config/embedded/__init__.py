"""What a machine without services gets: a real PostgreSQL from a wheel."""
