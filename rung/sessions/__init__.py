"""Therapy sessions and what is made of them: memos, transcripts, briefs, guides, risk flags."""
