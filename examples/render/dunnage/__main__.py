"""Draw some of everything into one picture: `python -m examples.render.dunnage OUT.png`."""

import sys
from pathlib import Path

import cv2
from examples.render.dunnage import sheet

Path(sys.argv[1]).write_bytes(cv2.imencode(".png", cv2.cvtColor(sheet(7), cv2.COLOR_RGB2BGR))[1].tobytes())
