"""Plants random errors: in the formulas of derivations, in the network library, in the equations of cards.

The errors are made in the source text, by other means than those of the engine's own mutants.
"""

import ast
import copy
import importlib
import operator
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import numpy as np

from quizapp.cards.check import check_library
from quizapp.cards.library import load_library
from quizapp.derive import Derivation
from quizapp.derive.load import load
from quizapp.derive.networkcheck import draw_comparisons
from quizapp.derive.report import Verdict

ROOT = Path(__file__).parent.parent.parent
NETWORK = ROOT / "quizapp" / "network"
NAMES = (
    "activations/relu_family",
    "activations/sigmoid",
    "activations/tanh",
    "backpropagation/two_layer",
    "initialization/variance",
    "layers/dense_batch",
    "layers/linear_collapse",
    "layers/xor_relu",
    "losses/binary_cross_entropy",
    "losses/mean_squared_error",
    "losses/softmax_cross_entropy",
    "one_shot/triplet",
    "optimization/numerical_gradient",
    "optimization/quadratic_step",
    "regularization/dropout",
    "regularization/weight_decay",
)
"""Derivations that errors are planted in: those that are judged within a second."""
NOT_COMPUTED_WITH = re.compile(
    r"check|describe|__post_init__|with_parameters|\bhe$|xavier$|^_normal|binary_states"
)
"""Functions that look after arguments or draw numbers: an error there changes no formula."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One error, and whether anything noticed it."""

    what: str
    caught: bool


def path_of(name: str) -> Path:
    return ROOT / "derivations" / f"{name}.py"


# Errors in expressions

SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


def _edits(node: ast.AST) -> Iterator[Callable[[], str]]:
    """Give every way to spoil one node in place; each says what it did."""
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        yield lambda: _set(node, "op", SWAPPED[type(node.op)]())
        if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult):
            yield lambda: _swap(node, "left", "right")
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        one_more = node.value + 1
        yield lambda: _set(node, "value", one_more)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda: _set(node, "op", ast.UAdd())
    if isinstance(node, ast.Attribute) and node.attr in {"sum", "mean", "T"}:
        yield lambda: _set(node, "attr", {"sum": "mean", "mean": "sum", "T": "real"}[node.attr])


def _set(node: Any, field: str, value: Any) -> str:
    before = ast.unparse(node)
    setattr(node, field, value)
    return f"{before} became {ast.unparse(node)}"


def _swap(node: Any, one: str, other: str) -> str:
    before = ast.unparse(node)
    first, second = getattr(node, one), getattr(node, other)
    setattr(node, one, second)
    setattr(node, other, first)
    return f"{before} became {ast.unparse(node)}"


def spoil(
    tree: ast.Module, parts: Callable[[ast.AST], Sequence[ast.AST]], rng: random.Random
) -> tuple[ast.Module, str]:
    """Give a copy of a module with one random error in one of its parts."""
    spoiled = copy.deepcopy(tree)
    edits = [edit for part in parts(spoiled) for node in ast.walk(part) for edit in _edits(node)]
    return spoiled, rng.choice(edits)()


# Formulas


def right_sides(tree: ast.AST) -> list[ast.AST]:
    """Give the right side of every claim and step of a derivation file."""
    found: list[ast.AST] = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            position = {"claim": 2, "step": 1}.get(call.func.attr)
            if position is not None and isinstance(call.func.value, ast.Name):
                found.append(call.args[position])
    return found


def plant_in_formula(rng: random.Random, folder: Path) -> Planted | None:
    """Spoil one claim; None when it is proved all the same, so that it was no error."""
    name = rng.choice(NAMES)
    tree = ast.parse(path_of(name).read_text("utf-8"))
    spoiled, what = spoil(tree, right_sides, rng)
    path = folder / f"{name.replace('/', '-')}.py"
    path.write_text(ast.unparse(spoiled), "utf-8")
    try:
        steps = [step for step in load(path, name).judge() if step.kind.judged]
    except Exception as error:  # noqa: BLE001 - whatever it raises, the run is not green
        return Planted(f"{name}: {what}: {error}", caught=True)
    if all(step.established is Verdict.PROVED for step in steps):
        return None
    return Planted(f"{name}: {what}", caught=not all(step.good for step in steps))


# Network code


@cache
def derivation(name: str) -> Derivation:
    return load(path_of(name), name)


def numbers(name: str) -> list[Any]:
    """Give everything that a network says in a derivation: its arrays, and how its objectives change."""
    d = derivation(name)
    found: list[Any] = []
    for drawn in draw_comparisons(d.networks, d.title, 0).values():
        for one in drawn:
            found.append(np.asarray(one.comparison.network))
            if one.comparison.objective is not None:
                at = np.asarray(one.comparison.at)
                moved = at + 0.01 * np.cos(np.arange(at.size)).reshape(at.shape)
                found.append(np.asarray(one.comparison.objective(moved) - one.comparison.objective(at)))
    return found


def same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return len(one) == len(other) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=0) for a, b in zip(one, other, strict=True)
    )


@cache
def truth(name: str) -> list[Any]:
    return numbers(name)


