"""Whatever is typed is read or refused at once: nothing is run, and nothing else is raised."""

import random
import resource
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from quizapp.derive.deadline import Deadline
from quizapp.derive.typed import RejectedError, as_latex, as_text, parse
from quizapp.derive.typed.cursor import DEEPEST
from tests.derive.typed.words import VOCABULARY, WITH_DERIVATIVES, refusal

HOSTILE = [
    "9^9^9^9",
    "9^(9^(9^(9^x)))",
    "((9^64)^64)^64",
    "((x+1)^64)^64",
    "(((x+1)^8)^8)^9",
    "K^K^K^K",
    "2^(2^(2^(2^(2^K))))",
    "exp(exp(exp(exp(9))))",
    "exp(exp(exp(exp(x))))",
    "cosh(cosh(cosh(cosh(x))))",
    "max(exp(exp(exp(9))), 1)^64",
    "10^30^30",
    "x^100",
    "x^-65",
    "x^(8*9)",
    "sum(1, m, 1, 10^15)",
    "sum(sum(1, m, 1, 1000), k, 1, 1000)",
    "sum_(m=1)^(9^9) z_m",
    "prod_(m=1)^(10^9) m",
    "ones(10^9)",
    "trace(eye(10^6))",
    "9" * 400,
    "1." + "3" * 398,
    "(" * 400,
    "[" * 60 + "x" + "]" * 60,
    "|" * 399,
    "{" * 199,
    "-" * 100_000,
    "-" * 399,
    "-" * 190 + "x",
    "x" + "/2" * 99,
    "z" + "⊙y" * 99,
    "W" + ".T" * 150,
    "x" + "^2" * 99,
    "exp " * 99 + "x",
    "sqrt " * 60 + "x",
    "sum_k " * 60 + "z_k",
    "d/dw " * 60 + "x",
    "sigma" + "'" * 150 + "(x)",
    "∂" * 400,
    "x_" * 199,
    "_" * 199,
    "a" * 400,
    "wx" * 200,
    "\\" * 400,
    "\\frac" * 80,
    r"\begin{cases}" * 15,
    "x if " * 80,
    "[x>" * 60,
    "𝔼" * 199,
    "__import__('os').system('true')",
    "().__class__.__bases__[0]",
    "lambda: x",
    "x; import os",
    "{x!r}",
    "%s%s%s",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("vocabulary", [VOCABULARY, WITH_DERIVATIVES], ids=["plain", "derivatives"])
def test_hostile_input_is_read_or_refused_at_once(typed: str, vocabulary: object) -> None:
    with Deadline.after(time.monotonic, 5).enforced(), suppress(RejectedError):
        tree = parse(typed, vocabulary)  # type: ignore[arg-type]
        as_text(tree)
        as_latex(tree, VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("9^9^9^9", "an exponent is at most 64"),
        ("((9^64)^64)^64", "this number is too large"),
        ("((x+1)^64)^64", "powers of powers exceed"),
        ("K^K^K^K", "too large to compute"),
        ("exp(exp(exp(exp(9))))", "too large to compute"),
        ("sum(1, m, 1, 10^15)", "more than 20000 terms"),
        ("trace(eye(10^6))", "more than 20000 terms"),
        ("(" * 41 + "x" + ")" * 41, f"nested more than {DEEPEST} deep"),
        ("x" + "/2" * 70, "nested more than 60 deep"),
        ("-" * 100_000, "at most 400 characters"),
    ],
)
def test_what_grows_beyond_measure_is_named(typed: str, message: str) -> None:
    assert message in str(refusal(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 39 + "x" + ")" * 39,
        "x^64",
        "-" * 150 + "x",
        "exp(exp(exp(x)))",
        "sum_i sum_j sum_k W_ij W_jk",
        "sum(z_1^2, m, 1, 100)",
        "(1+x)^8^1",
        "1/(1+exp(-(w/(1+exp(-(w x + b))) + b)))",
        "2^(1-K)",
        "K^(K-1)",
        "(K+1)^K",
    ],
)
def test_what_a_formula_may_need_is_allowed(typed: str) -> None:
    parse(typed, VOCABULARY)


def _bytes() -> Iterator[str]:
    draw = random.Random(20240719)
    for _ in range(5000):
        found = draw.randbytes(draw.randrange(1, 120))
        yield found.decode("latin-1")
        yield found.decode("utf-8", errors="replace")


def _shuffled() -> Iterator[str]:
    """Give strings of what formulas are made of, in no order."""
    draw = random.Random(7)
    pieces = [
        "x",
        "z_",
        "k",
        "W",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "^",
        "_",
        "/",
        "*",
        "+",
        "-",
        "|",
        "||",
        "=",
        ",",
    ]
    pieces += [
        "sum",
        "exp",
        "if",
        "otherwise",
        "d",
        "\\frac",
        "\\sum",
        "\\begin{cases}",
        "&",
        "\\\\",
        "'",
        ".T",
        "2",
    ]
    pieces += [
        "∂",
        "√",
        " ",
        "⊙",
        "⟨",
        "⟩",
        "delta",
        "ones",
        "sigma",
        "E",
        "0",
        "K",
        "<",
        ">",
        "j",
        "\\end{cases}",
    ]
    for _ in range(10_000):
        yield "".join(draw.choices(pieces, k=draw.randrange(1, 40)))


@pytest.mark.parametrize("source", [_bytes, _shuffled])
def test_ten_thousand_strings_are_read_or_refused(source: object) -> None:
    parsed = 0
    with Deadline.after(time.monotonic, 240).enforced():
        for typed in source():  # type: ignore[operator]
            try:
                tree = parse(typed, WITH_DERIVATIVES)
            except RejectedError:
                continue
            assert parse(as_text(tree), WITH_DERIVATIVES) == tree, typed
            as_latex(tree, VOCABULARY)
            parsed += 1
    assert parsed > 0


def test_it_never_takes_more_than_a_moment_or_much_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest = 0.0
    for typed in HOSTILE:
        started = time.process_time()
        with suppress(RejectedError):
            parse(typed, VOCABULARY)
        slowest = max(slowest, time.process_time() - started)
    assert slowest < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
