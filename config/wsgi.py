"""The application for gunicorn's threads."""

from django.core.wsgi import get_wsgi_application

from config import env

env.choose_settings("config.settings.dev")
application = get_wsgi_application()
