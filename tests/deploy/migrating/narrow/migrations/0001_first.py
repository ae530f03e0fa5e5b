from django.db import migrations

FORWARD = """
CREATE TABLE IF NOT EXISTS witness (id serial PRIMARY KEY);
INSERT INTO witness DEFAULT VALUES;
CREATE TABLE thing (id serial PRIMARY KEY);
SELECT pg_advisory_xact_lock_shared(42);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FORWARD)]
