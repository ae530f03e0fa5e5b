"""A run may work up a session that was held."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices alone: no row changes."""

    dependencies = (("pipelines", "0009_waiting_stages"),)
    operations = (
        migrations.AlterField(
            model_name="pipelinerun",
            name="kind",
            field=models.CharField(
                choices=[("pre_session", "Pre Session"), ("post_session", "Post Session")], max_length=16
            ),
        ),
    )
