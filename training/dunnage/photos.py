"""Lists the half of the real photos of a folder that training and the choice of the threshold may see: `python -m training.dunnage.photos FOLDER`.

The half is taken by folders, by the hash of their names, since photos beside each other are often alike.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def photos(folder: Path) -> Iterator[Path]:
    """All photos below a folder."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES)


def may_be_seen(path: Path, folder: Path) -> bool:
    """Whether a photo is of the half that may be seen."""
    return sha256(path.parent.relative_to(folder).as_posix().encode()).digest()[0] % 2 == 0


if __name__ == "__main__":
    top = Path(sys.argv[1])
    print("\n".join(str(path) for path in photos(top) if may_be_seen(path, top)))
