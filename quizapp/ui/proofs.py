"""What has been measured about derivations since a screen opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quizapp.derive.report import Failed, Finished, Judged, Message, Verdict


@dataclass(frozen=True, slots=True)
class Proofs:
    """Verdicts as they arrived from the prover; nothing is known that was not measured."""

    verdicts: Mapping[str, Mapping[str, Verdict]] = field(default_factory=dict)
    """By derivation, then by label."""
    checking: str | None = None
    """The derivation that is being proved."""
    finished: frozenset[str] = frozenset()
    """Derivations that were proved to their end."""

    def known(self, derivation: str) -> Mapping[str, Verdict]:
        """Return the verdicts of a derivation, as far as they are known."""
        return self.verdicts.get(derivation, {})

    def is_checking(self, derivation: str) -> bool:
        """Return whether verdicts of a derivation are still to come: now, or after another one."""
        return self.checking is not None and derivation not in self.finished

    def begin(self, derivation: str) -> "Proofs":
        """Return what is known while derivation is being proved."""
        return replace(self, checking=derivation)

    def hear(self, said: Message) -> "Proofs":
        """Return what is known after the prover said something."""
        match said:
            case Judged(name=name, step=step) if step.label is not None and step.established is not None:
                known = {**self.known(name), step.label: step.established}
                return replace(self, verdicts={**self.verdicts, name: known})
            case Finished(name=name):
                return replace(self.end(), finished=self.finished | {name})
            case Failed():
                return self.end()
            case _:
                return self

    def end(self) -> "Proofs":
        """Return what is known once nothing is being proved."""
        return replace(self, checking=None)


NOTHING_MEASURED = Proofs()
