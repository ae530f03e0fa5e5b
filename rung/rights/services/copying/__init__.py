"""A copy of one client's record: gathered session by session, written as PDF, FHIR and JSON into one archive."""
