"""Forms of the reading list; services check again."""

from django import forms

from rung.pipelines.admin.forms import LongText
from rung.reading import policies
from rung.reading.enums import ReadingStatus, SuggestedBy
from rung.reading.schemas import Work
from rung.reading.services import Change

YES, NO = "yes", "no"


class NewItem(forms.Form):
    """What is to be read."""

    title = forms.CharField(max_length=policies.MAX_TITLE_CHARS, required=False)
    author = forms.CharField(max_length=policies.MAX_TITLE_CHARS, required=False)
    link = forms.CharField(max_length=policies.MAX_LINK_CHARS, required=False)
    suggested_by = forms.ChoiceField(choices=SuggestedBy.choices)

    def work(self) -> Work:
        """Return the work as it was typed."""
        return Work(self.cleaned_data["title"], self.cleaned_data["author"], self.cleaned_data["link"])


class ItemChange(forms.Form):
    """One thing that became of a reading, as it was looked at."""

    item = forms.UUIDField()
    version = forms.IntegerField(min_value=1)
    status = forms.ChoiceField(choices=ReadingStatus.choices, required=False)
    due_on = forms.DateField(required=False)
    discuss = forms.ChoiceField(choices=[(YES, YES), (NO, NO)], required=False)
    discussed_in = forms.UUIDField(required=False)
    note = LongText(required=False, max_length=10_000)

    def change(self) -> Change:
        """Return what is to be otherwise; a field that the form did not send stays."""
        sent = self.cleaned_data
        return Change(
            status=ReadingStatus(sent["status"]) if sent["status"] else None,
            due_on=sent["due_on"],
            is_to_discuss=sent["discuss"] == YES if sent["discuss"] else None,
            discussed_in=sent["discussed_in"],
            note=sent["note"] if "note" in self.data else None,
        )
