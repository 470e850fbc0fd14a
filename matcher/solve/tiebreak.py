"""One answer among equals, settled by ids and never by the solver.

Among all weeks that are equal at every level the one is chosen that, over the flats in id order, gives each
the citizen who is first in id order (nobody comes last).  Equal weeks differ by cycles of reduced cost zero;
those live inside the strongly connected components of the residual graph of the final face.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.arrays import Ints
from matcher.solve.network import Network


def settle(network: Network) -> None:
    """Move the flow to the first of all equal weeks; the network must be narrowed to its final face."""
    tail, head, _, pair = network.arcs
    _keep_cycles(network)
    for flat in np.unique(tail[(pair >= 0) & network.free]):
        own = np.nonzero((tail == flat) & (pair >= 0) & network.free)[0]
        if not len(own):
            continue
        now = head[own[network.flow[own] > 0]]
        better = own[network.flow[own] == 0]
        if len(now):
            better = better[head[better] < now[0]]
        if len(better):
            _push(network, int(better[np.argmin(head[better])]))
        network.free[own] = False
        _keep_cycles(network)


def _keep_cycles(network: Network) -> None:
    """Keep free only the arcs that lie on a residual cycle: the others are the same in all equal weeks."""
    component = _components(network)
    network.free &= component[network.arcs.tail] == component[network.arcs.head]


def _components(network: Network) -> Ints:
    forward, backward = network.residual()
    tail, head, _, _ = network.arcs
    start = np.concatenate([tail[forward], head[backward]])
    end = np.concatenate([head[forward], tail[backward]])
    graph = coo_array(
        (np.ones(len(start), dtype=np.int8), (start, end)), shape=(network.nodes, network.nodes)
    )
    return connected_components(graph.tocsr(), connection="strong")[1].astype(np.int64)


def _push(network: Network, arc: int) -> None:
    """Send one unit along an arc and back to its tail through the residual graph."""
    tail, head, _, _ = network.arcs
    leaving: dict[int, list[tuple[int, int, int]]] = {}
    forward, backward = network.residual()
    for row in forward:
        if row != arc:
            leaving.setdefault(int(tail[row]), []).append((int(head[row]), int(row), 1))
    for row in backward:
        leaving.setdefault(int(head[row]), []).append((int(tail[row]), int(row), -1))
    came: dict[int, tuple[int, int, int]] = {}
    queue, goal = deque([int(head[arc])]), int(tail[arc])
    while queue and goal not in came:
        node = queue.popleft()
        for other, row, sign in leaving.get(node, ()):
            if other not in came and other != int(head[arc]):
                came[other] = (node, row, sign)
                queue.append(other)
    node = goal
    while node != int(head[arc]):
        node, row, sign = came[node]
        network.flow[row] += sign
    network.flow[arc] += 1
