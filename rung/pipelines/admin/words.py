"""The words on the screens for names from closed lists."""

from rung.common.errors import RungError

ACRONYMS = {"cbt": "CBT", "dbt": "DBT", "act": "ACT", "eft": "EFT", "ifs": "IFS"}

KIND_TITLES = {
    "theme": "Themes",
    "strength": "Strengths",
    "change_talk": "Change talk",
    "sustain_talk": "Sustain talk",
    "attachment": "Attachment",
    "defense": "Defenses",
    "communication": "Communication",
    "dynamic": "Relational dynamics",
    "framework": "Frameworks that may fit",
    "therapist_behavior": "What the therapist did",
}

SPEAKER_TITLES = {"client": "Client", "therapist": "Therapist", "other": "Other person", "unknown": "Voice"}

SOURCE_TITLES = {"audio": "Voice recording", "transcript": "Transcript", "notes": "Clinician's notes"}

# How Rung meets what a state asks, by rules.DemandKind.
HOW_MET = {
    "separate_ai_consent": "Each purpose is a consent of its own; one is never inside another.",
    "disclosure_before_use": "The disclosure is shown with the text; no AI reads anything before that consent.",
    "review_before_use": "A guide cannot be released before a clinician saved it as reviewed.",
    "no_therapeutic_decisions": "Briefs are drafts with evidence for the clinician; nothing acts on them by itself.",
    "no_direct_contact": "No software writes to a client; a guide reaches them only through the clinician.",
}

ACT_TITLES = {
    "sign_in": "Signed in",
    "sign_in_refused": "Sign-in refused",
    "sign_out": "Signed out",
    "read": "Opened",
    "create": "Added",
    "change": "Changed",
    "release": "Released",
    "withdraw": "Withdrew",
    "start": "Started",
    "finish": "Finished",
    "cross_wall": "Passed on in closed vocabulary",
    "denied": "Was denied",
    "export": "Exported",
    "key_action": "Handled a key",
    "consent": "Recorded a consent decision",
    "break_glass": "Opened in an emergency",
    "amend": "Amended",
    "disclose": "Disclosed",
    "erase": "Erased",
    "grant": "Gave a right",
    "revoke": "Took away a right",
}

SUBJECT_TITLES = {
    "audit_trail": "this list of who opened the record",
    "client": "the client's name",
    "session": "the session",
    "session.flags": "the session's risk flags",
    "session.memos": "the session's recordings",
    "memo": "a recording",
    "transcript": "a transcript",
    "brief": "a clinical brief",
    "client_safe_brief": "what the guide may know",
    "guide": "a client guide",
    "note": "a session note",
    "note.signed": "the signature of a session note",
    "note.file": "a session note, as a file",
    "risk_flag": "a risk flag",
    "risk_concern": "a risk concern",
    "risk_reminder": "a reminder of risk",
    "client.risk": "the client's risk",
    "safety_plan": "a safety plan",
    "couple_link": "a couple's link",
    "framework_merge": "a result for a couple",
    "reading_item": "a reading",
    "reading_list": "the reading list",
    "measure": "a measure",
    "client.progress": "the client's progress",
    "run": "a run over a session",
    "agent_call": "a question to a language model about a session",
    "part_answer": "what a language model answered, until it is checked",
}

REASONS = {
    "already_text": "Typed text: nothing to listen to.",
    "risk_flagged": "Risk was flagged: no guide is written automatically. See the flags; the brief is kept.",
    "record_erased": "The client's record was erased.",
    "unexpected": "Something unexpected stopped this stage. What was finished before is kept; you can run it again.",
}


def title_of(name: str) -> str:
    """Return a vocabulary name as people write it."""
    return ACRONYMS.get(name, name.replace("_", " ").capitalize())


def subject_of(kind: str) -> str:
    """Return what an event was about as people write it; a run's stage is named after it."""
    stage = kind.removeprefix("run.")
    if stage != kind:
        return f"the record, in a run ({stage.replace('_', ' ')})"
    return SUBJECT_TITLES.get(kind, kind.replace("_", " ").replace(".", ", "))


def reason_of(code: str) -> str:
    """Return a stage's reason in words: ours, or the refusal's own message."""
    if not code or code in REASONS:
        return REASONS.get(code, "")
    messages = {kind.code: str(kind()) for kind in _kinds(RungError)}
    return messages.get(code, REASONS["unexpected"])


def _kinds(root: type[RungError]) -> set[type[RungError]]:
    return {kind for child in root.__subclasses__() for kind in {child, *_kinds(child)}}
