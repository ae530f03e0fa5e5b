"""manage.py infra."""
