"""Other projects' networks in the shapes of their papers, with random weights. Needs `onnx`.

The time of a convolution does not depend on its weights. Batch normalisation is folded into the
convolutions, as it is for use; instance normalisation cannot be and stays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Builder:
    """Collects nodes and weights; values are known by name and number of channels."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.rng = np.random.default_rng(0)

    def constant(self, array: np.ndarray) -> str:
        """A weight."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind: str, inputs: list[str], **options: Any) -> str:
        """A node with one output."""
        name = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **options))
        return name

    def conv(
        self, x: str, inputs: int, outputs: int, kernel: int = 3, *, stride: int = 1,
        dilation: int = 1, pad: int | None = None, bias: bool = True,
    ) -> str:  # fmt: skip
        """A convolution with He-sized weights, so that values neither vanish nor explode."""
        scale = (2 / (inputs * kernel * kernel)) ** 0.5
        shape = (outputs, inputs, kernel, kernel)
        sources = [x, self.constant((self.rng.standard_normal(shape) * scale).astype(np.float32))]
        if bias:
            sources.append(self.constant(np.zeros(outputs, np.float32)))
        side = dilation * (kernel // 2) if pad is None else pad
        return self.node("Conv", sources, strides=[stride] * 2, dilations=[dilation] * 2,
                         pads=[side] * 4, kernel_shape=[kernel] * 2)  # fmt: skip

    def relu(self, x: str) -> str:
        """Its positive part."""
        return self.node("Relu", [x])

    def resized_like(self, x: str, like: str, channels: int) -> str:
        """Bilinear, to another value's height and width."""
        size = self.node("Shape", [like], start=2, end=4)
        front = self.constant(np.array([1, channels], np.int64))
        sizes = self.node("Concat", [front, size], axis=0)
        return self.node("Resize", [x, "", "", sizes], mode="linear",
                         coordinate_transformation_mode="half_pixel")  # fmt: skip

    def normalised(self, x: str, channels: int) -> str:
        """Instance normalisation."""
        ones, zeros = np.ones(channels, np.float32), np.zeros(channels, np.float32)
        return self.node("InstanceNormalization", [x, self.constant(ones), self.constant(zeros)])

    def mirrored(self, x: str, by: int) -> str:
        """Continued beyond its edges as in a mirror."""
        pads = self.constant(np.array([0, 0, by, by, 0, 0, by, by], np.int64))
        return self.node("Pad", [x, pads], mode="reflect")

    def built(self, output: str) -> bytes:
        """The model: `photo` 1×3×H×W in, `drawing` 1×1×H×W or 1×3×H×W out."""
        self.nodes.append(helper.make_node("Identity", [output], ["drawing"]))
        photo = helper.make_tensor_value_info("photo", TensorProto.FLOAT, [1, 3, "H", "W"])
        drawing = helper.make_tensor_value_info("drawing", TensorProto.FLOAT, [1, "C", "H", "W"])
        graph = helper.make_graph(self.nodes, "network", [photo], [drawing], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString())


