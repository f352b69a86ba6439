"""A whole purchase in Arabic by words alone, to the Emirates: an emirate instead of a postal code, tax on delivery or now."""

from __future__ import annotations

from datetime import timedelta

from tests.dialogue.purchase import (
    Chat,
    Wait,
    asks,
    cart,
    do,
    goes_to,
    offers,
    order,
    priced_in,
    refused,
    says,
    shows,
    speaks,
    total,
)
from tests.shop_in_memory import a_house, stock_is_conserved, told


def test_a_purchase_to_the_emirates() -> None:
    with a_house() as house:
        sent = told(house)
        chat = Chat(house, locale="ar-AE")
        chat.play(
            ("السلام عليكم", says("أهلًا وسهلًا بك في Tradewind Harbour!"), speaks("ar"), goes_to("AE", "guess"), priced_in("AED")),
            ("شو عندكم؟", offers(*["browse"] * 10)),
            ("بدي شال أخضر بأقل من 100 درهم", shows("jaipur-shawl"), says("أخضر")),
            ("ماذا تنصحني لأمي؟", says("أفكار جميلة للهدايا:", "هدية جميلة")),
            ("الثاني", shows("hammered-bangle")),
            ("كم السعر مع الشحن إلى الإمارات؟", says("السعر حتى باب بيتك في الإمارات العربية المتحدة:", "ضريبة الاستيراد (القيمة المضافة)، عند التسليم: 6.23"),
             total(13079, "AED")),
            ("ليش؟", says("ضريبة الاستيراد: هي الضريبة نفسها")),
            ("أضف قطعتين", cart(A7=2)),
            ("خليها ثلاثة", cart(A7=3)),
            ("أريد الدفع", asks("address", "name")),
            ("فاطمة العلي", asks("address", "street_address")),
            ("شارع الشيخ زايد 12", asks("address", "country_area"), says("في أي إمارة؟")),
            ("باريس", asks("address", "country_area"), refused("invalid", "country_area")),
            ("دبي", says("ما طريقة الشحن التي تناسبك؟")),
            ("سريع", says("هل يناسبك دفع كل شيء الآن؟"), offers("incoterm", "incoterm")),
            ("لا، عند التسليم", order("placed", "none", "none"), cart(), total(37994, "AED")),
            (do("pay", method="sandbox", outcome="decline"), order("placed", "failed", "none"), says("رُفضت عملية الدفع")),
            ("نعم", order("confirmed", "captured", "none"), says("شكرًا لك! وصلتنا دفعتك")),
            ("أين طلبي؟", says("مدفوع وقيد التجهيز")),
            (Wait(timedelta(days=10)),),
            ("أين طلبي؟", says("تم التسليم"), order("completed", "captured", "delivered")),
        )
        assert stock_is_conserved(house)
        assert len(sent) == 2
        assert all(answer["direction"] == "rtl" for _, answer in sent)


def test_another_order_is_cancelled_and_refunded() -> None:
    with a_house() as house:
        chat = Chat(house, locale="ar-SA")
        chat.play(
            ("أريد قطعتين من A7", cart(A7=2)),
            ("الشحن إلى الإمارات", goes_to("AE", "likely"), priced_in("AED"), total(24268, "AED")),
            ("إتمام الشراء", asks("address", "name")),
            ("سارة", asks("address", "street_address")),
            ("إلغاء", asks(None), cart(A7=2)),
            ("إتمام الشراء", asks("address", "street_address")),
            ("شارع الملك فيصل 7", asks("address", "country_area")),
            ("الشارقة", says("ما طريقة الشحن التي تناسبك؟")),
            ("الأرخص", order("placed", "none", "none"), says("المطلوب دفعه الآن: 231.12 د.إ.")),
            ("ادفع", order("confirmed", "captured", "none")),
            ("ألغ طلبي", order("cancelled", "refunded", "none")),
        )
        assert stock_is_conserved(house)
