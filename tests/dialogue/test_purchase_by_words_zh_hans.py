"""A whole purchase in Chinese by words alone, to Singapore: tax collected by the shop, numbers and references in Chinese."""

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


def test_a_purchase_to_singapore() -> None:
    with a_house() as house:
        sent = told(house)
        chat = Chat(house, locale="zh-CN")
        chat.play(
            ("你好", says("您好，欢迎光临"), speaks("zh-Hans"), goes_to("CN", "guess"), priced_in("CNY")),
            ("你们卖什么？", offers(*["browse"] * 10), says("厨房与茶")),
            ("有没有200元以下的绿色茶具", shows("gongfu-tea-set")),
            ("送妈妈什么好", says("这些很适合送人：", "送礼佳选")),
            ("第二个", shows("camellia-cream")),
            ("我在新加坡", goes_to("SG", "known"), priced_in("SGD")),
            ("寄到新加坡多少钱", says("寄到新加坡的到手价", "进口增值税: $3.11（预估）"), total(3763, "SGD")),
            ("为什么？", says("进口增值税：和您在当地购物时交的是同一种税", "sg-ovr")),
            ("来一个", cart(E2=1), says("已加入购物车：山茶花保湿面霜 50毫升 × 1")),
            ("改成三个", cart(E2=3)),
            ("结账", asks("address", "name"), says("请问收件人姓名是？")),
            ("陈小明", asks("address", "street_address")),
            ("乌节路 238 号 #12-01", asks("address", "postal_code")),
            ("23885", asks("address", "postal_code"), refused("invalid", "postal_code")),
            ("238851", says("您想选哪种寄送方式？")),
            ("快递", order("placed", "none", "none"), cart(), says("现在应付：$115.51"), total(11551, "SGD")),
            (do("pay", method="sandbox", outcome="decline"), order("placed", "failed", "none"), says("付款被拒绝了")),
            ("再试一次", order("confirmed", "captured", "none"), says("款项已收到")),
            ("我的包裹到哪了？", says("已付款，正在备货")),
            (Wait(timedelta(days=10)),),
            ("我的包裹到哪了？", says("已送达"), order("completed", "captured", "delivered")),
        )
        assert stock_is_conserved(house)
        assert [answer["replies"][0]["blocks"][0]["text"][:4] for _, answer in sent] == ["好消息：", "订单TW"]


def test_another_order_is_cancelled_and_refunded() -> None:
    with a_house() as house:
        chat = Chat(house, locale="zh-SG")
        chat.play(
            ("我要两个洗发皂", shows("rosemary-shampoo-bar")),
            ("来两个", cart(E4=2)),
            ("寄到新加坡", goes_to("SG", "known"), priced_in("SGD")),
            ("结账", asks("address", "name")),
            ("林小姐", asks("address", "street_address")),
            ("算了", asks(None), cart(E4=2)),
            ("结账", asks("address", "street_address")),
            ("滨海湾 1 号", asks("address", "postal_code")),
            ("018956", says("您想选哪种寄送方式？")),
            ("最便宜的", order("placed", "none", "none")),
            ("付款", order("confirmed", "captured", "none")),
            ("我要取消订单", order("cancelled", "refunded", "none"), says("已取消并退款")),
        )
        assert stock_is_conserved(house)