def u2net() -> bytes:
    """U²-Net, the full one: Qin et al. 2020 (Pattern Recognition 106), figure 5; 44.0 M weights."""
    net = Builder()

    def block(x: str, inputs: int, middle: int, outputs: int) -> str:
        return net.relu(net.conv(x, inputs, outputs, dilation=middle))

    def rsu(x: str, height: int, inputs: int, middle: int, outputs: int) -> str:
        """A residual U-block of `height` levels (figure 2): RSU-7 … RSU-4."""
        first = block(x, inputs, 1, outputs)
        seen = [block(first, outputs, 1, middle)]
        for _ in range(height - 2):
            pooled = net.node("MaxPool", [seen[-1]], kernel_shape=[2, 2], strides=[2, 2],
                              ceil_mode=1)  # fmt: skip
            seen.append(block(pooled, middle, 1, middle))
        up = block(seen[-1], middle, 2, middle)
        for k, skip in enumerate(reversed(seen)):
            if k:
                up = net.resized_like(up, skip, middle)
            last = k == len(seen) - 1
            joined = net.node("Concat", [up, skip], axis=1)
            up = block(joined, 2 * middle, 1, outputs if last else middle)
        return net.node("Add", [up, first])

    def rsu4f(x: str, inputs: int, middle: int, outputs: int) -> str:
        """The block without pooling: dilations 1, 2, 4, 8."""
        first = block(x, inputs, 1, outputs)
        seen = [block(first, outputs, 1, middle)]
        for dilation in (2, 4):
            seen.append(block(seen[-1], middle, dilation, middle))
        up = block(seen[-1], middle, 8, middle)
        for skip, dilation, out in ((seen[2], 4, middle), (seen[1], 2, middle),
                                    (seen[0], 1, outputs)):  # fmt: skip
            up = block(net.node("Concat", [up, skip], axis=1), 2 * middle, dilation, out)
        return net.node("Add", [up, first])

    def pool(x: str) -> str:
        return net.node("MaxPool", [x], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)

    encoder = [rsu("photo", 7, 3, 32, 64)]
    for height, inputs, middle, outputs in ((6, 64, 32, 128), (5, 128, 64, 256),
                                            (4, 256, 128, 512)):  # fmt: skip
        encoder.append(rsu(pool(encoder[-1]), height, inputs, middle, outputs))
    encoder.append(rsu4f(pool(encoder[-1]), 512, 256, 512))
    deepest = rsu4f(pool(encoder[-1]), 512, 256, 512)

    def joined(x: str, skip: str, channels: int) -> str:
        return net.node("Concat", [net.resized_like(x, skip, channels), skip], axis=1)

    decoder = [rsu4f(joined(deepest, encoder[4], 512), 1024, 256, 512)]
    for height, inputs, middle, outputs, skip in (
        (4, 1024, 128, 256, encoder[3]), (5, 512, 64, 128, encoder[2]),
        (6, 256, 32, 64, encoder[1]), (7, 128, 16, 64, encoder[0]),
    ):  # fmt: skip
        decoder.append(rsu(joined(decoder[-1], skip, inputs // 2), height, inputs, middle, outputs))
    widths = (512, 512, 256, 128, 64, 64)
    sides = [net.conv(x, width, 1) for x, width in zip((deepest, *decoder), widths, strict=True)]
    sides = [*(net.resized_like(x, "photo", 1) for x in sides[:-1]), sides[-1]]
    return net.built(net.node("Sigmoid", [net.conv(net.node("Concat", sides, axis=1), 6, 1, 1)]))


def resnet(blocks: int, outputs: int) -> bytes:
    """The generator of Johnson et al. 2016 (ECCV) as CycleGAN has it (Zhu et al. 2017).

    7×7 to 64 channels, two strides to 256, residual blocks, two transposed convolutions, 7×7.
    With 3 blocks and one channel it is informative-drawings' (Chan, Durand, Isola 2022, CVPR);
    with 9 and three, 11.4 M weights.
    """
    net = Builder()

    def block(x: str, channels: int, activated: bool = True) -> str:
        seen = net.normalised(x, channels)
        return net.relu(seen) if activated else seen

    x = block(net.conv(net.mirrored("photo", 3), 3, 64, 7, pad=0), 64)
    for width in (64, 128):
        x = block(net.conv(x, width, 2 * width, stride=2), 2 * width)
    for _ in range(blocks):
        inner = block(net.conv(net.mirrored(x, 1), 256, 256, pad=0), 256)
        inner = block(net.conv(net.mirrored(inner, 1), 256, 256, pad=0), 256, activated=False)
        x = net.node("Add", [x, inner])
    for width in (256, 128):
        kernel = net.rng.standard_normal((width, width // 2, 3, 3)) * (2 / (width * 9)) ** 0.5
        bias = net.constant(np.zeros(width // 2, np.float32))
        sources = [x, net.constant(kernel.astype(np.float32)), bias]
        x = net.node("ConvTranspose", sources, strides=[2, 2], pads=[1, 1, 1, 1],
                     output_padding=[1, 1], kernel_shape=[3, 3])  # fmt: skip
        x = block(x, width // 2)
    last = net.conv(net.mirrored(x, 3), 64, outputs, 7, pad=0)
    return net.built(net.node("Sigmoid" if outputs == 1 else "Tanh", [last]))
