"""How much text is taken in."""

MAX_TRANSCRIPT_BYTES = 5_000_000  # three hours of talk are about 200 KB
MAX_LINES = 100_000  # 5 MB in lines of 50 characters
MAX_UTTERANCES = 20_000  # three hours of talk are about 3,000 turns
MAX_UTTERANCE_CHARS = 4_000  # a longer turn is cut at a sentence into several of the same speaker
MAX_NOTE_CHARS = 300  # one group of sentences in a clinician's notes
MAX_MEMO_CHARS = 400  # recognized segments are joined up to here while their sentence goes on
