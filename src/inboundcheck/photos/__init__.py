"""From photo files to sightings. Nothing here judges, and nothing of it is loaded before a photo is looked at."""

from inboundcheck.photos.files import Limits
from inboundcheck.photos.folder import Found, Refused, photos_in
from inboundcheck.photos.looked import Looked

__all__ = ["Found", "Limits", "Looked", "Refused", "photos_in"]
