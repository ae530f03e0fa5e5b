"""Speech that is written down outside: how often its state is asked for."""

TRANSCRIBE_POLL_SECONDS = 10.0  # an hour of speech takes the service minutes
