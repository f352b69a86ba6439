"""Small words that steer a conversation and belong to no intent: ways out of a form, "make it three", who a gift is for.

One table per language; matching folds case, accents and Arabic letter variants.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

WAY_OUT = {
    "en": ("cancel", "back", "go back", "stop", "exit", "never mind", "nevermind", "quit", "no"),
    "es": ("cancelar", "cancela", "volver", "atrás", "salir", "déjalo", "olvídalo", "mejor no", "no"),
    "zh-Hans": ("取消", "返回", "算了", "不要了", "退出", "不用了"),
    "ar": ("إلغاء", "الغاء", "رجوع", "ارجع", "خروج", "توقف", "خلاص", "لا"),
}
MAKE_IT = {
    "en": r"\b(make (it|that)|change (it|that) to|let'?s make it|set (it|that) to|only|just)\b",
    "es": r"\b(que sean|mejor (que sean )?|cambia(lo|la)? a|ponme solo|d[eé]ja(lo|la) en|solo|ponlo en)\b",
    "zh-Hans": r"(改成|改为|换成|变成|只要|就要)",
    "ar": r"(خلي(ها|هم|ه)|اجعل(ها|هم|ه)|غير(ها|ه) (الى|ل)|بدل(ها|ه) ب|فقط)",
}
QUESTION = {
    "en": r"^(how|what|when|where|why|which|who|can|could|do|does|is|are|will|would)\b",
    "es": r"^(¿|(c[oó]mo|cu[aá]nto|cu[aá]ndo|d[oó]nde|por qu[eé]|qu[eé]|cu[aá]l|qui[eé]n|puedo|hacen|tienen)\b)",
    "zh-Hans": r"(吗|呢|怎么|多少|什么|为什么|几天|多久|能不能|可以不可以)",
    "ar": r"^(كم|كيف|متي|اين|وين|ليش|لماذا|هل|شو|ما هو|ما هي|مين)",
}
WAYS = {
    "courier": r"\b(express|courier|fast|faster|fastest|quick|quicker|sooner|expres|exprés|mensajer[ií]a|r[aá]pid[oa])\b|快递|特快|最快|快的|سريع|اسرع|مستعجل|كوريير",
    "post": r"\b(post|mail|cheap|cheaper|cheapest|slow|slower|standard|correo|postal|econ[oó]mic[oa]|barat[oa]|normal)\b|邮政|平邮|挂号|便宜|普通|بريد|ارخص|رخيص|عادي",
}
"""Ways of shipping in people's words, by the carrier class they mean."""
CHARGES = {
    "duty": r"\b(duty|duties|tariffs?|arancel(es)?)\b|关税|جمارك|جمركي|جمرك",
    "import_vat": r"\b(vat|gst|sales tax|iva|impuestos?)\b|增值税|消费税|ضريب",
    "carrier_fee": r"\b(carrier'?s? fee|clearance fee|gesti[oó]n aduanera)\b|清关|رسم التخليص",
}
"""Charges of a receipt in people's words."""
LATER = (
    r"\b(later|rest|delivery|arrives?|arrival|despu[eé]s|luego|entrega|recib\w*|llegue|llegada)\b"
    r"|以后|之后|稍后|签收|到货|货到|لاحقا|بعدين|التسليم|الاستلام|الوصول"
)
NOW = r"\b(now|everything|all|upfront|ahora|todo|ya)\b|现在|一次|付清|全部|全付|الان|كل شي|كله|كامل|هسه|دلوقتي"
"""When to pay what is due on delivery, where one may choose."""
WHY = (
    r"(but |and |y |pero |و|طيب )?(why( is (that|it|this))?( so (much|expensive|high))?|how come|por que( tanto| tan caro)?"
    r"|为什么(呢|啊|这么(多|贵))?|为啥(呢)?|怎么这么(多|贵)|ليش( هيك| كذا)?|لماذا( هذا)?|ليه( كده)?)"
)
AGAIN = r"\b(again|retry|otra vez|de nuevo|reint[eé]nta\w*|vuelve a intentar\w*)\b|再试|重试|再付|重新|مره اخري|مرة اخري|مجددا|حاول"
CONDITION = r"^(if|when|what if)\b|\b(if i|what happens)\b|\bsi (cancelo|lo cancelo|la cancelo)\b|如果|要是|假如|\b(اذا|لو)\b"
"""What speaks of something that may happen: nothing is done for it, it is told."""
ADDRESS_WORDS = r"\b(address|street|direcci[oó]n|domicilio|calle)\b|地址|街|عنوان|العنوان|شارع"
CHEAPER = r"\b(cheaper|cheapest|less expensive|lower price)\b|\bm[aá]s (barat|econ[oó]mic)|便宜|实惠|ارخص|اوفر"
DISCOUNT = r"\b(discount|last price|best price|any deals?|haggle)\b|\b(descuento|rebaja|me (haces|dejas) .*precio)\b|折扣|打折|优惠|少点|خصم|تخفيض|تنزيل|اخر سعر|آخر سعر"
IS_PROGRAM = r"\b(are you|is this) (a |an )?(bot|robot|ai|human|real person|real|machine)\b|\beres (un |una )?(bot|robot|humano|persona|ia)\b|(你|您)是(机器人|真人|人工|ai)|\b(انت|هل انت|هذا) (روبوت|بوت|انسان|شخص حقيقي)"
GIFTS = {
    "mother": r"\b(mother|mom|mum|mam[aá]|madre)\b|妈|母亲|امي|لامي|والدتي|ماما",
    "father": r"\b(father|dad|pap[aá]|padre)\b|爸|父亲|ابي|لابي|والدي|بابا",
    "child": r"\b(child|kid|kids|son|daughter|baby|boy|girl|niet[oa]|niñ[oa]s?|hij[oa]s?|beb[eé])\b|孩子|儿子|女儿|宝宝|小朋友|طفل|ابني|بنتي|اطفال|ولدي",
    "partner": r"\b(wife|husband|girlfriend|boyfriend|partner|espos[oa]|novi[oa]|pareja|marido|mujer)\b|老婆|老公|女朋友|男朋友|妻子|丈夫|زوجتي|زوجي|خطيبتي|حبيبتي",
    "friend": r"\b(friend|amig[oa])\b|朋友|闺蜜|صديق|صديقتي|صاحبي",
    "cook": r"\b(cook|chef|cocinero|cocinera|cocinar)\b|厨师|做饭|طباخ|شيف|طبخ",
    "colleague": r"\b(colleague|boss|coworker|colega|jef[ea]|compañer[oa])\b|同事|老板|领导|زميل|مدير",
}


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Case, accents and Arabic letter variants folded, so that hurried typing still matches."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ARABIC)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).strip(_EDGES)


