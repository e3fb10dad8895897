"""From photo files to sightings. Nothing here judges, and nothing of it is loaded before a photo is looked at."""

from inboundcheck.photos.looked import Looked

__all__ = ["Looked"]
