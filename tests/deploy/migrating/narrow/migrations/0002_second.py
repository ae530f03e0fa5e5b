from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("narrow", "0001_first")]
    operations = [migrations.RunSQL("ALTER TABLE thing ADD COLUMN note text")]
