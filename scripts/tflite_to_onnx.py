"""Turn a small TensorFlow Lite network into ONNX: the same graph, channels first.

    pip install tflite ai-edge-litert onnx onnxruntime

Reads the schema with `tflite`; knows the operators of MediaPipe's face networks. Weights are kept
in, or brought to, half precision and cast to single when the model is loaded. The scripts
`convert_faces.py` and `convert_mesh.py` say what to convert.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

BUILTIN = {code: name for name, code in vars(tflite.BuiltinOperator).items() if name.isupper()}
ACTIVATION = {0: None, 1: "Relu"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to convert, and what to call it.

    Attributes:
        name: of the graph.
        input: name of the input.
        outputs: name and shape of each output, in the file's order.
        metadata: what the ONNX file says of itself.
        halve: bring single-precision kernels to half. Biases stay: a landmark network's last
            ones are whole coordinates, which half precision knows to an eighth of a pixel only.
        tolerance: largest difference of any output that is put up with.
    """

    name: str
    input: str
    outputs: Mapping[str, tuple[int, ...]]
    metadata: Mapping[str, str]
    tolerance: float
    halve: bool = False


class Converter:
    """Walks through a TensorFlow Lite graph once and collects ONNX nodes."""

    def __init__(self, data: bytes, recipe: Recipe) -> None:
        self.recipe = recipe
        self.model = tflite.Model.GetRootAs(data, 0)
        self.graph = self.model.Subgraphs(0)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.constants: dict[int, np.ndarray] = {}
        self.names: dict[int, str] = {}

    def tensor(self, index: int) -> np.ndarray | None:
        """A constant of the file, or what was dequantised from one; None for a picture."""
        if index in self.constants:
            return self.constants[index]
        described = self.graph.Tensors(index)
        raw = self.model.Buffers(described.Buffer())
        if not raw.DataLength():
            return None
        kind = {0: np.float32, 1: np.float16, 2: np.int32}[described.Type()]
        return np.frombuffer(raw.DataAsNumpy().tobytes(), kind).reshape(described.ShapeAsNumpy())

    def shape(self, index: int) -> tuple[int, ...]:
        """Its shape, channels last."""
        return tuple(int(n) for n in self.graph.Tensors(index).ShapeAsNumpy())

    def weight(self, name: str, array: np.ndarray) -> str:
        """An initialiser; half precision is cast to single when the model is loaded."""
        if self.recipe.halve and array.dtype == np.float32 and array.ndim == 4:
            array = array.astype(np.float16)
        if array.dtype != np.float16:
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
            return name
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name + "_half"))
        self.nodes.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
        return name

    def emit(
        self, kind: str, inputs: list[str], index: int, activation: int, **options: Any
    ) -> None:
        """Add a node, and its fused activation behind it."""
        name = f"t{index}"
        if ACTIVATION[activation] is None:
            self.nodes.append(helper.make_node(kind, inputs, [name], **options))
        else:
            self.nodes.append(helper.make_node(kind, inputs, [name + "_linear"], **options))
            self.nodes.append(helper.make_node(ACTIVATION[activation], [name + "_linear"], [name]))
        self.names[index] = name

    def options(self, operator: Any, kind: Callable[[], Any]) -> Any:
        """The operator's options as the schema's class."""
        described = kind()
        table = operator.BuiltinOptions()
        described.Init(table.Bytes, table.Pos)
        return described

    def convolution(self, operator: Any, inputs: list[int], output: int, depthwise: bool) -> None:
        """A convolution or depthwise convolution, its kernel turned to O×I×h×w."""
        kind = tflite.DepthwiseConv2DOptions if depthwise else tflite.Conv2DOptions
        options = self.options(operator, kind)
        kernel = self.tensor(inputs[1])
        bias = self.tensor(inputs[2])
        assert kernel is not None and bias is not None
        # depthwise kernels are 1×h×w×C, others O×h×w×I
        kernel = kernel.transpose(3, 0, 1, 2) if depthwise else kernel.transpose(0, 3, 1, 2)
        strides = [options.StrideH(), options.StrideW()]
        self.emit(
            "Conv",
            [
                self.names[inputs[0]],
                self.weight(f"w{inputs[1]}", kernel),
                self.weight(f"b{inputs[2]}", bias),
            ],
            output,
            options.FusedActivationFunction(),
            kernel_shape=list(kernel.shape[2:]),
            strides=strides,
            group=kernel.shape[0] if depthwise else 1,
            pads=self.same(inputs[0], kernel.shape[2:], strides, options.Padding()),
        )

    def same(self, source: int, window: Any, strides: list[int], padding: int) -> list[int]:
        """TensorFlow's padding as ONNX pads: the odd pixel goes below and to the right."""
        if padding == tflite.Padding.VALID:
            return [0, 0, 0, 0]
        sides = self.shape(source)[1:3]
        total = [
            max((-(-n // step) - 1) * step + k - n, 0)
            for n, k, step in zip(sides, window, strides, strict=True)
        ]
        before = [n // 2 for n in total]
        return [*before, *(n - b for n, b in zip(total, before, strict=True))]

    def operator(self, operator: Any) -> None:
        """One operator of the file, as ONNX nodes."""
        code = self.model.OperatorCodes(operator.OpcodeIndex())
        kind = BUILTIN[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        inputs = [int(i) for i in operator.InputsAsNumpy()]
        output = int(operator.Outputs(0))
        if kind == "DEQUANTIZE":
            constant = self.tensor(inputs[0])
            assert constant is not None
            self.constants[output] = constant
        elif kind in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            self.convolution(operator, inputs, output, kind == "DEPTHWISE_CONV_2D")
        elif kind == "RELU":
            self.emit("Relu", [self.names[inputs[0]]], output, 0)
        elif kind == "PRELU":
            slope = self.tensor(inputs[1])
            assert slope is not None
            sources = [
                self.names[inputs[0]],
                self.weight(f"a{inputs[1]}", slope.transpose(2, 0, 1)),
            ]
            self.emit("PRelu", sources, output, 0)
        elif kind == "ADD":
            fused = self.options(operator, tflite.AddOptions).FusedActivationFunction()
            self.emit("Add", [self.names[i] for i in inputs], output, fused)
        elif kind == "MAX_POOL_2D":
            options = self.options(operator, tflite.Pool2DOptions)
            window = [options.FilterHeight(), options.FilterWidth()]
            strides = [options.StrideH(), options.StrideW()]
            pads = self.same(inputs[0], window, strides, options.Padding())
            fused = options.FusedActivationFunction()
            source = [self.names[inputs[0]]]
            self.emit(
                "MaxPool", source, output, fused, kernel_shape=window, strides=strides, pads=pads
            )
        elif kind == "PAD":
            amounts = self.tensor(inputs[1])
            assert amounts is not None
            pads = amounts[[0, 3, 1, 2]].T.ravel().astype(np.int64)
            self.emit("Pad", [self.names[inputs[0]], self.weight(f"p{output}", pads)], output, 0)
        elif kind == "RESHAPE":
            last = f"t{output}_last"
            source = [self.names[inputs[0]]]
            self.nodes.append(helper.make_node("Transpose", source, [last], perm=[0, 2, 3, 1]))
            shape = np.array(self.shape(output), np.int64)
            self.emit("Reshape", [last, self.weight(f"s{output}", shape)], output, 0)
        elif kind == "CONCATENATION":
            options = self.options(operator, tflite.ConcatenationOptions)
            assert all(len(self.shape(i)) == 3 for i in inputs)
            sources = [self.names[i] for i in inputs]
            self.emit("Concat", sources, output, 0, axis=options.Axis())
        else:
            raise SystemExit(f"{kind}: not an operator of these models, teach the script")

    def output(self, index: int, name: str, shape: tuple[int, ...]) -> onnx.ValueInfoProto:
        """Name an output, in the shape that the recipe wants."""
        described = self.shape(index)
        if described == shape:
            self.nodes.append(helper.make_node("Identity", [self.names[index]], [name]))
        else:
            # Channels first and last are one order only where the picture has shrunk to a point.
            assert all(n == 1 for n in described[:-1])
            target = self.weight(name + "_shape", np.array(shape, np.int64))
            self.nodes.append(helper.make_node("Reshape", [self.names[index], target], [name]))
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    def convert(self) -> onnx.ModelProto:
        """The whole model."""
        source = int(self.graph.Inputs(0))
        self.names[source] = self.recipe.input
        for i in range(self.graph.OperatorsLength()):
            self.operator(self.graph.Operators(i))
        wanted = self.recipe.outputs.items()
        found = (int(i) for i in self.graph.OutputsAsNumpy())
        outputs = [
            self.output(index, name, shape)
            for index, (name, shape) in zip(found, wanted, strict=True)
        ]
        _, height, width, _ = self.shape(source)
        photo = helper.make_tensor_value_info(
            self.recipe.input, TensorProto.FLOAT, [1, 3, height, width]
        )
        graph = helper.make_graph(self.nodes, self.recipe.name, [photo], outputs, self.weights)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        helper.set_model_props(made, dict(self.recipe.metadata))
        onnx.checker.check_model(made, full_check=True)
        return made


def random_pictures(side: int, low: float, high: float) -> Iterable[np.ndarray]:
    """Four seeded pictures, 1×side×side×3, of pixels 1, 4, 16 and 64 wide."""
    rng = np.random.default_rng(0)
    for smooth in (1, 4, 16, 64):
        coarse = rng.uniform(low, high, (1, side // smooth, side // smooth, 3)).astype(np.float32)
        yield coarse.repeat(smooth, 1).repeat(smooth, 2)


def largest_difference(
    data: bytes, made: bytes, pictures: Iterable[np.ndarray]
) -> dict[str, float]:
    """The largest difference of each output between the two runtimes, on these pictures."""
    import onnxruntime
    from ai_edge_litert.interpreter import Interpreter

    lite = Interpreter(model_content=data)
    lite.allocate_tensors()
    session = onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0].name
    names = [output.name for output in session.get_outputs()]
    worst = dict.fromkeys(names, 0.0)
    for picture in pictures:
        lite.set_tensor(lite.get_input_details()[0]["index"], picture)
        lite.invoke()
        theirs = [lite.get_tensor(d["index"]) for d in lite.get_output_details()]
        ours = session.run(None, {source: picture.transpose(0, 3, 1, 2)})
        for name, a, b in zip(names, theirs, ours, strict=True):
            worst[name] = max(worst[name], float(np.abs(a.reshape(b.shape) - b).max()))
    return worst


def convert(source: str, target: str, recipe: Recipe, pictures: Iterable[np.ndarray]) -> None:
    """Convert, compare on these pictures (1×h×w×3), write."""
    data = Path(source).read_bytes()
    made = Converter(data, recipe).convert().SerializeToString()
    differences = largest_difference(data, made, pictures)
    if max(differences.values()) > recipe.tolerance:
        raise SystemExit(f"{source}: differs by {differences}, more than {recipe.tolerance}")
    Path(target).write_bytes(made)
    print(f"{target}: {len(made)} bytes, sha256 {hashlib.sha256(made).hexdigest()}")
    print("largest difference to the original:", differences)
