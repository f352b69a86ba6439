"""`tradewind nlu`: read messages, train the engine, and score it on labelled lines or on any two-column file."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from nlu.benchmark import bench as run_bench
from nlu.benchmark import read_rows
from nlu.evaluation import evaluate, read_lines
from nlu.request import BadRequest, request_from

LONGEST_LINE = 4_000_000
"""Bytes of a request line that is still read; a longer one is answered with an error and skipped."""

app = typer.Typer(help="Language: what a message says, in which language, from which country.", no_args_is_help=True)

Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache", help="Folder of the trained model. Default: the user's cache folder.", envvar="TRADEWIND_NLU_CACHE"
    ),
]
Backend = Annotated[
    str, typer.Option("--language-backend", help="eldc, py3langid or langdetect.", envvar="TRADEWIND_LANGUAGE_BACKEND")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print for programs.")]


@app.command()
def parse(cache: Cache = None, language_backend: Backend = "eldc") -> None:
    """Read one JSON request per line from standard input; write one JSON answer, or {"error": ...}, per line."""
    understanding = _loaded(cache, language_backend)
    failed = False
    for line in _lines(sys.stdin.buffer):
        answer = answer_line(understanding, line)
        failed = failed or "error" in answer
        sys.stdout.buffer.write(_encoded(answer) + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        raise typer.Exit(2)


def answer_line(understanding: Any, line: bytes) -> dict[str, Any]:
    """The answer to one request line, or {"error": ...} naming the field; never raises on any bytes."""
    try:
        if len(line) > LONGEST_LINE:
            raise BadRequest(f"the line is longer than {LONGEST_LINE} bytes")
        request = request_from(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return {"error": "the line is not UTF-8"}
    except BadRequest as fault:
        return {"error": str(fault)}
    except (ValueError, RecursionError):
        return {"error": "the line is not JSON"}
    answer: dict[str, Any] = understanding.read(request.text, request.hints, request.history, request.live).as_json()
    return answer


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates can only be written escaped
        return json.dumps(answer).encode("ascii")


def _lines(stream: BinaryIO) -> Any:
    """Lines without their end, blank ones left out; what follows LONGEST_LINE of a line is skipped."""
    while line := stream.readline(LONGEST_LINE + 2):
        first = line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 2)
        if first.strip():
            yield first.rstrip(b"\r\n")


@app.command()
def train(cache: Cache = None, json_output: AsJson = False) -> None:
    """Train the embedded engine from the example files, if its artefact for them is not there yet."""
    from nlu.engines.embedded import artefact_name, default_cache, load_or_train

    folder = cache or default_cache()
    path = folder / artefact_name()
    there = path.exists()
    begun = time.perf_counter()
    if not there:
        typer.echo("training ...", err=True)
    engine = _or_exit(lambda: load_or_train(folder))
    result = {
        "artefact": str(path), "trained": not there, "bytes": path.stat().st_size, "intents": len(engine.intents.labels),
        "features": len(engine.intents.rows), "seconds": round(time.perf_counter() - begun, 2),
    }  # fmt: skip
    _print(result, json_output)


@app.command(name="eval")
def evaluate_file(
    file: Annotated[Path, typer.Argument(help="JSON lines with text, lang, intent, entities.")],
    engine: Annotated[str, typer.Option(help="embedded.")] = "embedded",
    hint_noise: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Give the language as locale, wrong this often.")
    ] = None,
    cache: Cache = None,
    language_backend: Backend = "eldc",
    json_output: AsJson = False,
) -> None:
    """Score the engine on labelled lines: language, intent, entities, calibration, out-of-scope, time; per language."""
    if engine != "embedded":
        typer.echo(f"--engine: {engine!r} is not built into this version; known is embedded", err=True)
        raise typer.Exit(2)
    lines = _or_exit(lambda: read_lines(file))
    table = evaluate(_loaded(cache, language_backend), lines, hint_noise)
    if json_output:
        _print({"engine": engine, "hint_noise": hint_noise, **table}, True)
    else:
        _print_table(table)


@app.command()
def bench(
    train_file: Annotated[
        list[Path], typer.Option("--train", help="Two columns, sentence and label; may be given twice.")
    ],
    test_file: Annotated[list[Path], typer.Option("--test", help="The same, to score on; may be given twice.")],
    json_output: AsJson = False,
) -> None:
    """Train the embedded engine alone on any sentence,label files and score it on others."""
    rows = _or_exit(
        lambda: (
            [row for path in train_file for row in read_rows(path)],
            [row for path in test_file for row in read_rows(path)],
        )
    )
    if len({row.label for row in rows[0]}) < 2 or not rows[1]:
        typer.echo("--train: at least two labels are required; --test: at least one row", err=True)
        raise typer.Exit(2)
    begun = time.perf_counter()
    result = run_bench(*rows)
    result["seconds"] = round(time.perf_counter() - begun, 1)
    _print(result, json_output)


def _loaded(cache: Path | None, language_backend: str) -> Any:
    from nlu.understand import load

    return _or_exit(lambda: load(cache, language_backend))


def _or_exit(work: Any) -> Any:
    """The result of `work`; a missing file exits with 1, bad input with 2, each with one line on standard error."""
    try:
        return work()
    except OSError as fault:
        typer.echo(f"{fault.filename or ''}: {fault.strerror or fault}", err=True)
        raise typer.Exit(1) from fault
    except ValueError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault


def _print(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        typer.echo(f"{name.replace('_', ' '):32} {value}")


def _print_table(table: dict[str, Any]) -> None:
    """One row per language, then the mean of the languages and the whole."""
    rows = {**table["languages"], "mean": table["mean"], "all": table["all"]}
    names = list(table["all"])
    typer.echo("".join([f"{'':8}", *(f"{name.replace('_', ' '):>21}" for name in names)]))
    for language, row in rows.items():
        typer.echo(
            "".join([f"{language:8}", *(f"{'-' if row.get(name) is None else row[name]:>21}" for name in names)])
        )
