"""Front matter: YAML text to a validated header, with the line of every field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from quizapp.cards.model import CardId
from quizapp.cards.page import Header
from quizapp.cards.problems import Code, Finding

FIRST_LINE = 2
"""Line of a file on which the text between the dashes begins."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What an id looks like: it names a file on every platform and never depends on Unicode normalisation."""

_Slug = Annotated[str, Field(pattern=f"^{SLUG.pattern}$", max_length=100)]
_DerivationName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+/[A-Za-z0-9_-]+$")]
_Word = Annotated[str, Field(min_length=1)]


def _nothing_is_an_empty_list(value: object) -> object:
    return [] if value == "" else value


def _nothing_is_absent(value: object) -> object:
    return None if value == "" else value


_EmptyIfBlank = BeforeValidator(_nothing_is_an_empty_list)


class _Fields(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[_Slug | None, BeforeValidator(_nothing_is_absent)] = None
    tags: Annotated[list[_Word], _EmptyIfBlank] = []
    level: Annotated[int, Field(ge=1, le=3)]
    derivation: _DerivationName
    requires: Annotated[list[_Slug], _EmptyIfBlank] = []
    follow_ups: Annotated[list[_Slug], _EmptyIfBlank] = []
    sources: Annotated[list[_Word], _EmptyIfBlank] = []


_EXPECTED = {
    "id": "lower-case letters, digits and single hyphens, as `sigmoid-derivative`",
    "tags": "a list of words, as `[activation, gradient]`",
    "level": "1 (screening), 2 (standard) or 3 (senior)",
    "derivation": "`<topic>/<name>` of a derivation file, as `activations/sigmoid`",
    "requires": "a list of card ids, as `[activation-function]`",
    "follow_ups": "a list of card ids, as `[vanishing-gradient]`",
    "sources": 'a list of texts, as `["a question list, question 4"]`',
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the text between the dashes says."""

    header: Header | None
    """None when a field is missing or wrong."""
    lines: Mapping[str, int]
    """Line of every field, and of every item of a list as `requires.0`."""
    findings: tuple[Finding, ...]


def read_front_matter(text: str, stem: str) -> FrontMatter:
    """Read the text between the dashes.

    Values are read as the text that stands there, so `no`, `1e3` and dates stay words. The file's stem is
    what a missing id should be.
    """
    try:
        values, lines, findings = _read_mapping(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = FIRST_LINE + (mark.line if mark is not None else 0)
        finding = _broken(line, error.problem or error.context or "it cannot be read")
        return FrontMatter(None, {}, (finding,))
    except (yaml.YAMLError, RecursionError) as error:
        reason = "it nests too deeply" if isinstance(error, RecursionError) else str(error).split("\n")[0]
        return FrontMatter(None, {}, (_broken(FIRST_LINE, reason),))
    try:
        fields = _Fields.model_validate(values)
    except ValidationError as error:
        findings += [_invalid(tuple(e["loc"]), e["type"], e["input"], lines) for e in error.errors()]
        fields = None
    if values.get("id", "") == "":
        fix = f"run `quizapp check --fix`, which adds `id: {stem}`"
        findings.append(Finding(lines.get("id", 1), Code.NO_ID, "the card has no id", fix))
    header = None if fields is None else _header(fields)
    return FrontMatter(header, lines, tuple(findings))


def _header(fields: _Fields) -> Header:
    return Header(
        id=None if fields.id is None else CardId(fields.id),
        tags=tuple(fields.tags),
        level=fields.level,
        derivation=fields.derivation,
        requires=tuple(map(CardId, fields.requires)),
        follow_ups=tuple(map(CardId, fields.follow_ups)),
        sources=tuple(fields.sources),
    )


def _read_mapping(text: str) -> tuple[dict[str, object], dict[str, int], list[Finding]]:
    """Return the fields, the line of each field and list item, and the fields written twice."""
    loader = yaml.BaseLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}, []
        if not isinstance(node, yaml.MappingNode):
            raise yaml.MarkedYAMLError(
                problem="it is not a list of `field: value` lines", problem_mark=node.start_mark
            )
        values: dict[str, object] = {}
        lines: dict[str, int] = {}
        findings: list[Finding] = []
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node, deep=True))
            line = FIRST_LINE + key_node.start_mark.line
            if key in values:
                findings.append(_broken(line, f"the field `{key}` is written twice"))
            values[key] = loader.construct_object(value_node, deep=True)
            lines[key] = line
            if isinstance(value_node, yaml.SequenceNode):
                for index, item in enumerate(value_node.value):
                    lines[f"{key}.{index}"] = FIRST_LINE + item.start_mark.line
        return values, lines, findings
    finally:
        loader.dispose()


def _broken(line: int, reason: str) -> Finding:
    return Finding(
        line,
        Code.BROKEN_YAML,
        f"the front matter is not valid YAML: {reason}",
        "write one `field: value` a line; quote values that hold `: `, `#` or brackets",
    )


def _invalid(loc: tuple[int | str, ...], kind: str, value: object, lines: Mapping[str, int]) -> Finding:
    """Return what is wrong at a place in the front matter, in the words of the card format."""
    field = str(loc[0])
    path = ".".join(str(part) for part in loc[:2])
    line = lines.get(path, lines.get(field, 1))
    if kind == "extra_forbidden":
        fix = f"remove it, or use one of {', '.join(_EXPECTED)}"
        return Finding(line, Code.UNKNOWN_FIELD, f"cards have no field `{_shown(field)}`", fix)
    fix = f"write `{field}:` followed by {_EXPECTED[field]}"
    if kind == "missing":
        return Finding(line, Code.MISSING_FIELD, f"the field `{field}` is missing", fix)
    return Finding(line, Code.BAD_FIELD, f"`{field}` cannot be {_described(value)}", fix)


def _described(value: object) -> str:
    match value:
        case "":
            return "empty"
        case str():
            return f"`{_shown(value)}`"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else one_line[:39] + "…"
