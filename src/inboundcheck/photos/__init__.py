"""From photo files to sightings. Nothing here judges, and nothing heavy is loaded before a photo is looked at.

>>> from inboundcheck.photos import Eyes, photos_in
>>> with Eyes() as eyes:  # doctest: +SKIP
...     for looked in eyes.look(photos_in("photos").photos):
...         print(looked.path, looked.trouble or [each.kind for each in looked.sightings])
"""

from inboundcheck.photos.eyes import Eyes, look
from inboundcheck.photos.looked import Looked
from inboundcheck.photos.opening.files import Limits
from inboundcheck.photos.opening.folder import Found, Refused, photos_in

__all__ = ["Eyes", "Found", "Limits", "Looked", "Refused", "look", "photos_in"]
