"""A couple is open to whom both clients are open, its results with it; none is deleted."""

from django.db import migrations

from rung.common import rowsecurity

OF_LINK = "link_id IN (SELECT id FROM couples_couplelink)"
OF_OWN_LINK = f"link_id IN (SELECT id FROM couples_couplelink WHERE first_id IN {rowsecurity.OWN})"


class Migration(migrations.Migration):
    """Protect couples."""

    dependencies = (("couples", "0001_links_and_merges"), ("clients", "0013_row_security_of_safety_plans"))
    operations = (
        rowsecurity.protected(
            "couples_couplelink",
            read=f"first_id IN {rowsecurity.OPEN} AND second_id IN {rowsecurity.OPEN}",
            write=f"first_id IN {rowsecurity.OWN} AND second_id IN {rowsecurity.OWN}",
            remove="false",
        ),
        rowsecurity.protected("couples_frameworkmerge", read=OF_LINK, write=OF_OWN_LINK, remove="false"),
        rowsecurity.protected(
            "couples_frameworkshare",
            read=f"client_id IN {rowsecurity.OPEN}",
            write=f"client_id IN {rowsecurity.OWN}",
            remove="false",
        ),
    )