@cache
def used_functions() -> Mapping[str, tuple[str, ...]]:
    """Give the functions of the network library that derivations use, each with those derivations."""
    found: dict[str, dict[str, None]] = {}
    for name in NAMES:

        def note(frame: FrameType, event: str, _argument: object, name: str = name) -> None:
            code = frame.f_code
            path = Path(code.co_filename)
            computes = "<" not in code.co_qualname and not NOT_COMPUTED_WITH.search(code.co_name)
            if event == "call" and path.parent == NETWORK and computes:
                found.setdefault(f"{path.stem}:{code.co_qualname}", {})[name] = None

        sys.setprofile(note)
        try:
            numbers(name)
        finally:
            sys.setprofile(None)
    return {function: tuple(names) for function, names in sorted(found.items())}


def plant_in_network(rng: random.Random) -> Planted | None:
    """Spoil one function of the network library; None when no number changes, so that it was no error."""
    where = rng.choice(list(used_functions()))
    module_name, qualified = where.split(":")
    module = importlib.import_module(f"quizapp.network.{module_name}")
    function = operator.attrgetter(qualified)(module)
    function = getattr(function, "fget", function)
    assert isinstance(function, FunctionType)
    path = NETWORK / f"{module_name}.py"
    tree = ast.parse(path.read_text("utf-8"))

    def body(tree: ast.AST) -> list[ast.AST]:
        return [*_definition(tree, qualified.split(".")).body]

    try:
        spoiled, what = spoil(tree, body, rng)
    except IndexError:
        return None  # There is nothing in it to spoil.
    original = function.__code__
    names = used_functions()[where]
    before = {name: truth(name) for name in names}
    function.__code__ = _code(compile(ast.fix_missing_locations(spoiled), str(path), "exec"), qualified)
    try:
        changed = False
        for name in names:
            caught, differs = _notices(name, before[name])
            if caught:
                return Planted(f"network.{where}: {what}", caught=True)
            changed |= differs
        return Planted(f"network.{where}: {what}", caught=False) if changed else None
    finally:
        function.__code__ = original


def _notices(name: str, before: list[Any]) -> tuple[bool, bool]:
    """Say whether a derivation fails, and whether any of its numbers changed."""
    try:
        with np.errstate(all="ignore"):
            if same(before, numbers(name)):
                return False, False
            return not all(step.good for step in derivation(name).judge()), True
    except Exception:  # noqa: BLE001 - whatever it raises, the run is not green
        return True, True


def _definition(tree: ast.AST, path: Sequence[str]) -> ast.FunctionDef:
    node: Any = tree
    for name in path:
        node = next(n for n in node.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name == name)
    assert isinstance(node, ast.FunctionDef)
    return node


def _code(code: CodeType, qualified: str) -> CodeType:
    waiting = [code]
    while waiting:
        found = waiting.pop()
        if found.co_qualname == qualified:
            return found
        waiting += [constant for constant in found.co_consts if isinstance(constant, CodeType)]
    raise LookupError(qualified)


# Equations of cards

EQUATION = re.compile(r"\$\$\n(?P<latex>.*?)\n\$\$ \((?P<label>[a-z0-9-]+)\)", re.DOTALL)
TYPOS = (
    (re.compile(r" \+ "), " - "),
    (re.compile(r" - "), " + "),
    (re.compile(r"\^\{2\}"), ""),
    (re.compile(r"_\{j\}"), "_{k}"),
    (re.compile(r"_\{k\}"), "_{j}"),
    (re.compile(r"\^\{\\top\}"), ""),
    (re.compile(r"\\frac\{2\}"), r"\\frac{1}"),
    (re.compile(r"\b1\b"), "2"),
    (re.compile(r"\b2\b"), "3"),
    (re.compile(r"\\lambda"), r"\\eta"),
    (re.compile(r" = "), " = -"),
    (re.compile(r" > "), " < "),
)


@cache
def printed() -> dict[str, Mapping[str, str]]:
    """Give what the derivations that cards show print now."""
    library = load_library(ROOT / "content")
    return {name: load(path_of(name), name).outline(name).labels for name in library.derivations}


@cache
def problems_before() -> frozenset[tuple[str, str]]:
    return frozenset(_problems(ROOT / "content"))


def _problems(content: Path) -> set[tuple[str, str]]:
    found = check_library(load_library(content), printed())
    return {(str(problem.path.relative_to(content)), str(problem.code)) for problem in found}


def plant_in_card(rng: random.Random, folder: Path) -> Planted | None:
    """Misprint one labelled equation of a copy of the cards; None where the misprint cannot be made."""
    content = ROOT / "content"
    cards = [path for path in sorted(content.rglob("*.md")) if EQUATION.search(path.read_text("utf-8"))]
    card = rng.choice(cards)
    text = card.read_text("utf-8")
    equation = rng.choice(list(EQUATION.finditer(text)))
    pattern, wrong = rng.choice(TYPOS)
    places = list(pattern.finditer(equation["latex"]))
    if not places:
        return None
    place = rng.choice(places)
    start = equation.start("latex")
    typo = text[: start + place.start()] + place.expand(wrong) + text[start + place.end() :]
    copied = folder / "content"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(content, copied)
    (copied / card.relative_to(content)).write_text(typo, "utf-8")
    what = f"{card.name}: {equation['label']}: {place[0]!r} became {place.expand(wrong)!r}"
    return Planted(what, caught=bool(_problems(copied) - problems_before()))
