"""The network keeps its contract, cuts off what it padded, and refuses what is no model."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnx
import pytest
import skimage.data
from onnx import TensorProto, helper

from artline.errors import ModelError
from artline.ink.network import Network
from artline.models.store import find

METADATA = {
    "artline.contract": "2",
    "channels": "line,mass,scene,pressure",
    "multiple": "32",
    "best_long_side": "448",
    "halo": "96",
    "licence": "MIT",
}


def model(metadata=METADATA, channels=4, outputs=("ink", "subject"), shape=("h", "w")) -> bytes:
    """A tiny model: ink is one minus the photo, then again; subject is its first channel."""
    axis = helper.make_tensor("axis", TensorProto.INT64, [1], [1])
    cuts = [
        helper.make_tensor(name, TensorProto.INT64, [1], [value])
        for name, value in (("zero", 0), ("one", 1), ("count", channels))
    ]
    whole = helper.make_tensor("whole", TensorProto.FLOAT, [], [1.0])
    nodes = [
        helper.make_node("Sub", ["whole", "photo"], ["dark"]),
        helper.make_node("Concat", ["dark", "dark"], ["twice"], axis=1),
        helper.make_node("Slice", ["twice", "zero", "count", "axis"], [outputs[0]]),
        helper.make_node("Slice", ["photo", "zero", "one", "axis"], [outputs[1]]),
    ]

    def value(name, count):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, count, *shape])

    graph = helper.make_graph(
        nodes,
        "tiny",
        [value("photo", 3)],
        [value(outputs[0], channels), value(outputs[1], 1)],
        [axis, *cuts, whole],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(made, metadata)
    onnx.checker.check_model(made)
    return made.SerializeToString()


@pytest.fixture(scope="module")
def portrait() -> Network:
    return Network(find("portrait").data, "portrait", threads=2)


def test_the_contract_is_read_from_the_file(portrait):
    contract = portrait.contract
    assert contract.channels == ("line", "mass", "scene", "pressure")
    assert (contract.version, contract.multiple, contract.best_long_side) == (2, 32, 608)
    assert contract.hand == ("pencil", "brush", "graphite")
    assert contract.parts == ("hair", "skin", "cloth")
    assert not {"masses", "features"} & contract.extra.keys()
    assert "artline's own teacher" in contract.trained_on
    assert "Apache-2.0" in contract.licence and "FS2K" in contract.data


@pytest.mark.parametrize("size", [(1, 1), (31, 33), (64, 32), (1, 70)])
def test_any_size_comes_back_as_it_went_in(size):
    photo = np.random.default_rng(0).random((*size, 3), np.float32)
    channels, subject = Network(model(), "tiny", threads=1)(photo)
    assert list(channels) == ["line", "mass", "scene", "pressure"]
    for k, channel in enumerate(channels.values()):
        assert channel.dtype == np.float32
        np.testing.assert_allclose(channel, 1 - photo[:, :, k % 3], atol=1e-6)
    np.testing.assert_array_equal(subject, photo[:, :, 0])


def test_a_portrait_has_ink_inside_its_subject(portrait):
    photo = skimage.data.astronaut()[:448:2, :448:2].astype(np.float32) / 255
    channels, subject = portrait(photo)
    for channel in (*channels.values(), subject):
        assert channel.shape == photo.shape[:2]
        assert channel.min() >= 0 and channel.max() <= 1
    assert subject[60, 110] > 0.9  # her face
    assert channels["line"].max() > 0.9 and channels["mass"].max() > 0.9


def test_threads_may_share_one_network():
    network = Network(model(), "tiny", threads=1)
    wrong = []

    def work(seed):
        photo = np.random.default_rng(seed).random((40 + seed, 50, 3), np.float32)
        for _ in range(20):
            if not np.allclose(network(photo)[0]["line"], 1 - photo[:, :, 0], atol=1e-6):
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not an ONNX model"),
        (b"\x89PNG\r\n" * 40, "not an ONNX model"),
        (model()[:100], "not an ONNX model"),
        *[
            (model({k: v for k, v in METADATA.items() if k != key}), f"no '{key}'")
            for key in METADATA
        ],
        (model(METADATA | {"artline.contract": "3"}), "version 3, this artline reads 2; update"),
        (model(METADATA | {"multiple": "0"}), "multiple = 0"),
        (model(METADATA | {"halo": "-1"}), "halo = -1"),
        (model(METADATA | {"best_long_side": "wide"}), "best_long_side = wide"),
        (model(METADATA | {"channels": "line,line"}), "channels = line,line"),
        (
            model(METADATA | {"channels": "line,mass"}, channels=2),
            "no channel scene, pressure, which contract 2 requires",
        ),
        (model(channels=3), "wants float32 1×4×H×W"),
        (model(outputs=("ink", "matte")), "outputs are ink, matte"),
        (model(shape=(64, 64)), "wants float32"),
    ],
)
def test_what_breaks_the_contract_is_refused_in_one_line(data, says):
    with pytest.raises(ModelError) as caught:
        Network(data, "some.onnx")
    message = str(caught.value)
    assert message.startswith("some.onnx: ") and says in message
    assert message.isprintable()


def test_a_file_of_contract_1_is_refused_with_the_artline_that_reads_it():
    """Protects from a drawing of doubtful masses, and from an error that names no remedy."""
    old = METADATA | {"artline.contract": "1", "masses": "settled", "features": "hinted"}
    with pytest.raises(ModelError) as caught:
        Network(model(old), "old.onnx")
    assert str(caught.value) == (
        "old.onnx: its contract is version 1, this artline reads 2; use artline 0.1.0, which "
        "reads it, or a model from `artline models`"
    )


def test_parts_that_are_named_and_not_given_are_refused():
    """Protects looks that ask for hair from a file that only names it."""
    with pytest.raises(ModelError, match="the contract wants ink, parts, subject"):
        Network(model({**METADATA, "parts": "hair,skin"}), "mine")


def test_a_model_without_parts_draws_without_them():
    """Protects every model made before there were parts."""
    network = Network(model(), "mine")
    assert network.contract.parts == ()
    channels, _ = network(np.zeros((32, 32, 3), np.float32))
    assert list(channels) == ["line", "mass", "scene", "pressure"]


def test_the_parts_tell_hair_skin_and_cloth_apart(portrait):
    """Protects the astronaut's hair, face and suit; the background belongs to none of them."""
    rgb = skimage.data.astronaut()
    channels, subject = portrait(rgb.astype(np.float32) / 255)
    places = {"hair": (60, 180), "skin": (140, 215), "cloth": (308, 68)}
    for name, (y, x) in places.items():
        at = {part: float(channels[part][y, x]) for part in places}
        assert max(at, key=at.__getitem__) == name and at[name] > 0.7, at
    nobody = subject < 0.02
    assert max(float(channels[part][nobody].mean()) for part in places) < 0.05


