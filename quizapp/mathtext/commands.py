"""What the commands with arguments mean."""

from collections.abc import Callable, Mapping

from quizapp.errors import MathError
from quizapp.mathtext.alphabets import NEGATION, Font, in_font
from quizapp.mathtext.delimiters import BIG_SIZES, big, left
from quizapp.mathtext.environments import begin, stacked, substack
from quizapp.mathtext.nodes import (
    Arrow,
    Atom,
    Binomial,
    Boxed,
    Classed,
    Fraction,
    Mark,
    Marked,
    Node,
    Operator,
    Phantom,
    Root,
    Row,
    Space,
    Stack,
    Style,
    Switch,
    Symbol,
    Text,
)
from quizapp.mathtext.reader import Command, Reader
from quizapp.mathtext.symbols import NEGATIONS, OPERATORS, SPACES, SYMBOLS
from quizapp.mathtext.texts import text_in, word_of
from quizapp.mathtext.tokens import Token


def parse(latex: str) -> Node:
    """Read a formula.

    Raises:
        MathError: the formula uses an unknown command or is not well formed.
    """
    reader = Reader(latex, COMMANDS)
    lines = [reader.row()]
    while reader.take_if("\\\\"):
        lines.append(reader.row())
    token = reader.peek()
    if token.text:
        message = f"{token.text} at character {token.position + 1} closes nothing that is open"
        raise MathError(message, command=token.text, position=token.position)
    return lines[0] if len(lines) == 1 else stacked(lines)


def _constant(node: Node) -> Command:
    return lambda _reader, _token: node


def _symbol(symbol: Symbol) -> Command:
    return lambda reader, _token: Symbol(in_font(symbol.text, reader.font), symbol.atom)


def _fraction(style: Style | None) -> Command:
    return lambda reader, token: Fraction(reader.argument(token), reader.argument(token), style)


def _marked(mark: Mark) -> Command:
    return lambda reader, token: Marked(mark, reader.argument(token))


def _classed(atom: Atom) -> Command:
    return lambda reader, token: Classed(reader.argument(token), atom)


def _alphabet(font: Font) -> Command:
    return lambda reader, token: reader.argument_in(font, token)


def _text(font: Font | None) -> Command:
    return lambda reader, token: text_in(reader, token, font)


def _wrapped(kind: Callable[[Node], Node]) -> Command:
    return lambda reader, token: kind(reader.argument(token))


def _upright(reader: Reader, token: Token) -> Node:
    argument = reader.argument_in(Font.UPRIGHT, token)
    word = word_of(argument)
    return argument if word is None else Text(word)


def _operator_name(reader: Reader, token: Token) -> Node:
    limits = reader.take_if("*")
    argument = reader.argument_in(Font.UPRIGHT, token)
    word = word_of(argument)
    return Classed(argument, Atom.OP) if word is None else Operator(word, limits=limits)


def _large_operator(reader: Reader, token: Token) -> Node:
    argument = reader.argument(token)
    word = word_of(argument)
    return Classed(argument, Atom.OP) if word is None else Operator(word, limits=True)


def _argument_of_extremum(reader: Reader, _token: Token) -> Node:
    for name in ("max", "min"):
        if reader.take_if(f"\\{name}"):
            return Operator(f"arg {name}", limits=True)
    return Operator("arg")


def _root(reader: Reader, token: Token) -> Node:
    degree = reader.optional(token)
    return Root(reader.argument(token), degree)


def _binomial(reader: Reader, token: Token) -> Node:
    return Binomial(reader.argument(token), reader.argument(token))


def _overset(reader: Reader, token: Token) -> Node:
    over = reader.argument(token)
    return Stack(reader.base_argument(token), over, None)


def _underset(reader: Reader, token: Token) -> Node:
    under = reader.argument(token)
    return Stack(reader.base_argument(token), None, under)


def _arrow(left_tip: str, right_tip: str) -> Command:
    def read(reader: Reader, token: Token) -> Node:
        under = reader.optional(token)
        return Arrow(left_tip, right_tip, reader.argument(token), under)

    return read


def _negated(reader: Reader, token: Token) -> Node:
    match reader.argument(token):
        case Symbol(text, atom):
            return Symbol(NEGATIONS.get(text, text + NEGATION), atom)
        case _:
            message = f"\\not at character {token.position + 1} must stand before one symbol"
            raise MathError(message, command=token.text, position=token.position)


