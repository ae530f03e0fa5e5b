"""Commands of manage.py; none of them needs a database."""
