"""A right postal code of another state: the buyer is told which of the two to check, in their language."""

from __future__ import annotations

import pytest

from tests.dialogue.purchase import Chat
from tests.shop_in_memory import a_house


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "44100 is not in Hidalgo. Check the state or the code."),
    ("es", "El código 44100 no corresponde a Hidalgo. Revisa el estado o la provincia, o bien el código."),
    ("zh-Hans", "邮编44100不属于Hidalgo，请核对州（省）或邮编。"),
    ("ar", "الرمز البريدي \u206844100\u2069 لا يتبع \u2068Hidalgo\u2069. يُرجى التحقق من الولاية أو من الرمز."),
])
def test_the_state_and_the_code_are_named(language: str, sentence: str) -> None:
    with a_house() as house:
        chat = Chat(house, buyer="ana")
        chat.does("set_language", language=language)
        chat.does("set_country", country="MX")
        heard = chat.does(
            "address", name="Ana", street_address="Calle 1", city="Pachuca", country_area="Hidalgo", postal_code="44100", phone="5512345678")
        assert heard.answer.replies[0].blocks[0].text == sentence
        assert heard.refused is not None
        assert (heard.refused["code"], heard.state["form"]["field"]) == ("invalid", "postal_code")
