"""Writes the pages that are made from the code: `docs/reference/configuration.md`, `docs/reference/cli.md` and `.env.example`.

`python docs/generate.py` writes them; with `--check` it only says which are out of date, and exits with 1 if any is.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from typer.main import get_command

from bots.runtime.cli import command_line
from bots.runtime.settings import Settings
from commerce_core.domain.catalogue_file.columns import COLUMNS, PRODUCT, Column

ROOT = Path(__file__).resolve().parents[1]
COMPUTED_DEFAULTS = {"data_dir": "the platform's user data folder, such as `~/.local/share/tradewind`"}
"""In words, what a default is that depends on the machine."""
KINDS = {str: "text", int: "a whole number", bool: "`true` or `false`", Path: "a path", SecretStr: "a secret"}
INTRODUCTION = """\
# Configuration

<!-- made by `make docs` from bots/runtime/settings.py -->

Tradewind runs without any setting. Each one below is an environment variable; a line of the file `.env` in the working folder does the same,
and the environment wins over the file. `.env.example` holds them all: copy it to `.env` and change what you need. A value that cannot be
is one clear error that names the setting.

| setting | takes | default | what it does |
|---|---|---|---|
"""
THE_REST = """
What belongs to one shop rather than to a process (where it dispatches from, its tax registrations, markets, currencies, languages) is kept in
the shop itself, not here.

## For `tradewind nlu` alone

| variable | takes | what it does |
|---|---|---|
| `TRADEWIND_NLU_CACHE` | a path | Folder of the trained model, like `--cache`. Without it, the platform's cache folder. |
| `TRADEWIND_LANGUAGE_BACKEND` | `eldc`, `py3langid` or `langdetect` | Which library tells languages apart, like `--language-backend`. |

## For tests and measurements

| variable | takes | what it does |
|---|---|---|
| `TRADEWIND_PUBLIC_DATA` | a path | Folder of the public data sets. Without it the tests on them are skipped. |
| `REDIS_URL` | text | The contract of the bus is tried on this Redis (under names of its own, removed afterwards) instead of a private one. |
| `CI` | `true` | A missing Chromium or redis-server fails its tests instead of skipping them. |
"""
EXAMPLE_INTRODUCTION = """\
# Made by `make docs` from bots/runtime/settings.py.
# Copy to .env and take the # from the lines that you change: what stands after = is the default.
"""


COMMAND_LINE_INTRODUCTION = """\
# Command line

<!-- made by `make docs` from the commands in bots/runtime/commands -->

One command, `tradewind`. Every subcommand has `--help`. Exit status: 0 done (a refusal such as "sold out" is an answer), 1 could not be done, 2 bad usage or
input. Errors are one line on standard error. The commands that read lines (`chat --jsonl`, `quote`, `nlu parse`) answer a bad line with an error in its place and go on.
"""


CATALOGUE_INTRODUCTION = """\
# Catalogue files

<!-- made by `make docs` from commerce_core/domain/catalogue_file/columns.py -->

`tradewind catalogue import` and `tradewind catalogue export` speak two formats with the same fields. [How to import](../howto/import-your-products.md)
shows them at work.

* **CSV**: UTF-8, a header, one row per variant. The rows of a product stand together; what concerns the whole product is written in its first
  row, and in its other rows again or not at all. `*` in a column's name is a language (`title_en`, `title_zh-Hans`), an option (`option_color`)
  or a fact (`attribute_material`).
* **JSON Lines**: UTF-8, one product per line, its variants in a list inside. The second column of the table says where each field stands.

A column that is left out leaves everything as it is. An empty cell, an empty text or `null` empties a field, but for the fields marked
*stays*, which it leaves as they are. Products and variants that the file does not name are not touched.

| column | in JSON Lines | takes | what it is | a new product | empty |
|---|---|---|---|---|---|
"""
CATALOGUE_REST = """
A *list* is written `mugs | cups` in a table and `["mugs", "cups"]` in JSON. An `attribute_*` cell that reads as JSON (`true`, `95`,
`["UN3481"]`) is that value, any other is text.

Pictures are named by their bare file name and lie in a folder beside the file: JPEG, PNG or WebP, up to 5 MB, each side 100 to 6,000 pixels,
no longer than twenty times the width. The shop keeps a copy under a name that changes with the content.

