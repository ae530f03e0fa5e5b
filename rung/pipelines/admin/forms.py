"""Forms of the screens; services check again."""

from django import forms


class LongText(forms.CharField):
    """Text as it was pasted; a NUL, which neither Django nor PostgreSQL takes, becomes a replacement sign."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(str(value).replace("\x00", "\ufffd")) or "") if value else ""


class NewClient(forms.Form):
    """A person to take into care."""

    first_name = forms.CharField(max_length=80, label="First name")
    last_name = forms.CharField(max_length=80, required=False, label="Last name")


class NewSession(forms.Form):
    """When to meet; the time is UTC."""

    starts_at = forms.DateTimeField(
        label="Starts at (UTC)", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class Recording(forms.Form):
    """A voice memo."""

    memo = forms.FileField(label="Recording", allow_empty_file=True)  # refused later, in words


class TranscriptText(forms.Form):
    """A transcript, as a file or pasted."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = LongText(required=False, strip=False)


class Notes(forms.Form):
    """The clinician's own notes."""

    text = LongText(strip=False)
