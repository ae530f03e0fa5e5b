"""Sessions and what is made of them, for other software."""