In an exported table a text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`) has an apostrophe in front; the
import takes it away again.

```json
{"product": "ceramic-mugs", "code": "B1", "category": "kitchen", "titles": {"en": "Ceramic Mugs, Set of 2", "es": "Juego de 2 tazas"},
 "hs_code": "691110", "customs_description": "Porcelain mugs, set of two", "origin": "CN", "picture": "mugs.jpg",
 "variants": [{"sku": "B1-BLUE", "options": {"color": "blue"}, "price": "22.00", "weight_g": 780, "stock": 48}]}
```
(one line in the file)
"""


def names(field: str, info: FieldInfo) -> list[str]:
    """The environment variables that set a field, the one to use first."""
    alias = info.validation_alias
    if alias is None:
        return [f"{Settings.model_config['env_prefix']}{field}".upper()]
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [str(choice).upper() for choice in choices]


def takes(annotation: Any) -> str:
    """In words, what a field of this type accepts. Raises KeyError for a type without words."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in {Union, types.UnionType}:
        return " or ".join(takes(each) for each in get_args(annotation) if each is not type(None))
    return KINDS[annotation]


def shown(value: Any) -> str:
    """A default as it would be written in the environment; nothing for none."""
    if value is None or value is PydanticUndefined:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def default(field: str, info: FieldInfo) -> str:
    if info.default_factory is not None:
        return COMPUTED_DEFAULTS[field]
    return f"`{shown(info.default)}`" if shown(info.default) else "none"


def rows() -> Iterator[str]:
    for field, info in Settings.model_fields.items():
        also = "".join(f" (or `{name}`)" for name in names(field, info)[1:])
        yield f"| `{names(field, info)[0]}`{also} | {takes(info.annotation)} | {default(field, info)} | {info.description} |"


def configuration_page() -> str:
    """The reference page of every setting, in Markdown."""
    return INTRODUCTION + "\n".join(rows()) + "\n" + THE_REST


def commands(command: Any, words: str) -> Iterator[tuple[str, Any]]:
    """Every command below one, by its words ("tradewind nlu parse"), in alphabetical order."""
    below = getattr(command, "commands", {})
    if not below:
        yield words, command
    for name in sorted(below):
        yield from commands(below[name], f"{words} {name}")


def parameter_row(parameter: Any) -> str:
    """A line of a command's table: what is written, what it is when left out, what it does."""
    written = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
    unset = parameter.default is None or parameter.default is False
    default = "required" if parameter.required else "" if unset else f"`{parameter.default}`"
    return f"| `{written}` | {default} | {' '.join((parameter.help or '').split())} |"


def command_section(words: str, command: Any) -> str:
    """Heading, promise and options of one command."""
    text = f"\n## `{words}`\n\n{' '.join((command.help or '').split())}\n"
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    if not parameters:
        return text
    rows_below = "\n".join(parameter_row(parameter) for parameter in parameters)
    return f"{text}\n| | default | |\n|---|---|---|\n{rows_below}\n"


def command_line_page() -> str:
    """The reference page of every command, in Markdown."""
    sections = (command_section(words, command) for words, command in commands(get_command(command_line([])), "tradewind"))
    return COMMAND_LINE_INTRODUCTION + "".join(sections)


def catalogue_page() -> str:
    """The reference page of the catalogue files, in Markdown."""
    return CATALOGUE_INTRODUCTION + "\n".join(map(catalogue_row, COLUMNS)) + "\n" + CATALOGUE_REST


def catalogue_row(column: Column) -> str:
    needed = ("needs it" if column.level == PRODUCT else "each variant needs it") if column.new else ""
    return f"| `{column.name}` | `{column.json}` | {column.takes} | {column.meaning} | {needed} | {'stays' if column.stays else ''} |"


def environment_example() -> str:
    """A file for `.env` that names every setting and changes none."""
    entries = [
        f"\n# {info.description}\n# {names(field, info)[0]}={shown(info.default)}\n" for field, info in Settings.model_fields.items()
    ]
    return EXAMPLE_INTRODUCTION + "".join(entries)


def pages() -> dict[Path, str]:
    """Each generated file and what it should hold."""
    return {
        ROOT / "docs/reference/configuration.md": configuration_page(), ROOT / "docs/reference/cli.md": command_line_page(),
        ROOT / ".env.example": environment_example(),
        ROOT / "docs/reference/catalogue-format.md": catalogue_page(),
    }


def main(arguments: list[str]) -> int:
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], "utf-8")
        sys.stderr.write(f"{'out of date' if '--check' in arguments else 'written'}: {path.relative_to(ROOT)}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