def _modulo(reader: Reader, token: Token) -> Node:
    return Row(
        (Space(2), Symbol("(", Atom.OPEN), Text("mod "), reader.argument(token), Symbol(")", Atom.CLOSE))
    )


def _tag(reader: Reader, token: Token) -> Node:
    return Row((Space(4), Text(f"({reader.braced_text(token)})")))


def _skip(reader: Reader, token: Token) -> Node:
    reader.braced_text(token)
    return Space(0)


def _horizontal_space(reader: Reader, token: Token) -> Node:
    reader.braced_text(token)
    return Space(1)


COMMANDS: Mapping[str, Command] = {
    **{name: _symbol(symbol) for name, symbol in SYMBOLS.items()},
    **{name: _constant(operator) for name, operator in OPERATORS.items()},
    **{name: _constant(Space(cells)) for name, cells in SPACES.items()},
    **{name: big(atom) for name, atom in BIG_SIZES.items()},
    "arg": _argument_of_extremum,
    "begin": begin,
    "binom": _binomial,
    "dbinom": _binomial,
    "tbinom": _binomial,
    "boxed": _wrapped(Boxed),
    "displaystyle": _constant(Switch(Style.DISPLAY)),
    "textstyle": _constant(Switch(Style.TEXT)),
    "scriptstyle": _constant(Switch(Style.SCRIPT)),
    "scriptscriptstyle": _constant(Switch(Style.SCRIPT)),
    "frac": _fraction(None),
    "dfrac": _fraction(Style.DISPLAY),
    "cfrac": _fraction(Style.DISPLAY),
    "tfrac": _fraction(Style.TEXT),
    "hspace": _horizontal_space,
    "label": _skip,
    "left": left,
    "mathbf": _alphabet(Font.BOLD),
    "boldsymbol": _alphabet(Font.BOLD),
    "bm": _alphabet(Font.BOLD),
    "pmb": _alphabet(Font.BOLD),
    "mathcal": _alphabet(Font.CALLIGRAPHIC),
    "mathscr": _alphabet(Font.CALLIGRAPHIC),
    "mathbb": _alphabet(Font.BLACKBOARD),
    "mathds": _alphabet(Font.BLACKBOARD),
    "mathfrak": _alphabet(Font.FRAKTUR),
    "mathsf": _alphabet(Font.SANS),
    "mathtt": _alphabet(Font.TYPEWRITER),
    "mathrm": _upright,
    "mathit": _upright,
    "mathnormal": _alphabet(Font.UPRIGHT),
    "text": _text(None),
    "textrm": _text(None),
    "textnormal": _text(None),
    "textit": _text(None),
    "mbox": _text(None),
    "textbf": _text(Font.BOLD),
    "textsf": _text(Font.SANS),
    "texttt": _text(Font.TYPEWRITER),
    "mathbin": _classed(Atom.BIN),
    "mathclose": _classed(Atom.CLOSE),
    "mathinner": _classed(Atom.INNER),
    "mathop": _large_operator,
    "mathopen": _classed(Atom.OPEN),
    "mathord": _classed(Atom.ORD),
    "mathpunct": _classed(Atom.PUNCT),
    "mathrel": _classed(Atom.REL),
    "not": _negated,
    "operatorname": _operator_name,
    "overset": _overset,
    "stackrel": _overset,
    "underset": _underset,
    "phantom": _wrapped(Phantom),
    "pmod": _modulo,
    "sqrt": _root,
    "substack": substack,
    "tag": _tag,
    "xleftarrow": _arrow("←", ""),
    "xrightarrow": _arrow("", "→"),
    "xleftrightarrow": _arrow("←", "→"),
    **{
        name: _marked(mark)
        for name, mark in {
            "hat": Mark.HAT,
            "widehat": Mark.HAT,
            "tilde": Mark.TILDE,
            "widetilde": Mark.TILDE,
            "bar": Mark.BAR,
            "vec": Mark.VEC,
            "overrightarrow": Mark.VEC,
            "dot": Mark.DOT,
            "ddot": Mark.DDOT,
            "dddot": Mark.DDDOT,
            "check": Mark.CHECK,
            "breve": Mark.BREVE,
            "acute": Mark.ACUTE,
            "grave": Mark.GRAVE,
            "mathring": Mark.RING,
            "overline": Mark.OVERLINE,
            "underline": Mark.UNDERLINE,
            "overbrace": Mark.OVERBRACE,
            "underbrace": Mark.UNDERBRACE,
        }.items()
    },
}
"""Every command that is understood, without its backslash."""
