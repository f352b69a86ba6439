# The live room: what became of a claim, told to the viewer and to everybody

live-minutes = { $count } 分钟
live-held = 抢到了：{ $product } { $quantity } 件，每件 { $price }，为您保留 { $minutes }。
live-held-some = 抢到了：{ $product } { $quantity } 件，为您保留 { $minutes }；另外 { $waiting } 件正在排队，您排在第 { $place } 位。
live-waiting = { $product } 暂时被抢光了。您要的 { $waiting } 件正在排队，目前排在第 { $place } 位，轮到您时会马上通知您。
live-released = 已放回：{ $product } { $quantity } 件。
live-nothing = 您没有可以放回的商品。
live-which = 您想要哪一款{ $product }？
live-not-on-sale = 本场直播没有上架 { $code }。
live-too-many = 这款每人最多抢 { $count } 件。
live-told-held = 轮到您了：{ $product } { $quantity } 件已归您，为您保留 { $minutes }。
live-told-expired = 保留时间已到：{ $product } { $quantity } 件已让给排队的下一位。喜欢的话随时可以再抢。
live-given-back = 好的，已放回：{ $products }。
live-list = { $code }：{ $names }
live-list-left = 还剩 { $count } 件
live-list-gone = 已抢光
live-list-waiting = 排队：{ $names }
live-list-back = 放回：{ $names }
live-somebody = 一位观众
refused-unsupported-room = 这里现在没有直播。
refused-not-found-claim = 您没有可以放回的商品。
refused-expired-claim = 您抢到的商品刚刚有变化，请查看购物车后再试一次。
button-release = 放回
