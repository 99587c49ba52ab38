"""Turn a derivation file into its Derivation, or say what is wrong with it and where."""

import sys
import traceback
from pathlib import Path
from types import ModuleType

from quizapp.derive.derivation import Derivation
from quizapp.errors import DerivationError


def load(path: Path, name: str) -> Derivation:
    """Execute a derivation file as a module of its own and give its one Derivation.

    Raises DerivationError with `path:line` for whatever goes wrong in it.
    """
    try:
        source = path.read_text("utf-8")
        code = compile(source, str(path), "exec")
    except OSError as error:
        raise DerivationError(f"{path}: cannot be read ({error.strerror}); restore the file") from error
    except UnicodeDecodeError as error:
        raise DerivationError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise DerivationError(f"{path}:{line}: not valid Python ({getattr(error, 'msg', error)})") from error
    module = ModuleType("derivations." + name.replace("/", "."))
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    try:
        exec(code, module.__dict__)  # noqa: S102 -- running the file is what a derivation is for
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        raise DerivationError(explained(error, path)) from error
    finally:
        del sys.modules[module.__name__]
    found = [value for value in vars(module).values() if isinstance(value, Derivation)]
    distinct = list({id(d): d for d in found}.values())
    if len(distinct) != 1:
        raise DerivationError(
            f"{path}:1: {len(distinct)} derivations in this file; write exactly one d = Derivation(...)"
        )
    return distinct[0]


def explained(error: BaseException, path: Path) -> str:
    """Say what went wrong with the innermost line of the derivation file that took part."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
    line = lines[-1] if lines else 1
    if isinstance(error, DerivationError):
        text = str(error)
        return text if text.startswith(str(path)) else f"{path}:{line}: {text}"
    return f"{path}:{line}: {type(error).__name__}: {str(error) or 'no message'}; correct this line"
