"""Asks once, by content hash, before code of a pack that did not come with quizapp is run."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quizapp.cli.surroundings import Surroundings


def may_run(surroundings: "Surroundings", derivations: Mapping[str, Path]) -> bool:
    """Return whether the pack's derivations may run; ask when they are new or changed.

    Where nobody can be asked, the answer is no, with a line that says how to agree.
    """
    if surroundings.pack.own or surroundings.trust or not derivations:
        return True
    digest = pack_digest(derivations)
    ledger = surroundings.locations.data / "trusted.json"
    trusted = _read(ledger)
    if digest in trusted:
        return True
    root = surroundings.pack.root
    if not sys.stdin.isatty():
        click.echo(
            f"{root}: its {len(derivations)} derivations are code that did not come with quizapp, "
            "and were not run; add --trust to run them",
            err=True,
        )
        return False
    question = (
        f"{root} holds {len(derivations)} derivations. They are Python code that did not come with quizapp "
        "and can do anything you can do. Run them?"
    )
    if not click.confirm(question, default=False):
        return False
    ledger.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_text(json.dumps({**trusted, digest: str(root)}, indent=1), "utf-8")
    return True


def pack_digest(derivations: Mapping[str, Path]) -> str:
    """Return a digest of every derivation's name and bytes."""
    digest = hashlib.sha256()
    for name, path in sorted(derivations.items()):
        source = path.read_bytes()
        digest.update(f"{name}\0{len(source)}\0".encode())
        digest.update(source)
    return digest.hexdigest()


def _read(ledger: Path) -> dict[str, str]:
    try:
        known = json.loads(ledger.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
