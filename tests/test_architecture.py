"""The import graph is the architecture; these tests keep it that way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CHILD_SIDE_ONLY = {"numpy", "sympy", "mpmath"}
MAY_IMPORT: dict[str, set[str]] = {
    "quizapp.errors": set(),
    "quizapp.locations": {"quizapp.errors"},
    "quizapp.settings": {"quizapp.errors", "quizapp.locations", "quizapp.cards.model"},
    "quizapp.cards": {"quizapp.errors"},
    "quizapp.cards.model": set(),
    "quizapp.mathtext": {"quizapp.errors"},
    "quizapp.memory": {"quizapp.errors", "quizapp.cards.model"},
    "quizapp.study": {
        "quizapp.errors",
        "quizapp.cards.model",
        "quizapp.cards.quantities",
        "quizapp.memory",
    },
    "quizapp.store": {"quizapp.errors", "quizapp.cards.model", "quizapp.memory"},
    "quizapp.network": set(),
    "quizapp.derive": {"quizapp.errors", "quizapp.network", "quizapp.mathtext"},
    "derivations": {"quizapp.derive", "quizapp.network"},
}
"""Which of our own packages each may import, besides itself; the longest name that fits a module counts."""

THIRD_PARTY: dict[str, set[str]] = {
    "quizapp.errors": set(),
    "quizapp.locations": {"platformdirs"},
    "quizapp.settings": {"pydantic"},
    "quizapp.cards": {"markdown_it", "mdit_py_plugins", "pydantic", "yaml"},
    "quizapp.mathtext": set(),
    "quizapp.memory": {"fsrs"},
    "quizapp.study": set(),
    "quizapp.store": set(),
    "quizapp.network": {"numpy"},
    "quizapp.derive": {"numpy", "sympy", "mpmath", "pydantic"},
    "derivations": {"numpy", "sympy"},
}

FILES = sorted(path for folder in ("quizapp", "derivations") for path in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(source: str) -> set[str]:
    """Every module a source text imports, wherever in the file it does so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: use absolute imports"
            assert node.module is not None
            found |= (
                {node.module} if node.module.count(".") else {f"{node.module}.{a.name}" for a in node.names}
            )
    return found


def layer_of(module: str, layers: dict[str, set[str]]) -> str | None:
    return max(
        (name for name in layers if module == name or module.startswith(name + ".")), key=len, default=None
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_layers_import_downwards(path: Path) -> None:
    module = module_name(path)
    layer = layer_of(module, MAY_IMPORT)
    if layer is None:
        assert module.startswith(("quizapp.ui", "quizapp.cli")) or module in {
            "quizapp",
            "quizapp.__main__",
        }, f"{module} belongs to no layer; give it a row in MAY_IMPORT"
        return
    ours = {
        name
        for name in imported_modules(path.read_text("utf-8"))
        if name.split(".")[0] in {"quizapp", "derivations"}
    }
    allowed = MAY_IMPORT[layer] | {layer}
    outside = {name for name in ours if not any(name == a or name.startswith(a + ".") for a in allowed)}
    assert not outside


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_layers_use_only_their_libraries(path: Path) -> None:
    layer = layer_of(module_name(path), THIRD_PARTY)
    if layer is None:
        return
    imported = {name.split(".")[0] for name in imported_modules(path.read_text("utf-8"))}
    assert imported - set(sys.stdlib_module_names) - {"quizapp"} <= THIRD_PARTY[layer]


def test_only_the_command_line_imports_the_screens() -> None:
    importers = {
        module_name(path)
        for path in FILES
        if any(name.startswith("quizapp.ui") for name in imported_modules(path.read_text("utf-8")))
    }
    assert {name.split(".")[1] for name in importers} == {"cli", "ui"}


def test_nothing_imports_a_derivation() -> None:
    importers = [
        p for p in FILES if any(n.startswith("derivations") for n in imported_modules(p.read_text("utf-8")))
    ]
    assert importers == []


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import quizapp.derive.report", {"numpy", "sympy", "textual"}),
        ("import quizapp.derive.worker", {"numpy", "sympy", "textual"}),
        ("import quizapp.derive.typed", {"numpy", "sympy", "textual"}),
        ("import quizapp.derive.measured", {"numpy", "sympy", "textual"}),
        ("import quizapp.cards.model", {"numpy", "sympy", "textual", "pydantic", "markdown_it"}),
    ],
)
def test_import_stays_light(statement: str, forbidden: set[str]) -> None:
    code = f"{statement}\nimport sys\nprint(*[m for m in {sorted(forbidden)!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.split() == []
