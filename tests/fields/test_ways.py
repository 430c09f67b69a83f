"""Ways that join pieces: as cheap as can be, and not dearer than what they join is worth."""

import numpy as np

from artline.fields.ways import joining


def pieces(*boxes, shape=(40, 60)):
    parts = np.zeros(shape, np.int32)
    for number, (rows, columns) in enumerate(boxes, 1):
        parts[slice(*rows), slice(*columns)] = number
    return parts


FRAME = ((0, 40), (0, 3))
NEAR = ((15, 25), (12, 22))
FAR = ((15, 25), (40, 50))


def test_all_pieces_are_joined_by_the_shortest_ways():
    parts = pieces(FRAME, NEAR, FAR)
    ways, given_up = joining(parts, 3, np.ones(parts.shape, np.float32), 9.0)
    assert len(ways) == 2 and not given_up.any()
    ends = [{int(parts[int(y), int(x)]) for x, y in (way[0], way[-1])} for way in ways]
    assert sorted(map(sorted, ends)) == [[1, 2], [2, 3]]
    assert all(np.abs(np.diff(way, axis=0)).max() == 1 for way in ways)


def test_a_way_leads_where_steps_are_cheap():
    parts = pieces(FRAME, NEAR)
    cost = np.full(parts.shape, 5.0, np.float32)
    cost[33, :] = cost[24:34, 17] = 0.1
    (way,), _ = joining(parts, 2, cost, 9.0)
    assert way[:, 1].max() == 33


def test_what_is_too_small_for_its_way_is_given_up():
    parts = pieces(FRAME, ((20, 22), (30, 32)))
    cost = np.ones(parts.shape, np.float32)
    assert joining(parts, 2, cost, 99.0)[1].tolist() == [False, False, False]
    ways, given_up = joining(parts, 2, cost, 1.5)
    assert not ways and given_up.tolist() == [False, False, True]
