"""`tradewind catalogue` and `tradewind shop` as a merchant types them: what is printed, what is written, how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bots.runtime.cli import command_line

TABLE = "product,code,category,title_en,hs_code,origin,sku,price,weight_g,stock\nfield-mug,XF1,kitchen,Field mug,732393,CN,XF1,14.00,210,40\n"


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "shop")


def run(*words: str) -> Result:
    return CliRunner().invoke(command_line(list(words[:1])), list(words))


def test_a_file_is_looked_at_then_brought_in_then_unchanged(data: str, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(TABLE)
    looked = run("catalogue", "import", str(tmp_path / "new.csv"), "--data", data)
    assert (looked.exit_code, looked.stdout.splitlines()[0]) == (0, "1 would be added, 0 would be changed, 0 unchanged, 0 wrong.")
    assert "+ field-mug  Field mug  14.00 USD, 1 variants" in looked.stdout
    assert "Nothing was written. Add --apply to write it." in looked.stdout
    brought = run("catalogue", "import", str(tmp_path / "new.csv"), "--apply", "--json", "--data", data)
    report = json.loads(brought.stdout)
    assert (brought.exit_code, report["applied"], report["added"], report["changes"][0]["product"]) == (0, True, 1, "field-mug")
    assert {"field": "XF1: price", "before": None, "after": "14.00"} in report["changes"][0]["fields"]
    again = run("catalogue", "import", str(tmp_path / "new.csv"), "--apply", "--data", data)
    assert again.stdout.splitlines()[0] == "0 added, 0 changed, 1 unchanged, 0 wrong."


def test_what_is_exported_reads_back_as_no_change(data: str, tmp_path: Path) -> None:
    for name in ("all.csv", "all.jsonl"):
        assert run("catalogue", "export", str(tmp_path / name), "--data", data).exit_code == 0
        report = json.loads(run("catalogue", "import", str(tmp_path / name), "--json", "--data", data).stdout)
        assert (report["added"], report["changed"], report["wrong"], report["unchanged"] >= 40) == (0, 0, 0, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.csv", "all.jsonl", "shop"]


def test_wrong_rows_end_with_status_2_and_a_file_that_is_none_with_one_line(data: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(TABLE.replace("14.00", "1e3"))
    wrong = run("catalogue", "import", str(tmp_path / "bad.csv"), "--data", data)
    assert (wrong.exit_code, "'1e3' is not a decimal amount" in wrong.stdout) == (2, True)
    (tmp_path / "odd.csv").write_text(TABLE.replace(",", ";"))
    odd = run("catalogue", "import", str(tmp_path / "odd.csv"), "--data", data)
    assert (odd.exit_code, odd.stderr.count("\n")) == (2, 1)
    assert odd.stderr.endswith("row 1: the columns are not separated by ',' but by ';': say so with --delimiter\n")
    absent = run("catalogue", "import", str(tmp_path / "none.csv"), "--data", data)
    assert (absent.exit_code, absent.stderr) == (1, f"tradewind: {tmp_path / 'none.csv'}: No such file or directory\n")
    for option, value in (("--format", "xml"), ("--delimiter", "ab"), ("--pictures", str(tmp_path / "nowhere"))):
        assert run("catalogue", "import", str(tmp_path / "bad.csv"), option, value, "--data", data).exit_code == 2, option


def test_pictures_beside_the_file_come_along(data: str, tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (300, 300), "teal").save(tmp_path / "pictures" / "mug.jpg")
    (tmp_path / "new.csv").write_text(TABLE.replace("sku", "picture,sku", 1).replace("XF1,14", "mug.jpg,XF1,14"))
    assert run("catalogue", "import", str(tmp_path / "new.csv"), "--apply", "--data", data).exit_code == 0
    assert [each.name[:4] for each in (Path(data) / "pictures").iterdir()] == ["mug-"]


def test_codes_are_suggested_with_their_reasons() -> None:
    found = run("catalogue", "suggest-hs", "cotton t-shirt", "--json")
    assert json.loads(found.stdout)[0] == {
        "hs6": "610910", "title": "T-shirts, singlets and vests, knitted, of cotton", "score": 16, "reason": "named by t-shirt, cotton"}
    assert "Nothing in 'flux capacitor' names goods" in run("catalogue", "suggest-hs", "flux capacitor").stdout


def test_lint_names_what_would_be_refused(data: str, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(TABLE.replace("732393", "").replace("Field mug", "A mug for long days in wide fields"))
    run("catalogue", "import", str(tmp_path / "new.csv"), "--apply", "--data", data)
    said = run("catalogue", "lint", "--data", data).stdout
    assert "Refused: no HS code: no market's duty and tax can be worked out (1 products)\n    field-mug\n" in said
    kinds = {each["kind"] for each in json.loads(run("catalogue", "lint", "--json", "--data", data).stdout) if each["product"] == "field-mug"}
    assert {"no_hs_code", "title_too_long", "no_picture", "no_title"} <= kinds


def test_a_setting_is_shown_changed_and_refused_by_its_key(data: str) -> None:
    assert json.loads(run("shop", "show", "--json", "--data", data).stdout)["dispatch_city"] == "Hong Kong"
    changed = run("shop", "set", "markets.IS", "ISK is en", "--data", data)
    assert (changed.exit_code, changed.stdout) == (0, "markets.IS is now ISK is en\n")
    assert "markets.IS" in run("shop", "show", "--data", data).stdout
    assert run("shop", "set", "markets.IS", "", "--data", data).stdout == "markets.IS is taken away\n"
    wrong = run("shop", "set", "max_quantity", "lots", "--data", data)
    assert (wrong.exit_code, wrong.stderr) == (
        2, "tradewind: max_quantity: 'lots' is not a whole number of units from 1 to 10000\n")
