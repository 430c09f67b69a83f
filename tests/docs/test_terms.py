"""What ships has its terms written down."""

from __future__ import annotations

from pathlib import Path

from artline.models.store import rows

ROOT = Path(__file__).parents[2]


def test_every_bundled_model_has_its_terms_and_its_page() -> None:
    """A model that comes with the package is in LICENSES/README.md and in docs/models.md."""
    terms = (ROOT / "LICENSES" / "README.md").read_text(encoding="utf-8")
    models = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    registered = list(rows().values())
    assert registered
    missing = [row.file for row in registered if f"models/{row.file}`" not in terms]
    assert not missing, f"no row in LICENSES/README.md: {missing}"
    missing = [row.name for row in registered if f"| `{row.name}` |" not in models]
    assert not missing, f"no row in docs/models.md: {missing}"


def test_every_model_file_is_registered() -> None:
    """No weights lie in the package without a row that states their terms."""
    folder = ROOT / "src" / "artline" / "models"
    assert {path.name for path in folder.glob("*.onnx")} <= {row.file for row in rows().values()}
