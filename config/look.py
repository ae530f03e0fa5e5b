"""What the admin's look needs beyond settings."""

from django.http import HttpRequest
from django.templatetags.static import static

STYLE, SCRIPT, ICON = "rung/rung.css", "rung/rung.js", "rung/icon.svg"
SESSION_SCRIPT = "rung/session.js"


def without_inline_colors(_request: HttpRequest) -> dict[str, object]:
    """Empty Unfold's inline <style> of colors, which the content security policy refuses; rung.css has them."""
    return {"colors": {}}


def style(_request: HttpRequest) -> str:
    """Return the address of our one stylesheet."""
    return static(STYLE)


def script(_request: HttpRequest) -> str:
    """Return the address of the pages' script."""
    return static(SCRIPT)


def session_script(_request: HttpRequest) -> str:
    """Return the address of the script that warns before a session ends."""
    return static(SESSION_SCRIPT)


def icon(_request: HttpRequest) -> str:
    """Return the address of the tab's icon."""
    return static(ICON)
