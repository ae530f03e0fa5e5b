"""Notices, their ways and the choices about them are open to whom they are for, and to what tells of what is due."""

from django.db import migrations

from rung.common import rowsecurity
from rung.common.scope import UPKEEP

BY_UPKEEP = f"rung_actor() = '{UPKEEP}'"  # writes notices, sends them, and forgets those about the erased
OWN_NOTICE = f"recipient_id = rung_actor() OR {BY_UPKEEP}"
OF_NOTICE = "notice_id IN (SELECT id FROM accounts_notice)"
OWN_CHOICE = "clinician_id = rung_actor()"


class Migration(migrations.Migration):
    """Protect notices."""

    dependencies = (("accounts", "0008_notices"),)
    operations = (
        rowsecurity.protected("accounts_notice", read=OWN_NOTICE, write=OWN_NOTICE, remove=BY_UPKEEP),
        rowsecurity.protected("accounts_noticedelivery", read=OF_NOTICE, write=OF_NOTICE),
        rowsecurity.protected("accounts_noticechoice", read=f"{OWN_CHOICE} OR {BY_UPKEEP}", write=OWN_CHOICE),
    )
