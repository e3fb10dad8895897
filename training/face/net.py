"""The net: the same weights look for what runs from top to bottom, and, on the picture turned over its diagonal, for what runs from left to right.

A seam is a line almost along an axis of the face. So the picture is made short along the line and stays fine across it: 8 strips of 64 places.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

CHANNELS = (16, 24, 32, 48)
OUTPUTS = ("seam", "tape", "says", "kind")


class Block(nn.Module):
    """Two convolutions beside a straight way through."""

    def __init__(self, channels: int, tall: int = 3) -> None:
        super().__init__()
        self.one = nn.Conv2d(channels, channels, (tall, 3), padding=(tall // 2, 1), bias=False)
        self.two = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(channels), nn.BatchNorm2d(channels)])

    def forward(self, given: Tensor) -> Tensor:
        """Keep the size."""
        inner = functional.relu(self.norms[0](self.one(given)))
        return functional.relu(given + self.norms[1](self.two(inner)))


class Column(nn.Module):
    """Tells every strip what the others see in about the same column, and what the whole face looks like."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.along = nn.Conv1d(2 * channels, channels, 5, padding=2)
        self.whole = nn.Linear(2 * channels, channels)
        self.mix = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, given: Tensor) -> Tensor:
        """Keep the size."""
        column = torch.cat([given.mean(2), given.amax(2)], 1)
        whole = self.whole(torch.cat([given.mean((2, 3)), column.amax(2)[:, : given.shape[1]]], 1))
        told = functional.relu(self.along(column) + whole[:, :, None])
        return functional.relu(given + self.mix(given + told[:, :, None]))


def _shorter(inputs: int, outputs: int, *, tall: int, stride: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, (tall, 3), stride=stride, padding=(tall // 2, 1), bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Way(nn.Module):
    """What runs from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = CHANNELS
        self.body = nn.Sequential(
            _shorter(4, one, tall=5, stride=(4, 2)),
            _shorter(one, two, tall=3, stride=(2, 2)),
            Block(two),
            _shorter(two, three, tall=3, stride=(2, 1)),
            Block(three),
            _shorter(three, four, tall=3, stride=(2, 1)),
            Block(four),
            Column(four),
            Column(four),
        )
        self.seam = nn.Conv2d(four, 1, (1, 3), padding=(0, 1))
        self.tape = nn.Conv2d(four, 1, (1, 3), padding=(0, 1))

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the logits of seam and tape, (n, 1, 8, 64) each, and what the whole face looks like."""
        seen = self.body(picture)
        pooled = torch.cat([seen.mean((2, 3)), seen.amax((2, 3)), seen.mean(2).amax(2)], 1)
        return self.seam(seen), self.tape(seen), pooled


class OnFace(nn.Module):
    """Both ways, and what they say together.

    Gives for pictures (n, 4, 256, 256) between -1 and 1: seam (n, 2, 8, 64), logits of the place in each strip; tape (n, 2, 8, 64), logits of being
    covered; says (n, 2), logits of there being a seam that runs that way; kind (n, 3), logits of closing, end and side.
    """

    def __init__(self) -> None:
        super().__init__()
        self.way = Way()
        wide = 6 * CHANNELS[-1]
        self.says = nn.Sequential(nn.Linear(wide, 48), nn.ReLU(), nn.Linear(48, 1))
        self.kind = nn.Sequential(nn.Linear(wide, 48), nn.ReLU(), nn.Linear(48, 3))

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return seam, tape, says and kind."""
        seam, tape, down = self.way(picture)
        seam_across, tape_across, across = self.way(picture.transpose(2, 3))
        one, other = torch.cat([down, across], 1), torch.cat([across, down], 1)
        return (
            torch.cat([seam, seam_across], 1),
            torch.cat([tape, tape_across], 1),
            torch.cat([self.says(one), self.says(other)], 1),
            self.kind(one) + self.kind(other),
        )


def loss(given: tuple[Tensor, Tensor, Tensor, Tensor], seam: Tensor, tape: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss, and its four parts: place, tape, presence, kind.

    Args:
        given: what the net gave.
        seam: (n, 2, 8) places in sides of the face, NaN where there is none.
        tape: (n, 2, 8, 64) between 0 and 1.
        kind: (n,) indices.
    """
    places, covered, says, kinds = (each.float() for each in given)
    there = ~torch.isnan(seam)
    at = torch.arange(places.shape[-1]) + 0.5
    wanted = torch.exp(-(((at - torch.nan_to_num(seam)[..., None] * places.shape[-1]) / 0.8) ** 2) / 2) + 1e-8
    wanted = wanted / wanted.sum(-1, keepdim=True)
    place = -(wanted * functional.log_softmax(places, -1)).sum(-1)[there].mean() if bool(there.any()) else places.sum() * 0
    parts = torch.stack([
        place,
        functional.binary_cross_entropy_with_logits(covered, tape),
        functional.binary_cross_entropy_with_logits(says, there[..., 0].float()),
        functional.cross_entropy(kinds, kind),
    ])  # fmt: skip
    return (parts * torch.tensor((0.5, 2.0, 1.0, 0.3))).sum(), parts.detach()
