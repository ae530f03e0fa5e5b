"""Commands that start or check the whole process."""