_EDGES = " .!¡。،"
_SHORT = 40
_QUESTION_MARKS = "?？؟¿ "
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None})


def is_way_out(text: str, language: str) -> bool:
    """Whether the whole text says that the form should go away; English is understood everywhere."""
    return folded(text) in _exits(language) or folded(text) in _exits("en")


@cache
def _exits(language: str) -> frozenset[str]:
    return frozenset(folded(word) for word in WAY_OUT.get(language, ()))


def picks(text: str, labels: list[str]) -> int | None:
    """The one label that a text repeats, whole or by some of its words; None where there is none or several."""
    said = folded(text)
    folded_labels = [folded(label) for label in labels]
    if said in folded_labels:
        return folded_labels.index(said)
    words = said.split()
    near = [at for at, label in enumerate(folded_labels) if words and all(word in label for word in words)]
    return near[0] if len(near) == 1 and len(said) > 1 else None


def is_question(text: str, language: str) -> bool:
    """A question mark, or a question's words."""
    if text.rstrip().endswith(("?", "？", "؟")) or text.lstrip().startswith("¿"):
        return True
    return _found(QUESTION, language, text)


def makes_it(text: str, language: str) -> bool:
    """Whether a number said now replaces the one before ("make it three")."""
    return _found(MAKE_IT, language, text)


def says(pattern: str, text: str) -> bool:
    """Whether a text has the words of one of the patterns above, in any of the languages."""
    return _pattern(pattern).search(folded(text[:500])) is not None


def way_of_shipping(text: str) -> str | None:
    """The carrier class that a text asks for, when it names one and not both."""
    plain = folded(text[:500])
    found = [way for way, pattern in WAYS.items() if _pattern(pattern).search(plain)]
    return found[0] if len(found) == 1 else None


def charge_named(text: str) -> str | None:
    """The kind of charge that a text asks about, when it names one and not several."""
    plain = folded(text[:500])
    found = [kind for kind, pattern in CHARGES.items() if _pattern(pattern).search(plain)]
    return found[0] if len(found) == 1 else None


def delivery_terms(text: str) -> str | None:
    """DDP for "everything now", DAP for "the rest on delivery"; None where neither is said."""
    plain = folded(text[:500])
    if _pattern(LATER).search(plain):
        return "DAP"
    return "DDP" if _pattern(NOW).search(plain) else None


def tries_again(text: str) -> bool:
    """ "Try again", in any of the languages."""
    return len(text) <= _SHORT and _pattern(AGAIN).search(folded(text)) is not None


def is_why(text: str) -> bool:
    """A bare "why?", which asks about what was just shown."""
    return _pattern(WHY).fullmatch(folded(text[:60]).strip(_QUESTION_MARKS)) is not None


def gift_for(text: str) -> str | None:
    """Who a present is for, in any of the languages."""
    plain = folded(text[:500])
    return next((who for who, pattern in GIFTS.items() if _pattern(pattern).search(plain)), None)


def _found(table: dict[str, str], language: str, text: str) -> bool:
    pattern = table.get(language)
    return pattern is not None and _pattern(pattern).search(folded(text[:500])) is not None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(folded_pattern(pattern))


def folded_pattern(pattern: str) -> str:
    """A pattern in the alphabet of folded text: its accents folded away like the text's."""
    return "".join(s for s in unicodedata.normalize("NFKD", pattern).translate(_ARABIC) if not unicodedata.combining(s))
