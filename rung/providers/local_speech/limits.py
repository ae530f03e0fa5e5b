"""How large a recording may be, and what the child that reads it may use."""

MAX_AUDIO_SECONDS = 2 * 60 * 60
MAX_AUDIO_BYTES = 600_000_000  # a 50-minute session as CD-quality stereo WAV is 529 MB

PROBE_DEADLINE_SECONDS = 20.0  # a probe takes 0.4 s; a recording without a length is read once through

CHILD_THREADS = 2
CHILD_ADDRESS_BYTES = 2 * 1024**3  # reserved addresses, not memory in use: a memo needs about 0.8 GiB of them
CHILD_OPEN_FILES = 64
CHILD_OUTPUT_BYTES = 4_000_000  # 2 hours of fast speech are about 200 KB of words

SAMPLE_RATE = 16_000  # samples a second, mono: what Whisper takes
WINDOW_SECONDS = 120  # recognized at once; bounds the child's memory whatever the length
CUT_SECONDS = 20  # the end of a window in which its quietest moment is looked for
QUIET_SECONDS = 0.1

LOWEST_RATE, HIGHEST_RATE = 4_000, 384_000  # samples a second that a recorder plausibly writes
MAX_CHANNELS = 8
