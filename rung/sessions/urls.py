"""Addresses of sessions and their records, below /api/v1/."""

from django.urls import path

from rung.common.api.doors import address
from rung.sessions.api import briefs, concerns, flags, guides, memos, notes, noteversions, part2, sessions, transcripts

ONE = "sessions/<uuid:session_id>"

urlpatterns = [
    path("sessions", address(sessions.ListSessions, sessions.AddSession), name="sessions"),
    path(ONE, address(sessions.ShowSession), name="session"),
    path(f"{ONE}/memos", address(memos.ListMemos, memos.SendMemo), name="memos"),
    path(
        f"{ONE}/transcripts",
        address(transcripts.ListTranscripts, transcripts.SendTranscript),
        name="transcripts",
    ),
    path(f"{ONE}/part2", address(part2.TagSessionPart2), name="session-part2"),
    path(f"{ONE}/flags", address(flags.ListFlags), name="flags"),
    path(f"{ONE}/brief", address(briefs.ShowLatestBrief), name="latest-brief"),
    path(f"{ONE}/guide", address(guides.ShowLatestGuide), name="latest-guide"),
    path(f"{ONE}/notes", address(notes.ListNotes), name="notes"),
    path("notes/<uuid:note_id>", address(notes.ShowNote, notes.ReplaceNote), name="note"),
    path("notes/<uuid:note_id>/sign", address(notes.SignNote), name="sign-note"),
    path("notes/<uuid:note_id>/amend", address(notes.AmendNote), name="amend-note"),
    path("notes/<uuid:note_id>/versions", address(noteversions.ListVersions), name="note-versions"),
    path("notes/<uuid:note_id>/versions/<int:number>", address(noteversions.ShowVersion), name="note-version"),
    path("flags/<uuid:flag_id>/acknowledge", address(flags.AcknowledgeFlag), name="acknowledge-flag"),
    path("clients/<uuid:client_id>/concerns", address(concerns.ListConcerns), name="concerns"),
    path("concerns/<uuid:concern_id>/acts", address(concerns.ListActs), name="concern-acts"),
    path("concerns/<uuid:concern_id>/acknowledge", address(concerns.AcknowledgeConcern), name="acknowledge-concern"),
    path("concerns/<uuid:concern_id>/escalate", address(concerns.EscalateConcern), name="escalate-concern"),
    path("concerns/<uuid:concern_id>/reassess", address(concerns.ReassessConcern), name="reassess-concern"),
    path("concerns/<uuid:concern_id>/resolve", address(concerns.ResolveConcern), name="resolve-concern"),
    path("briefs/<uuid:brief_id>", address(briefs.ShowBrief), name="brief"),
    path("guides/<uuid:guide_id>", address(guides.ShowGuide, guides.ReplaceGuide, guides.EditGuide), name="guide"),
    path("guides/<uuid:guide_id>/release", address(guides.ReleaseGuide), name="release-guide"),
    path("guides/<uuid:guide_id>/withdraw", address(guides.WithdrawGuide), name="withdraw-guide"),
]
