"""The records of the rights desk."""

from rung.rights.models.disclosure import Disclosure
from rung.rights.models.request import RightsRequest, RightsStep

__all__ = ["Disclosure", "RightsRequest", "RightsStep"]
