"""Claims in a live room: what a line takes, gives back, or leaves alone."""

import pytest

from nlu.reading import Live
from tests.trained_understanding import understanding

ROOM = Live(("A12", "B3", "C5", "105", "12"), "A12")

CLAIMS = [
    ("+1 A12", [("A12", 1, None)]),
    ("mine B3", [("B3", 1, None)]),
    ("105 pa mi", [("105", 1, None)]),
    ("A12", [("A12", 1, None)]),
    ("#a-12 x2", [("A12", 2, None)]),
    ("a12x2", [("A12", 2, None)]),
    ("A12xl mine", [("A12", 1, "XL")]),
    ("+1", [("A12", 1, None)]),
    ("mine", [("A12", 1, None)]),
    ("粉+1 白+1", [("A12", 1, "pink"), ("A12", 1, "white")]),
    ("我要2件A12", [("A12", 2, None)]),
    ("A12 B3 各2", [("A12", 2, None), ("B3", 2, None)]),
    ("B3两件", [("B3", 2, None)]),
    ("扣1", [("A12", 1, None)]),
    ("A12 red M x2, B3 blue", [("A12", 2, "red M"), ("B3", 1, "blue")]),
    ("2 A12 1 B3", [("A12", 2, None), ("B3", 1, None)]),
    ("A12 red M, blue L", [("A12", 1, "red M"), ("A12", 1, "blue L")]),
    ("both colours B3 red blue mine", [("B3", 1, "red"), ("B3", 1, "blue")]),
    ("size 42 A12", [("A12", 1, "42")]),
    ("mine floral A12", [("A12", 1, "floral")]),
    ("una A12 para mi", [("A12", 1, None)]),
    ("mío A12 x2", [("A12", 2, None)]),
    ("حجز A12 قطعتين", [("A12", 2, None)]),
    ("محجوز ١٠٥", [("105", 1, None)]),
    ("А12 моё", [("A12", 1, None)]),
    ("Ａ１２ ＋１", [("A12", 1, None)]),
    ("C9 x1 L mine, C5 x2 S", [("C5", 2, "S")]),
    ("lấy A12", [("A12", 1, None)]),
    ("เอา A12 2 ตัว", [("A12", 2, None)]),
    ("A12 ください", [("A12", 1, None)]),
    ("A12 저요", [("A12", 1, None)]),
    ("A12 je prends", [("A12", 1, None)]),
    ("ich nehme B3", [("B3", 1, None)]),
    ("B3 alıyorum", [("B3", 1, None)]),
]

NOT_CLAIMS = [
    "is A12 true to size?", "how much is A12", "A12 looks nice", "A12 sold out?", "i love A12 so much", "no A12",
    "+1 for the music", "2-1", "at 12", "12:30", "12", "88", "666", "1", "2", "105€", "i have 12 cats", "<3 <3", ":A12: lol",
    "score is 3", "+1 Z99", "+100", "is it 105 or B3", "cuánto cuesta la A12", "A12多少钱", "بكم A12", "hello everyone",
    "who wants A12", "A12 arrived yesterday, love it", "",
]  # fmt: skip

RELEASES = [
    ("release A12", [("A12", None, None)]),
    ("cancel my B3", [("B3", None, None)]),
    ("A12不要了", [("A12", None, None)]),
    ("A12 -1", [("A12", 1, None)]),
    ("take back B3 x2", [("B3", 2, None)]),
    ("ya no quiero la A12", [("A12", None, None)]),
    ("كنسل A12", [("A12", None, None)]),
    ("release all", []),
]


def items(text: str, room: Live = ROOM) -> tuple[str, list[tuple[str, int | None, str | None]]]:
    claim = understanding().read(text, live=room).claim
    assert claim is not None
    return claim.label, [(item.sku, item.quantity, item.variant) for item in claim.items]


@pytest.mark.parametrize(("text", "wanted"), CLAIMS)
def test_a_line_claims(text: str, wanted: list[tuple[str, int, str | None]]) -> None:
    assert items(text) == ("claim", wanted)


@pytest.mark.parametrize("text", NOT_CLAIMS)
def test_a_line_claims_nothing(text: str) -> None:
    assert items(text) == ("none", [])


@pytest.mark.parametrize(("text", "wanted"), RELEASES)
def test_a_line_gives_back(text: str, wanted: list[tuple[str, int | None, str | None]]) -> None:
    assert items(text) == ("release", wanted)


def test_nothing_is_taken_without_a_code_or_a_pinned_item() -> None:
    assert items("+1", Live(("A12", "B3"))) == ("none", [])


def test_one_alone_is_a_claim_where_the_chat_is_chinese() -> None:
    claim = understanding().read("1", history=["zh-Hans"], live=ROOM).claim
    assert claim is not None
    assert [(item.sku, item.quantity) for item in claim.items] == [("A12", 1)]


def test_outside_a_room_there_is_no_claim() -> None:
    assert understanding().read("+1 A12").claim is None


def test_entities_of_a_claim_stand_at_their_original_offsets() -> None:
    reading = understanding().read("Ａ１２ red ×2 mine", live=ROOM)
    assert [(one.entity, one.start, one.end, one.text, one.value) for one in reading.entities] == [
        ("sku", 0, 3, "Ａ１２", "A12"),
        ("color", 4, 7, "red", "red"),
        ("quantity", 8, 10, "×2", 2),
    ]
    assert (reading.intent.name, reading.text) == ("live_claim", "Ａ１２ red ×2 mine")


@pytest.mark.parametrize(
    "text",
    [
        "buy now",
        "i want to order now",
        "return my order",
        "tell me about A12",
        "postage for A12 x4 to Glasgow",
        "ponme el GRACIAS10",
        "介绍一下A12",
        "quiero",
    ],
)
def test_talk_about_the_shop_in_a_room_claims_nothing(text: str) -> None:
    assert items(text) == ("none", [])


@pytest.mark.parametrize("text", ["I want A12", "quiero la A12", "我想要A12", "بدي A12"])
def test_wanting_a_coded_item_is_a_claim(text: str) -> None:
    assert items(text) == ("claim", [("A12", 1, None)])
