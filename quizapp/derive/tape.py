"""Evaluate many explicit expressions at many points, each common subexpression once a point."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mpmath
from mpmath import mp
from sympy import Add, Basic, Expr, Float, Integer, Integral, Limit, Mul, Pow, Rational, Symbol, lambdify, oo
from sympy.functions.elementary.exponential import exp, log
from sympy.functions.elementary.hyperbolic import cosh, sinh, tanh
from sympy.functions.elementary.trigonometric import cos, sin

from quizapp.derive.nodes import UnknownFunction
from quizapp.derive.specimens import partial_derivative

FAR = 10**9
"""Where a limit at infinity is read off; its inverse is how near a finite point is approached."""
DIGITS = 60
"""Decimal digits everything is computed with."""

KNOWN: dict[type, Callable[[Any], Any]] = {
    exp: mp.exp,
    log: mp.log,
    tanh: mp.tanh,
    sinh: mp.sinh,
    cosh: mp.cosh,
    sin: mp.sin,
    cos: mp.cos,
}


class NoValueError(ArithmeticError):
    """An expression has no finite real value at a point."""


class Tape:
    """A straight program that computes a list of expressions from the values of their symbols."""

    def __init__(self, expressions: Sequence[Expr], *, digits: int = DIGITS) -> None:
        self._digits = digits
        self._places: dict[Basic, int] = {}
        self._program: list[Callable[[list[Any]], Any]] = []
        self.symbols: dict[Symbol, int] = {}
        self.approximate = False
        """Whether a limit or an integral occurs, which numbers can only approach."""
        self._outputs = [self._place(e) for e in expressions]

    def __call__(self, values: Mapping[Any, Any]) -> list[Any]:
        """Give the values as mpmath numbers; raises NoValueError when one is not finite and real."""
        with mp.workdps(self._digits):
            registers: list[Any] = [None] * len(self._program)
            try:
                for symbol, place in self.symbols.items():
                    registers[place] = number(values[symbol])
                for place, compute in enumerate(self._program):
                    if registers[place] is None:
                        registers[place] = compute(registers)
            except (ZeroDivisionError, ValueError, OverflowError) as error:
                raise NoValueError(str(error)) from error
            return [real(registers[place]) for place in self._outputs]

    def _place(self, expr: Basic) -> int:
        found = self._places.get(expr)
        if found is None:
            compute = self._compute(expr)
            found = self._places[expr] = len(self._program)
            self._program.append(compute)
            if isinstance(expr, Symbol):
                self.symbols[expr] = found
        return found

    def _compute(self, expr: Any) -> Callable[[list[Any]], Any]:  # noqa: PLR0911 - one for each kind
        match expr:
            case Symbol():
                return _symbol_has_value
            case Rational():
                return _constant(expr, self._digits)
            case Add():
                places = [self._place(a) for a in expr.args]
                return lambda r: mp.fsum(r[i] for i in places)
            case Mul():
                places = [self._place(a) for a in expr.args]
                return lambda r: mp.fprod(r[i] for i in places)
            case Pow():
                return self._power(expr)
            case Integral():
                self.approximate = True
                return self._integral(expr)
            case Limit():
                self.approximate = True
                return self._limit(expr)
            case UnknownFunction():
                return self._specimen(expr)
            case _ if type(expr) in KNOWN:
                place, function = self._place(expr.args[0]), KNOWN[type(expr)]
                return lambda r: function(r[place])
            case _ if expr.args:
                places = [self._place(a) for a in expr.args]
                slots = [Symbol(f"x{i}") for i in range(len(places))]
                call = lambdify(slots, expr.func(*slots), modules="mpmath")
                return lambda r: call(*(r[i] for i in places))
        return _constant(expr, self._digits)

    def _power(self, expr: Pow) -> Callable[[list[Any]], Any]:
        base = self._place(expr.base)
        if isinstance(expr.exp, Integer):
            whole = int(expr.exp)
            return lambda r: r[base] ** whole
        if expr.exp == Rational(1, 2):
            return lambda r: mp.sqrt(r[base])
        exponent = self._place(expr.exp)
        return lambda r: mp.power(r[base], r[exponent])

    def _specimen(self, expr: UnknownFunction) -> Callable[[list[Any]], Any]:
        """Let a concrete function stand in for one nothing is known about."""
        places = [self._place(a) for a in expr.args]
        slots, body = partial_derivative(expr.label, expr.orders)
        inner = Tape([body])
        return lambda r: inner({slot: r[i] for slot, i in zip(slots, places, strict=True)})[0]

    def _integral(self, expr: Integral) -> Callable[[list[Any]], Any]:
        (variable, low, high) = expr.limits[0]
        inner = Tape([expr.function])
        ends = self._place(low), self._place(high)
        outer = {s: self._place(s) for s in inner.symbols if s != variable}

        def compute(registers: list[Any]) -> Any:
            values = {s: registers[i] for s, i in outer.items()}
            return mp.quad(lambda x: inner({**values, variable: x})[0], [registers[i] for i in ends])

        return compute

    def _limit(self, expr: Limit) -> Callable[[list[Any]], Any]:
        function, variable, point, direction = expr.args
        inner = Tape([function])
        outer = {s: self._place(s) for s in inner.symbols if s != variable}
        far = {oo: mp.mpf(FAR), -oo: mp.mpf(-FAR)}
        side = -1 if str(direction) == "-" else 1
        place = far[point] if point in far else number(point) + mp.mpf(side) / FAR

        def compute(registers: list[Any]) -> Any:
            return inner({**{s: registers[i] for s, i in outer.items()}, variable: place})[0]

        return compute


def number(value: Any, digits: int = DIGITS) -> Any:
    """Give an mpmath number of a SymPy rational, a Fraction, or a float."""
    if isinstance(value, Rational):
        return mp.mpf(int(value.p)) / int(value.q)
    if value in {oo, -oo}:
        return mp.inf if value == oo else -mp.inf
    if isinstance(value, Expr):
        constant = value.evalf(digits)
        if not isinstance(constant, Float):
            raise NoValueError(f"{value} has no value")
        return mp.make_mpf(mpmath.mpf(constant)._mpf_)
    return mp.mpf(value)


def real(value: Any) -> Any:
    """Give the real value, or raise NoValueError for what is complex, infinite or not a number."""
    if isinstance(value, mpmath.mpc):
        if value.imag != 0:
            raise NoValueError("complex")
        value = value.real
    if not mp.isfinite(value):
        raise NoValueError("not finite")
    return value


def _constant(expr: Expr, digits: int) -> Callable[[list[Any]], Any]:
    with mp.workdps(digits):
        value = number(expr, digits)
    return lambda _: value


def _symbol_has_value(_registers: list[Any]) -> Any:
    raise NoValueError("a symbol has no value")
