# Greeting, finding, product cards

greeting = أهلًا وسهلًا بك في { $shop }! عمّ نبحث لك اليوم؟ يمكنك الكتابة بلغتك، ونحن نجد ما يناسبك، ونعرض سعره الكامل حتى باب بيتك شاملًا الجمارك والضرائب، ثم نرسله إليك.
help =
    إليك أمثلة لما يمكنك كتابته:
    • «فستان أحمر بأقل من 50 يورو»
    • «هدية لأمي»
    • «كم السعر مع الشحن إلى المكسيك؟»
    • «قطعتان من الثاني»
    • «لماذا توجد رسوم جمركية؟»
    • «أين طلبي؟»
only-english = نفهم لغتك، لكننا نردّ بالإنجليزية في الوقت الحالي.
welcome = على الرحب والسعة! هل هناك شيء آخر يمكننا مساعدتك فيه؟
goodbye = إلى اللقاء، وشكرًا لزيارتك! نحن هنا متى احتجت إلينا.
affirm-what = رائع! ما الخطوة التالية؟
deny = لا مشكلة. ماذا نعرض لك بدلًا من ذلك؟
form-left = حسنًا، نترك هذا الآن. سلّتك محفوظة كما هي.
human = أبلغنا فريقنا، وسيردّ عليك أحد الزملاء هنا في أقرب وقت.
about-us = أنا مساعد المتجر، وأنا برنامج. ويمكنني تحويلك إلى موظف متى أردت.
fixed-prices = أسعارنا ثابتة وموحّدة للجميع. وإن كان لديك رمز خصم فيكفي كتابته هنا.
complaint = نعتذر عمّا حدث. هل نحوّلك إلى أحد الموظفين أم نراجع طلبك أولًا؟
out-of-scope = عذرًا، هذا خارج ما يمكننا المساعدة فيه. يمكننا البحث عن منتج، أو حساب السعر حتى باب بيتك، أو متابعة طلبك.
payment-methods = هذا متجر تجريبي: الدفع فيه للتجربة فقط ولا تُسحب أي أموال حقيقية. يظهر لك المجموع قبل الدفع، ولا يُخصم أي مبلغ قبل تأكيدك.
subscribed = تم! سنرسل إليك عروضنا من حين إلى آخر. لإيقافها يكفي إرسال «إلغاء الاشتراك» أو STOP.
unsubscribed = تم، لن تصلك عروض منّا بعد الآن.
promotion-stop = وصلتك هذه الرسالة لأنك طلبت عروضنا.

shelves = هذا ما لدينا. من أين نبدأ؟
found = { $count ->
    [zero] لا توجد نتائج عن «{ $text }»:
    [one] وجدنا نتيجة واحدة عن «{ $text }»:
    [two] وجدنا نتيجتين عن «{ $text }»:
    [few] وجدنا { $count } نتائج عن «{ $text }»:
    [many] وجدنا { $count } نتيجة عن «{ $text }»:
   *[other] وجدنا { $count } نتيجة عن «{ $text }»:
}
found-plain = { $count ->
    [zero] لا يوجد منتج مناسب:
    [one] وجدنا منتجًا واحدًا مناسبًا:
    [two] وجدنا منتجين مناسبين:
    [few] وجدنا { $count } منتجات مناسبة:
    [many] وجدنا { $count } منتجًا مناسبًا:
   *[other] وجدنا { $count } منتج مناسب:
}
found-nearest = لا يوجد ما يطابق طلبك تمامًا، لكن هذه أقرب النتائج إلى «{ $text }»:
found-nothing = ليس لدينا شيء عن «{ $text }». ما رأيك في أحد هذه؟
found-nothing-plain = عذرًا، لم نجد ما يناسب طلبك. ما رأيك في أحد هذه؟
recommend-market = الأكثر طلبًا في { $country }:
recommend-world = منتجاتنا المفضّلة حاليًا:
recommend-gift = أفكار جميلة للهدايا:
reason-first = الأكثر مبيعًا في { $country }
reason-market = رائج في { $country }
reason-world = رائج حول العالم
reason-gift = هدية جميلة
more = المزيد من المنتجات:
no-more = هذا كل ما لدينا.
more-there = { $count ->
    [zero] لم يبقَ شيء آخر.
    [one] بقي منتج واحد آخر.
    [two] بقي منتجان آخران.
    [few] بقيت { $count } منتجات أخرى.
    [many] بقي { $count } منتجًا آخر.
   *[other] بقي { $count } منتج آخر.
}
which-one = أيّ هذه المنتجات هو المقصود؟
choose-variant = { $product }: أي خيار يناسبك؟
price-from = ابتداءً من { $price }
option-color = الألوان: { $values }
option-size = المقاسات: { $values }
stock-left = { $count ->
    [zero] نفدت الكمية
    [one] بقيت قطعة واحدة فقط
    [two] بقيت قطعتان فقط
    [few] بقيت { $count } قطع فقط
    [many] بقيت { $count } قطعة فقط
   *[other] بقيت { $count } قطعة فقط
}
stock-none = نفدت الكمية

color-black = أسود
color-white = أبيض
color-grey = رمادي
color-red = أحمر
color-blue = أزرق
color-green = أخضر
color-yellow = أصفر
color-orange = برتقالي
color-pink = وردي
color-purple = بنفسجي
color-brown = بنّي
color-beige = بيج
color-gold = ذهبي
color-silver = فضّي

# Buttons
button-recommend = الأكثر رواجًا
button-browse = كل المنتجات
button-help = مساعدة
button-more = عرض المزيد
button-add = إضافة إلى السلة
button-choose = اختيار
button-door-price = السعر حتى بابك
button-checkout = إتمام الشراء
button-basket = السلة
button-keep-shopping = متابعة التسوق
button-remove = إزالة: { $product }
button-why = لماذا؟
button-pay = الدفع
button-pay-amount = دفع { $amount }
button-pay-again = إعادة المحاولة
button-ddp = دفع الكل الآن: { $total }
button-ddp-partly = دفع الرسوم الآن: { $total }
button-dap = { $now } الآن والباقي عند التسليم
button-track = تتبّع الشحنة
button-cancel-order = إلغاء الطلب
button-change-address = تغيير العنوان
button-return = إرجاع الطلب
button-human = التحدث مع موظف
button-unsubscribe = إيقاف العروض
