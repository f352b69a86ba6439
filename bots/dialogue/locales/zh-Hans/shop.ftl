# Greeting, finding, product cards

greeting = 您好，欢迎光临{ $shop }！想找什么，用您习惯的语言告诉我就行。我帮您找商品，算好含关税和税费的到手价，再寄到您家门口。
help =
    您可以这样跟我说：
    • “看看50欧元以内的红色连衣裙”
    • “想给妈妈挑份礼物”
    • “寄到墨西哥一共多少钱？”
    • “第二个要两件”
    • “为什么要交关税？”
    • “我的订单到哪儿了？”
only-english = 我看得懂您的语言，不过目前只能用英语回复您。
welcome = 不客气！还有什么可以帮您的吗？
goodbye = 谢谢光临，再见！有需要随时找我。
affirm-what = 好的！您接下来想做什么？
deny = 没关系，您想看看别的什么？
form-left = 好的，那先放一放。您的购物车已为您保留。
human = 已经通知我们的同事，会尽快在这里回复您。
about-us = 我是店里的智能助手，是一个程序。需要的话，随时可以为您转接人工客服。
fixed-prices = 我们的价格是统一的，不议价。如果您有优惠码，直接发给我就行。
complaint = 给您添麻烦了，非常抱歉。要为您转人工客服，还是先看看您的订单？
out-of-scope = 不好意思，这个我帮不上忙。我可以帮您找商品、算到手价、查订单。
payment-methods = 这是一家演示店铺：付款只是模拟，不会真的扣钱。付款前您会先看到总价，您确认之前不会收取任何费用。
subscribed = 好的！有优惠时我会告诉您。不想再收到的话，回复“退订”或STOP就行。
unsubscribed = 好的，以后不会再给您发优惠信息了。
promotion-stop = 您订阅了我们的优惠消息，所以收到这条信息。

shelves = 店里有这些，您想先看哪一类？
found = 找到{ $count }件与“{ $text }”相关的商品：
found-plain = 为您找到{ $count }件合适的商品：
found-nearest = 没有完全符合的，这几件和“{ $text }”比较接近：
found-nothing = 没有找到“{ $text }”。这几件您看看喜欢吗？
found-nothing-plain = 没有找到合适的。这几件您看看喜欢吗？
recommend-market = { $country }的顾客最喜欢：
recommend-world = 最近的人气好物：
recommend-gift = 这些很适合送人：
reason-first = { $country }最畅销
reason-market = { $country }热销
reason-world = 全球热销
reason-gift = 送礼佳选
more = 还有这些：
no-more = 就这些了，没有更多啦。
more-there = 还有{ $count }件。
which-one = 您说的是哪一件？
choose-variant = { $product }，您想要哪一款？
price-from = { $price }起
option-color = 颜色：{ $values }
option-size = 尺码/规格：{ $values }
stock-left = 仅剩{ $count }件
stock-none = 已售罄

color-black = 黑色
color-white = 白色
color-grey = 灰色
color-red = 红色
color-blue = 蓝色
color-green = 绿色
color-yellow = 黄色
color-orange = 橙色
color-pink = 粉色
color-purple = 紫色
color-brown = 棕色
color-beige = 米色
color-gold = 金色
color-silver = 银色

# Buttons
button-recommend = 热门推荐
button-browse = 全部商品
button-help = 帮助
button-more = 查看更多
button-add = 加入购物车
button-choose = 选择款式
button-door-price = 查看到手价
button-checkout = 去结算
button-basket = 购物车
button-keep-shopping = 继续逛逛
button-remove = 移除：{ $product }
button-why = 为什么？
button-pay = 付款
button-pay-amount = 支付{ $amount }
button-pay-again = 重新支付
button-ddp = 现在付清：{ $total }
button-ddp-partly = 现在付清税费：{ $total }
button-dap = 现在付{ $now }，其余签收时付
button-track = 查看物流
button-cancel-order = 取消订单
button-change-address = 修改地址
button-return = 申请退货
button-human = 转人工客服
button-unsubscribe = 退订优惠信息
