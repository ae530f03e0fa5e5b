"""A stage may wait for something outside: by which token, and since when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing waits yet."""

    dependencies = (("pipelines", "0008_row_security_of_agent_calls"),)
    operations = (
        migrations.AddField(
            model_name="stagerun",
            name="outside",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(model_name="stagerun", name="waiting_since", field=models.DateTimeField(null=True)),
    )
