"""The hand's stages as a branch of the ONNX graph that runs only on request.

ONNX Runtime computes every node whatever outputs are wanted, except those in the branch of an `If`
that is not taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto

ASKED = "by_hand"
"""Name of the graph's switch: a bool, true unless something else is fed."""
_PREFIX = "hand/"
"""Before the names of the branch's nodes and weights, so that none is there twice."""


def with_hand(trunk: ModelProto, hand: ModelProto, features: int) -> ModelProto:
    """One graph of both, with the output `hand` before the last one.

    Args:
        trunk: photo to ink, subject, and features, which are removed from the outputs.
        hand: features, by the same names, to `hand`.
        features: number of features.
    """
    from onnx import TensorProto, compose, helper, numpy_helper

    outputs = list(trunk.graph.output)
    del trunk.graph.output[len(outputs) - features :]
    channels = hand.graph.output[0].type.tensor_type.shape.dim[1].dim_value
    own = compose.add_prefix(hand, _PREFIX, rename_inputs=False).graph
    del own.input[:], own.value_info[:]
    nothing = helper.make_graph(
        [
            helper.make_node(
                "Constant",
                [],
                ["nothing"],
                value=numpy_helper.from_array(np.zeros((1, channels, 1, 1), np.float32)),
            )
        ],
        "nothing",
        [],
        [helper.make_tensor_value_info("nothing", TensorProto.FLOAT, (1, channels, None, None))],
    )
    trunk.graph.node.append(
        helper.make_node("If", [ASKED], ["hand"], then_branch=own, else_branch=nothing)
    )
    trunk.graph.input.append(helper.make_tensor_value_info(ASKED, TensorProto.BOOL, ()))
    trunk.graph.initializer.append(numpy_helper.from_array(np.array(True), ASKED))
    drawn = helper.make_tensor_value_info("hand", TensorProto.FLOAT, (1, channels, "h", "w"))
    trunk.graph.output.insert(1, drawn)
    return trunk
