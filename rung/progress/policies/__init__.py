"""How measures are scored and read: pure, and each number with the source it comes from."""
