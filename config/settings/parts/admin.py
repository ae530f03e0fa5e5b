"""The look of the clinicians' screens (django-unfold)."""

from django.urls import reverse_lazy

from config import look


def _item(title: str, icon: str, name: str) -> dict[str, object]:
    return {"title": title, "icon": icon, "link": reverse_lazy(name)}


UNREAD = {"badge": "rung.accounts.admin.notices.unread", "badge_variant": "primary"}

UNFOLD = {
    "SITE_TITLE": "Rung",
    "SITE_HEADER": "Rung",
    "SITE_SUBHEADER": "Clinical sessions",
    "SITE_URL": None,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": look.icon}],
    "SITE_SYMBOL": "diversity_1",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "GLOBAL_CALLBACK": "config.look.without_inline_colors",
    "DASHBOARD_CALLBACK": "rung.pipelines.admin.today.dashboard",
    "STYLES": [look.style],
    "SCRIPTS": [look.script, look.session_script],
    "ACCOUNT": {
        "navigation": [{"title": "Sign-in and security", "link": reverse_lazy("mfa_index")}],
    },
    "BORDER_RADIUS": "8px",
    "COMMAND": {"search_models": False, "show_history": False},
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": "My practice",
                "items": [
                    _item("Today", "today", "admin:index"),
                    {**_item("Notices", "notifications", "notices"), **UNREAD},
                    _item("Clients", "group", "admin:clients_client_changelist"),
                    _item("Sessions", "event_note", "admin:therapy_sessions_therapysession_changelist"),
                    _item("Emergency access", "emergency", "admin:clients_emergencyaccess_changelist"),
                    _item("Rights desk", "balance", "admin:rights_rightsrequest_changelist"),
                    _item("Quality", "monitoring", "quality"),
                    {**_item("People", "badge", "people"), "permission": "rung.accounts.admin.people.is_admin"},
                    {**_item("Practice", "home_work", "practice"), "permission": "rung.accounts.admin.people.is_admin"},
                ],
            },
        ],
    },
}
