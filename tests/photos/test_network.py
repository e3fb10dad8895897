"""A net is used as it was published, or not at all."""

import hashlib
import json

import cv2
import numpy as np
import pytest

from inboundcheck.errors import UsageError
from inboundcheck.photos.nets.network import Network, fitted, network, scale_to


def varint(number):
    """A number as protocol buffers write it."""
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def field(number, value):
    """One field of a message: a whole number, or bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def tensor_of(name, *sides):
    shape = b"".join(field(1, field(1, side)) for side in sides)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))


def doubled():
    """The smallest net: it gives what it sees, rectified. Written by hand, so that no test needs a library that writes ONNX."""
    node = field(1, b"x") + field(2, b"maps") + field(3, b"relu") + field(4, b"Relu")
    graph = field(1, node) + field(2, b"g") + field(11, tensor_of(b"x", 1, 3, 32, 32)) + field(12, tensor_of(b"maps", 1, 3, 32, 32))
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tiny.onnx").write_bytes(doubled())
    card = {"sha256": hashlib.sha256(doubled()).hexdigest(), "size": 32, "outputs": ["maps"], "recipe": "none", "seed": 0, "steps": 0}
    (tmp_path / "tiny.json").write_text(json.dumps(card))
    return tmp_path


def test_a_net_runs_on_a_picture_of_any_size(folder):
    loaded = network("tiny", folder)
    assert isinstance(loaded, Network)
    maps = loaded.run(np.full((40, 80, 3), 255, np.uint8))["maps"]
    assert maps.shape == (3, 32, 32)
    assert maps[:, :16].min() == 1
    assert maps[:, 16:].max() == 0


def test_a_net_is_loaded_once(folder):
    assert network("tiny", folder) is network("tiny", folder)


def test_a_net_that_is_not_there_says_so(tmp_path):
    assert network("gone", tmp_path) == "this installation comes without the net 'gone'; what it finds is not looked for"


def test_a_net_that_was_changed_is_refused(folder):
    (folder / "tiny.onnx").write_bytes(doubled() + b" ")
    with pytest.raises(UsageError, match=r"tiny\.onnx is not the net that tiny\.json tells of: its SHA-256 is \w{64}, expected \w{64}; install"):
        network("tiny", folder)


def test_a_net_that_opencv_cannot_read_is_refused(folder):
    (folder / "tiny.onnx").write_bytes(b"none")
    card = json.loads((folder / "tiny.json").read_text())
    (folder / "tiny.json").write_text(json.dumps({**card, "sha256": hashlib.sha256(b"none").hexdigest()}))
    with pytest.raises(UsageError, match=r"tiny\.onnx cannot be read by OpenCV"):
        network("tiny", folder)


def test_a_card_that_is_none_is_refused(folder):
    (folder / "tiny.json").write_text("{}")
    with pytest.raises(UsageError, match=r"tiny\.json is not the card of a net"):
        network("tiny", folder)


@pytest.mark.parametrize("shape", [(40, 80), (80, 40), (10, 20), (3000, 1)])
def test_a_picture_is_fitted_whole_and_undistorted(shape):
    square = fitted(np.zeros((*shape, 3), np.uint8), 32)
    assert square.shape == (32, 32, 3)
    rows, columns = (max(1, round(side * scale_to(np.zeros((*shape, 3)), 32))) for side in shape)
    assert not square[:rows, :columns].any()
    assert (square[rows:] == 127).all()
    assert (square[:, columns:] == 127).all()


def test_a_point_lies_in_the_square_where_the_scale_says():
    picture = np.zeros((400, 300, 3), np.uint8)
    cv2.circle(picture, (200, 320), 30, (255, 255, 255), -1)
    square = fitted(picture, 100)
    weights = cv2.moments(square[:, :75, 0])
    scale = scale_to(picture, 100)
    assert weights["m10"] / weights["m00"] == pytest.approx((200 + 0.5) * scale - 0.5, abs=0.05)
    assert weights["m01"] / weights["m00"] == pytest.approx((320 + 0.5) * scale - 0.5, abs=0.05)