SEEN_ONCE = """
import re, numpy as np
from pathlib import Path
from artline.ink.network import Network
from artline.models.store import find

def held(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

network = Network(find("portrait").data, "portrait", threads=1)
seen = network(np.zeros((512, 512, 3), np.float32))
print(held("VmHWM") - held("VmRSS"))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells memory as Linux does")
def test_the_first_pass_gives_its_memory_back():
    """Protects the memory of drawing one photo: it is finished in what the network left."""
    told = subprocess.run(
        [sys.executable, "-c", SEEN_ONCE], capture_output=True, text=True, check=True
    )
    assert float(told.stdout) > 60  # MiB of the about 100 that a pass of this size takes


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read as Linux says it")
def test_memory_for_the_next_pass_is_given_back_when_asked() -> None:
    """Protects a server: after a busy minute it is as small as before, and sees the same."""

    def resident() -> int:
        """MB (2²⁰ bytes) of this process in memory."""
        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20

    weights = find("portrait")
    network = Network(weights.data, weights.name)
    photo = skimage.data.astronaut().astype(np.float32) / 255
    for _ in range(2):  # the first gives it back by itself
        before, _ = network(photo)
    kept = resident()
    network.give_back()
    assert kept - resident() > 40
    after, _ = network(photo)
    assert np.array_equal(before["line"], after["line"])
