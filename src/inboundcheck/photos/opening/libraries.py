"""The libraries that photos need. All are optional for the rest, and loaded only where a photo is opened."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from inboundcheck.errors import Problem, UsageError

INSTALL = "pip install 'inboundcheck[photo]'"
_NEEDED = {
    "numpy": f"numpy is missing; install it with {INSTALL}",
    "PIL": f"Pillow is missing; install it with {INSTALL}",
    "zxingcpp": f"zxing-cpp is missing; install it with {INSTALL}",
    "cv2": (
        f"OpenCV (cv2) is missing; install one of opencv-python-headless ({INSTALL} brings it) and opencv-python, never both: "
        "they share one folder and break each other"
    ),
}
ZBAR_ADVICE = (
    "barcodes get no second opinion: pyzbar and the zbar library are needed "
    f"({INSTALL}; then Debian and Ubuntu: apt install libzbar0, macOS: brew install zbar; Windows wheels hold it)"
)
HEIF_ADVICE = f"HEIC photos (iPhone) cannot be opened: install pillow-heif ({INSTALL})"


def require() -> None:
    """Make sure that what photos need is there.

    Raises:
        UsageError: a library is missing; each is named, with the command that installs it.
    """
    missing = [Problem(advice) for name, advice in _NEEDED.items() if find_spec(name) is None]
    if missing:
        raise UsageError(missing)


def faults() -> list[str]:
    """Load what photos need, and say of each library that cannot be loaded how to put it right."""
    found = []
    for name, advice in _NEEDED.items():
        try:
            import_module(name)
        except ModuleNotFoundError as trouble:
            found.append(advice if trouble.name == name else f"{name} cannot be loaded: {trouble}; {advice}")
        except (ImportError, OSError) as trouble:
            found.append(f"{name} cannot be loaded: {trouble}")
    return found


def has_zbar() -> bool:
    """Whether pyzbar and the zbar library that it needs can be loaded. On Windows a missing DLL is an `OSError`."""
    try:
        import_module("pyzbar.pyzbar")
    except (ImportError, OSError):
        return False
    return True


def has_heif() -> bool:
    """Whether HEIC photos can be opened."""
    try:
        import_module("pillow_heif")
    except (ImportError, OSError):
        return False
    return True
