"""Hard light from a side on faces, by the normals of their landmarks.

A shadow of any shape (`degrade.shadow`) crosses a face as it crosses a wall. Light from a side goes
dark where the face turns away from it: beside the nose, in the sockets, along the jaw.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes

Field = NDArray[np.float32]
Rng = np.random.Generator

_SMOOTH = 0.03
"""Gaussian over the normals of single triangles, sigma in heights of the face."""

_SPREAD = 0.25
"""Gaussian by which the light goes on beyond the landmarks, sigma in heights of the face."""

_RIM = 0.06
"""Gaussian over the rim of the landmarks, where the face's light goes over into what lies beyond,
sigma in heights of the face."""

_EDGE = (0.05, 0.4)
"""Least and largest width of the edge between light and shadow, in cosines."""

_DARKNESS = (0.35, 0.85)
"""Least and largest loss of light in the shadow."""

_SIDEWAYS = (0.6, 0.97)
"""Least and largest share of the light's direction that lies in the picture's plane."""

_SMALLEST = 24.0
"""Height of a face in pixels below which it keeps its light."""


def relit(photo: Bytes, meshes: NDArray[np.float32], subject: Bytes | None, rng: Rng) -> Bytes:
    """A photo whose faces are lit from one side; the background keeps its light.

    Args:
        photo: uint8 S×S×3.
        meshes: float32 M×468×3, x and y of landmarks in pixels, and depth: larger is farther.
        subject: uint8 S×S, 255 = sitter; None lights the whole picture.
        rng: random numbers.
    """
    angle, sideways = rng.uniform(0, 2 * np.pi), rng.uniform(*_SIDEWAYS)
    light = np.array([sideways * np.cos(angle), sideways * np.sin(angle), np.sqrt(1 - sideways**2)])
    edge, dark = rng.uniform(*_EDGE), rng.uniform(*_DARKNESS)
    level = rng.uniform(0.05, 0.35)
    share = np.zeros(photo.shape[:2], np.float32)
    for mesh in meshes:
        height = float(np.ptp(mesh[:, 1]))
        if height >= _SMALLEST:
            cosine, near = towards(mesh, light, height, photo.shape[:2])
            lit = np.clip((cosine - level) / edge + 0.5, 0, 1)
            share = np.maximum(share, (1 - lit * lit * (3 - 2 * lit)) * near)
    if subject is not None:
        share = share * (subject.astype(np.float32) / np.float32(255))
    kept = 1 - np.float32(dark) * share[..., None]
    return np.asarray(np.rint(photo * kept), np.uint8)


def towards(
    mesh: NDArray[np.float32], light: NDArray[np.float64], height: float, shape: tuple[int, ...]
) -> tuple[Field, Field]:
    """Cosine between the face's normals and a light, −1..1, and how near a pixel is to the face.

    Args:
        mesh: float32 468×3.
        light: x to the right, y down, z towards the camera; of length 1.
        height: of the face, pixels.
        shape: rows and columns of the result.

    Returns:
        Both float32 H×W; the second is 1 on the face and falls to 0 around it.
    """
    cosine, there = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    corners = mesh[triangles(mesh[:, :2])]
    a, b, c = (corners * (1, 1, -1)).transpose(1, 0, 2)
    normals = np.cross(b - a, c - a)
    normals *= np.where(normals[:, 2:] > 0, 1, -1)
    facing = normals @ light / np.maximum(np.linalg.norm(normals, axis=1), 1e-6)
    for outline, one in zip(np.rint(corners[..., :2]).astype(np.int32), facing, strict=True):
        cv2.fillConvexPoly(cosine, outline, float(one))
        cv2.fillConvexPoly(there, outline, 1.0)
    smooth = _weighed(cosine, there, _SMOOTH * height)
    beyond, near = _weighed(cosine, there, _SPREAD * height), _blur(there, _SPREAD * height)
    on = _blur(there, _RIM * height)
    return smooth * on + beyond * (1 - on), np.clip(2 * near, 0, 1)


def triangles(points: NDArray[np.float32]) -> NDArray[np.intp]:
    """Delaunay's triangulation, T×3 numbers of points, as OpenCV computes it."""
    low, high = points.min(0) - 2, points.max(0) + 2
    width, height = (int(side) for side in np.ceil(high - low) + 1)
    plane = cv2.Subdiv2D((0, 0, width, height))
    places = (points - low).astype(np.float32)
    number = {}
    for index, (x, y) in enumerate(places.tolist()):
        plane.insert((x, y))
        number[x, y] = index
    corners = np.asarray(plane.getTriangleList(), np.float32).reshape(-1, 3, 2).tolist()
    # Corners of the plane itself are in the list too, and belong to no landmark.
    found = [[number.get((x, y), -1) for x, y in triangle] for triangle in corners]
    return np.array([triangle for triangle in found if min(triangle) >= 0], np.intp)


def _weighed(field: Field, weight: Field, sigma: float) -> Field:
    """A Gaussian mean of a field where it has a weight."""
    return np.asarray(_blur(field * weight, sigma) / (_blur(weight, sigma) + 1e-4), np.float32)


def _blur(field: Field, sigma: float) -> Field:
    return np.asarray(cv2.GaussianBlur(field, (0, 0), max(sigma, 0.5)), np.float32)
