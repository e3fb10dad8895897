"""How wrong the net is: each part of what it says against the truth. What is rare weighs more, and never more than ten times."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.where.maps import BOX, CORNER, FACES, HAND, INTERIOR, LABEL, PAPER, QUAD

AREAS = {BOX: 1.0, PAPER: 4.0, INTERIOR: 2.0, HAND: 3.0}
"""Maps of areas, and how much a cell within one weighs."""
HILLS = (CORNER, LABEL)
RARE = 9.0
"""How much more the top of a hill weighs than flat ground."""
_LIFT = 8.0
"""Hills cover a hundredth of a map: their mean is lifted beside that of areas."""
_SMOOTH = 4.0
"""Cells added to both sides of a Dice, so that an empty map does not shout."""


def losses(logits: Tensor, truth: Tensor, counts: Tensor) -> dict[str, Tensor]:
    """Return each part; the loss is their sum."""
    given = logits.float()
    found = {"faces": -(truth[:, FACES] * given[:, FACES].log_softmax(1)).sum(1).mean(), "quad": _corners(given, truth, counts)}
    for at, weight in AREAS.items():
        found[f"area {at}"] = _cells(given[:, at], truth[:, at], counts[:, at], weight - 1) + 0.5 * _dice(given[:, at], truth[:, at])
    for at in HILLS:
        found[f"hill {at}"] = _LIFT * _cells(given[:, at], truth[:, at], counts[:, at], RARE) + 0.5 * _dice(given[:, at], truth[:, at])
    return found


def _cells(given: Tensor, truth: Tensor, counts: Tensor, more: float) -> Tensor:
    weight = counts * (1 + more * truth)
    return (weight * functional.binary_cross_entropy_with_logits(given, truth, reduction="none")).mean()


def _dice(given: Tensor, truth: Tensor) -> Tensor:
    """Return what the maps do not share of what they cover (soft Dice), over the pictures that have any."""
    share = given.sigmoid()
    both, each = (share * truth).sum((1, 2)), (share**2).sum((1, 2)) + (truth**2).sum((1, 2))
    there = (truth.amax((1, 2)) > 0.5).float()
    return ((1 - (2 * both + _SMOOTH) / (each + _SMOOTH)) * there).sum() / there.sum().clamp(min=1)


def _corners(given: Tensor, truth: Tensor, counts: Tensor) -> Tensor:
    """Return how far corners of labels are off, beside their size. Which corner is the first is free: of a label on its tip nothing says it."""
    here = counts[:, QUAD.start] > 0
    told, right = (each[:, QUAD].permute(0, 2, 3, 1)[here].reshape(-1, 4, 2) for each in (given, truth))
    size = (right - right.roll(1, 1)).norm(dim=2).amax(1) + 0.25
    ways = [functional.smooth_l1_loss(told, right.roll(turn, 1), reduction="none", beta=0.05).sum((1, 2)) for turn in range(4)]
    return (torch.stack(ways).amin(0) / size).sum() / max(1, len(size))
