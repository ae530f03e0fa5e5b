"""Acts that reach through every floor: what follows when a consent is taken back."""

from rung.pipelines.services.consents import require_consents_of, withdraw_consent

__all__ = ["require_consents_of", "withdraw_consent"]
