"""A practice chooses what writes its recordings down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every practice begins with the recognizer on this machine."""

    dependencies = (("accounts", "0006_providers"),)
    operations = (
        migrations.AddField(
            model_name="practice",
            name="speech",
            field=models.CharField(
                choices=[("offline", "On this machine"), ("transcribe_medical", "Amazon Transcribe Medical")],
                default="offline",
                max_length=24,
            ),
        ),
    )
