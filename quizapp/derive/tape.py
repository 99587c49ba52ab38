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

FAR, FARTHER = 10**18, 10**27
"""Where a limit at infinity is read off; their inverses are how near a finite point is approached."""
LIMIT_DIGITS = 160
"""Decimal digits for limits: so near a point, quotients of differences lose most of them."""
ROUGH_DIGITS = 30
"""Decimal digits of the second opinion on an integral."""
UNSETTLED = mp.mpf(10) ** -7
"""The relative difference of two approaches above which nothing is known of a limit or an integral."""
LARGEST_MAGNITUDE = 1000
"""Bits before the point of what an exponential is taken of."""
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


class NotRealError(NoValueError):
    """Some expressions have a complex value at a point."""

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__("complex")
        self.values = values
        """All values, with None for those that are not real."""


class AstronomicalError(NoValueError):
    """A number is so large that what is taken of it cannot be computed."""


class Tape:
    """A straight program that computes a list of expressions from the values of their symbols."""

    def __init__(self, expressions: Sequence[Expr], *, digits: int = DIGITS) -> None:
        self._digits = digits
        self._places: dict[Basic, int] = {}
        self._program: list[Callable[[list[Any]], Any]] = []
        self.symbols: dict[Symbol, int] = {}
        self.approximate = False
        """Whether a limit or an integral occurs, which numbers can only approach."""
        self.error: Any = mp.mpf(0)
        """The largest relative difference seen between two ways to approach one of them."""
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
            except (TypeError, NameError, AttributeError, NotImplementedError) as error:
                # What SymPy writes for mpmath does not always exist there, as a delta function.
                raise NoValueError(f"no way to compute it ({error})") from error
            found = [registers[place] for place in self._outputs]
            if any(isinstance(value, mpmath.mpc) and value.imag != 0 for value in found):
                raise NotRealError([None if isinstance(v, mpmath.mpc) and v.imag else v for v in found])
            return [real(value) for value in found]

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
                return lambda r: function(_moderate(r[place]))
            case _ if expr.args:
                places = [self._place(a) for a in expr.args]
                slots = [Symbol(f"x{i}") for i in range(len(places))]
                try:
                    call = lambdify(slots, expr.func(*slots), modules="mpmath")
                except (TypeError, NotImplementedError) as error:
                    raise NoValueError(f"no way to compute {type(expr).__name__}") from error
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
        return lambda r: mp.power(r[base], _moderate(r[exponent]))

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
            start, stop = (registers[i] for i in ends)

            def integrand(x: Any) -> Any:
                return inner({**values, variable: x})[0]

            # Over other pieces the nodes are others: a peak that was missed, or no integral at all, shows.
            with mp.workdps(ROUGH_DIGITS):
                rough = mp.quad(integrand, [start, _cut(start, stop), stop])
            return self._settled(rough, mp.quad(integrand, [start, stop]), inner)

        return compute

    def _limit(self, expr: Limit) -> Callable[[list[Any]], Any]:
        function, variable, point, direction = expr.args
        inner = Tape([function], digits=LIMIT_DIGITS)
        outer = {s: self._place(s) for s in inner.symbols if s != variable}
        infinite = point in {oo, -oo}
        place = 0 if infinite else self._place(point)
        side = -1 if point == -oo or (not infinite and str(direction) == "-") else 1

        def compute(registers: list[Any]) -> Any:
            values = {s: registers[i] for s, i in outer.items()}

            def near(far: int) -> Any:
                at = side * mp.mpf(far) if infinite else registers[place] + mp.mpf(side) / far
                return inner({**values, variable: at})[0]

            with mp.workdps(LIMIT_DIGITS):
                return self._settled(near(FAR), near(FARTHER), inner)

        return compute

    def _settled(self, rough: Any, fine: Any, inner: "Tape") -> Any:
        """Give the finer of two approaches of a number, or raise NoValueError while they differ much."""
        error = max(inner.error, abs(fine - rough) / max(1, abs(fine)))
        if not error < UNSETTLED:
            raise NoValueError("it does not settle")
        self.error = max(self.error, error)
        return fine


def _moderate(value: Any) -> Any:
    """Refuse to take the exponential of what has more digits than memory holds: nothing interrupts that."""
    if value and mp.isfinite(value) and mp.mag(value) > LARGEST_MAGNITUDE:
        raise AstronomicalError("too large to compute with")
    return value


def _cut(start: Any, stop: Any) -> Any:
    """Give a place between two ends, at no simple ratio to them."""
    if mp.isinf(start) and mp.isinf(stop):
        return mp.mpf(5) / 11
    if mp.isinf(start):
        return stop - mp.mpf(13) / 7
    if mp.isinf(stop):
        return start + mp.mpf(13) / 7
    return start + (stop - start) * 23 / 59


def number(value: Any, digits: int = DIGITS) -> Any:
    """Give an mpmath number of a SymPy rational, a Fraction, or a float."""
    if isinstance(value, mpmath.mpf):
        return mp.mpf(value)
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
