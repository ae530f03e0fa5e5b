"""The clinician's screens: Today, clients, the session's workspace, its brief and its guide."""

from django.contrib import admin
from django.contrib.auth.models import Group

from rung.clients.models import Client, EmergencyAccess
from rung.pipelines.admin.certificates import CertificatePages
from rung.pipelines.admin.clients import ClientPages
from rung.pipelines.admin.emergencies import EmergencyPages
from rung.pipelines.admin.rights.pages import RightsPages
from rung.pipelines.admin.sessions import SessionPages
from rung.pipelines.models import ErasureCertificate
from rung.rights.models import RightsRequest
from rung.sessions.models import TherapySession

admin.site.unregister(Group)  # roles are a field of the clinician; groups would be changed unaudited
admin.site.index_template = "rung/today.html"
admin.site.register(Client, ClientPages)
admin.site.register(EmergencyAccess, EmergencyPages)
admin.site.register(RightsRequest, RightsPages)
admin.site.register(TherapySession, SessionPages)
admin.site.register(ErasureCertificate, CertificatePages)
