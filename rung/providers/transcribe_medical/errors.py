"""Why Amazon Transcribe Medical wrote nothing down. No message holds a word of a recording or of an answer."""

from rung.common.errors import RungError


class SpeechServiceSilent(RungError):
    """The speech service did not answer in time; the recording was written down on this machine instead."""

    code = "speech_service_silent"


class SpeechServiceBabbles(SpeechServiceSilent):
    """The speech service answered in a wrong shape; the recording was written down on this machine instead."""

    code = "speech_service_babbles"


class SpeechServiceMissing(RungError):
    """The speech service is not set up here; the recording was written down on this machine instead."""

    code = "speech_service_missing"


class SpeechServiceRefuses(RungError):
    """The speech service refused the recording; it was written down on this machine instead."""

    code = "speech_service_refuses"


class SpeechServiceDenies(SpeechServiceRefuses):
    """The speech service refuses this process; the recording was written down on this machine instead."""

    code = "speech_service_denies"


class SpeechJobFailed(SpeechServiceRefuses):
    """The speech service could not write the recording down; it was written down on this machine instead."""

    code = "speech_job_failed"


class SpeechJobVanished(SpeechServiceRefuses):
    """The speech service lost the recording; it was written down on this machine instead."""

    code = "speech_job_vanished"


class SpeechResultUnreadable(SpeechServiceRefuses):
    """What the speech service wrote cannot be read; the recording was written down on this machine instead."""

    code = "speech_result_unreadable"


class SpeechJobLingers(RungError):
    """The speech service still has the job; it is removed at the next try."""

    code = "speech_job_lingers"
