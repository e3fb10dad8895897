"""The net: four halvings, then the mean over each place of 96 pixels, and how much it looks like each group."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from inboundcheck.photos.nets.dunnage import GROUPS, PLACE, STEP

_HALVED = 16
"""Pixels of the picture to one of the last features."""


def layer(before: int, after: int, step: int = 1) -> nn.Sequential:
    """Return a convolution with its normalisation."""
    return nn.Sequential(nn.Conv2d(before, after, 3, step, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class Block(nn.Module):
    """Two convolutions beside a way past them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = layer(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, given: Tensor) -> Tensor:
        return functional.relu(given + self.second(self.first(given)))


class Net(nn.Module):
    """Gives logits: groups by places down by places across."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        a, b, c, d = widths
        self.seen = nn.Sequential(layer(3, a, 2), layer(a, b, 2), layer(b, c, 2), Block(c), layer(c, d, 2), Block(d))
        self.place = nn.AvgPool2d(PLACE // _HALVED, STEP // _HALVED)
        self.told = nn.Conv2d(d, len(GROUPS), 1)

    def forward(self, square: Tensor) -> Tensor:
        return self.told(functional.dropout(self.place(self.seen(square)), 0.2, self.training))
