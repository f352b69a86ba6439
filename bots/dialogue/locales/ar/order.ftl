# Basket, country, receipt, checkout, orders

added = أُضيف إلى سلّتك: { $quantity } × { $product }.
basket = سلّتك:
basket-empty = سلّتك فارغة. ما رأيك أن نعرض لك شيئًا جميلًا؟
basket-total = { $count ->
    [zero] لا توجد قطع، المجموع { $total } قبل الشحن والجمارك والضرائب.
    [one] قطعة واحدة، المجموع { $total } قبل الشحن والجمارك والضرائب.
    [two] قطعتان، المجموع { $total } قبل الشحن والجمارك والضرائب.
    [few] { $count } قطع، المجموع { $total } قبل الشحن والجمارك والضرائب.
    [many] { $count } قطعة، المجموع { $total } قبل الشحن والجمارك والضرائب.
   *[other] { $count } قطعة، المجموع { $total } قبل الشحن والجمارك والضرائب.
}
coupon-applied = قسيمة { $code }: خصم بقيمة { $amount }

ask-country = إلى أي بلد نرسل الطلب؟ عندها نحسب لك السعر الكامل حتى باب بيتك.
country-set = الشحن إلى { $country }. عملة الأسعار: { $currency }.
currency-set = تم. عملة الأسعار الآن: { $currency }.
which-currency = بأي عملة نعرض لك الأسعار؟
which-language = ما اللغة التي تناسبك؟
language-set = بكل سرور، نكمل بالعربية.
ask-region = تختلف الضريبة في { $country } من منطقة إلى أخرى. إلى أي ولاية أو محافظة نرسل الطلب؟
region-set = شكرًا، سجّلنا ذلك.
ships-to = نعم، نشحن إلى { $country }:
ships-way = • { $way }: ابتداءً من { $price }، { $days }

door-price = السعر حتى باب بيتك في { $country }:
other-way = أو { $way } ({ $days }): { $total }
days = { $longest ->
    [zero] من { $shortest } إلى { $longest } يوم
    [one] خلال يوم واحد
    [two] خلال يومين
    [few] من { $shortest } إلى { $longest } أيام
    [many] من { $shortest } إلى { $longest } يومًا
   *[other] من { $shortest } إلى { $longest } يوم
}
line-discount = الخصم
line-total = المجموع حتى باب بيتك
total-plus-unknown = { $total } إضافةً إلى رسوم لا تُعرف إلا عند التسليم
amount-unknown = غير معروف بعد
amount-estimate = { $amount } (تقديري)
charge-duty = الرسوم الجمركية
charge-import-vat = ضريبة الاستيراد (القيمة المضافة)
charge-excise = الضريبة الانتقائية
charge-levy = رسم الطرود الصغيرة
charge-carrier-fee = رسم التخليص الجمركي
charge-customs-fee = رسم معاملة الجمارك
charge-rated = { $charge } ({ $rate })
charge-on-delivery = { $charge }، عند التسليم

why-nothing = نحسب لك أولًا السعر حتى باب بيتك، وبعدها نشرح لك كل بند فيه.
why-no-charges = لا رسوم جمركية ولا ضريبة استيراد على هذا الطلب إلى { $country }.
why-duty = الرسوم الجمركية: يفرضها بلد الوصول على السلع المصنوعة في الخارج، بحسب نوع السلعة وبلد صنعها.
why-import-vat = ضريبة الاستيراد: هي الضريبة نفسها التي تُدفع عند الشراء داخل بلدك، وتُحصَّل هنا لأن السلعة قادمة من الخارج.
why-excise = الضريبة الانتقائية: ضريبة إضافية على سلع معيّنة مثل الكحول والتبغ.
why-levy = رسم الطرود الصغيرة: مبلغ ثابت يفرضه بلد الوصول على الطرود الصغيرة.
why-carrier-fee = رسم التخليص الجمركي: تدفع شركة الشحن للجمارك نيابةً عنك وتتقاضى رسمًا مقابل ذلك.
why-customs-fee = رسم معاملة الجمارك: ما تتقاضاه الجمارك مقابل معالجة الطرد.
why-arithmetic = طريقة الحساب: { $formula } = { $amount }
why-local = بعملة بلد الوصول: { $amount }
why-unknown = يتوقف هذا المبلغ على أمر غير معروف حتى الآن، ولذلك لا نعطيك رقمًا من عندنا.
why-who = الجهة التي تُحصّل المبلغ: { $who }.
collector-seller = نحن، ثم نورّده إلى السلطات الضريبية
collector-carrier = شركة الشحن
collector-customs = الجمارك
why-due-checkout = يُدفع الآن، ولا يُطلب منك شيء آخر عن هذا البند عند التسليم.
why-due-delivery = يُدفع عند وصول الطرد.
why-rule = القاعدة: { $rule }، بتاريخ { $date } (المصدر: { $source }).
why-estimate = هذا مبلغ تقديري، والكلمة الأخيرة للجمارك.
source-general = معلومة عامة لم تؤكدها وثيقة

address-intro = الشحن إلى { $country }. بقي العنوان فقط، وللتوقف يكفي كتابة «إلغاء».
address-kept = شكرًا، حفظنا العنوان.
ask-field-name = ما الاسم الذي نكتبه على الطرد؟
ask-field-street-address = ما اسم الشارع ورقم المبنى؟
ask-field-city = في أي مدينة أو بلدة؟
ask-field-city-area = في أي حي؟
ask-field-country-area = في أي ولاية أو محافظة؟
ask-field-postal-code = ما الرمز البريدي؟ مثال: { $example }
ask-field-phone = ما رقم الهاتف الذي نعطيه لشركة الشحن؟
ask-field-email = ما بريدك الإلكتروني؟
ask-field-company-name = ما اسم الشركة؟
ask-field-sorting-code = ما رمز الفرز البريدي؟
ask-area-state = في أي ولاية؟
ask-area-province = في أي محافظة أو مقاطعة؟
ask-area-emirate = في أي إمارة؟
ask-area-prefecture = في أي محافظة؟
ask-area-department = في أي إقليم؟
ask-area-area = في أي منطقة؟
ask-area-district = في أي حي أو منطقة؟
ask-area-island = في أي جزيرة؟
ask-area-oblast = في أي إقليم (أوبلاست)؟
ask-area-do_si = في أي مقاطعة أو مدينة؟
ask-area-parish = في أي أبرشية؟
ask-area-county = في أي مقاطعة؟
ask-tax-id = تطلب الجمارك في { $country } رقم تعريف المستلم: { $kind }. مثال: { $example }. نحفظه مشفّرًا ولا نستخدمه إلا لهذا الغرض.
tax-id-passport = رقم جواز السفر
tax-id-ric = رقم بطاقة الهوية الصينية
tax-id-pccc = الرمز الجمركي الشخصي (PCCC)
tax-id-kept = شكرًا، حفظنا الرقم.
ask-shipping = ما طريقة الشحن التي تناسبك؟
way = { $way }، { $days }: { $total }
ask-terms = بعض الرسوم تُدفع عند التسليم. هل يناسبك دفع كل شيء الآن؟
order-title = الطلب { $code }
invoice-total = المطلوب دفعه الآن: { $due }
invoice-total-later = المطلوب دفعه الآن: { $due }، ويُضاف إليه ما يُدفع عند التسليم كما هو مبيّن في تفاصيل السعر.
invoice-until = القطع محجوزة لك حتى { $time }.

paid = شكرًا لك! وصلتنا دفعتك وتأكّد الطلب { $code }. سنخبرك عند شحنه.
order-total = المجموع: { $total }
your-orders = طلباتك:
no-orders = ليست لديك طلبات بعد. ما رأيك أن نعرض لك شيئًا جميلًا؟
change-how = ما التغيير المطلوب في الطلب { $code }؟
address-changed = تم تغيير عنوان الطلب { $code }.
return-noted = سجّلنا طلب إرجاع { $code }. سيراسلك فريقنا لشرح طريقة الإرجاع.
return-which = هل يتعلق الأمر بالطلب { $code }؟
rated = شكرًا على تقييمك!

status-placed = في انتظار الدفع
status-payment-pending = جارٍ معالجة الدفع
status-payment-failed = لم تنجح عملية الدفع
status-paid = مدفوع وقيد التجهيز
status-booked = جاهز وفي انتظار شركة الشحن
status-handed-over = في الطريق إليك
status-delivered = تم التسليم
status-returned = أُعيد إلينا
status-held = متوقف مؤقتًا، وفريقنا يراجعه
status-cancelled = ملغى
status-cancelled-refunded = ملغى، وأُعيد المبلغ إليك
status-expired = انتهت صلاحيته لعدم وصول الدفع في الوقت المحدد
status-expired-refunded = انتهت صلاحيته، وأُعيد إليك المبلغ الذي وصل متأخرًا
status-refunded = أُعيد المبلغ إليك
status-partly-refunded = أُعيد إليك جزء من المبلغ

parcel-booked = سُجّلت الشحنة لدى شركة الشحن
parcel-handed-over = تسلّمتها شركة الشحن
parcel-departed = غادرت بلد الإرسال
parcel-arrived = وصلت إلى بلد الوصول
parcel-customs = أنهت إجراءات الجمارك
parcel-out-for-delivery = خرجت للتوصيل
parcel-delivered = تم التسليم

tell-paid = وصلتنا دفعتك، وتأكّد الطلب { $code }.
tell-payment-failed = لم تنجح عملية الدفع للطلب { $code }. القطع ما زالت محجوزة لك، ويمكنك المحاولة مرة أخرى.
tell-late-money-refunded = وصلت دفعتك للطلب { $code } بعد انتهاء الحجز، وكانت القطع قد بيعت. نعتذر لك، وقد أعدنا إليك المبلغ.
tell-expired = انتهت صلاحية الطلب { $code } لعدم وصول الدفع. لم يُخصم منك أي مبلغ.
tell-shipped = خبر سارّ: الطلب { $code } في طريقه إليك.
tell-delivered = تم تسليم الطلب { $code }. نتمنى أن ينال إعجابك!
tell-refunded = أعدنا إليك مبلغًا عن الطلب { $code }.

# Refusals
refused-missing = هناك معلومة ناقصة. هل يمكنك إعادة ما كتبته؟
refused-invalid = يبدو أن هناك خطأ. هل يمكنك التحقق منه؟
refused-invalid-quantity = نحتاج إلى عدد صحيح من القطع، قطعة واحدة أو أكثر من فضلك.
refused-field = يبدو أن هناك خطأ. هل يمكنك التحقق والكتابة من جديد؟
refused-field-area = الرمز البريدي { $code } لا يتبع { $area }. يُرجى التحقق من الولاية أو من الرمز.
refused-out-of-stock = عذرًا، نفدت كمية { $product }.
refused-low-stock = { $count ->
    [zero] { $product }: نفدت الكمية.
    [one] { $product }: بقيت قطعة واحدة فقط.
    [two] { $product }: بقيت قطعتان فقط.
    [few] { $product }: بقيت { $count } قطع فقط.
    [many] { $product }: بقيت { $count } قطعة فقط.
   *[other] { $product }: بقيت { $count } قطعة فقط.
}
refused-quantity-exceeded = { $count ->
    [zero] لا يمكن طلب أي قطعة.
    [one] الحد الأقصى قطعة واحدة في الطلب.
    [two] الحد الأقصى قطعتان في الطلب.
    [few] الحد الأقصى { $count } قطع في الطلب.
    [many] الحد الأقصى { $count } قطعة في الطلب.
   *[other] الحد الأقصى { $count } قطعة في الطلب.
}
refused-payment-declined = رُفضت عملية الدفع. لم يُخصم أي مبلغ والقطع ما زالت محجوزة لك. هل نحاول مرة أخرى؟
refused-requires-3ds = يطلب البنك تأكيدك لعملية الدفع هذه.
refused-coupon-invalid = لا نعرف هذا الرمز. هل يمكنك التحقق من كتابته؟
refused-coupon-expired = انتهت صلاحية هذا الرمز.
refused-minimum-not-met = يتطلب هذا الرمز سلّة بقيمة { $amount } على الأقل.
refused-region-restricted = عذرًا، لا يمكننا شحن هذا إلى { $country }.
refused-region-restricted-weight = الطرد أثقل مما تسمح به طرق الشحن إلى { $country }. هل يمكنك تقسيمه إلى طلبين؟
refused-region-restricted-country-code = لا يمكن نقل الطلب إلى بلد آخر لأن الجمارك والضرائب ستتغيّر. يُرجى إلغاؤه وتقديم طلب جديد.
refused-region-restricted-country-area = تختلف الضريبة بحسب المنطقة، لذلك لا يمكن نقل هذا الطلب إلى منطقة أخرى. يُرجى إلغاؤه وتقديم طلب جديد.
refused-age-verification-required = هذا المنتج للبالغين فقط، وعلينا التحقق من عمرك أولًا.
refused-not-found = لم نجد ذلك.
refused-not-found-order = لم نجد بين طلباتك طلبًا بهذا الرمز.
refused-not-found-country = لم نتعرّف على هذا البلد. هل يمكنك كتابة اسمه؟
refused-not-found-currency = لم نتعرّف على هذه العملة.
refused-not-found-product = لم نجد هذا المنتج. هذا ما لدينا:
refused-not-found-option = طريقة الشحن هذه غير متاحة هنا.
refused-not-found-method = طريقة الدفع هذه غير متاحة هنا.
refused-not-found-line = هذا المنتج ليس في سلّتك.
refused-not-found-charge = هذا البند غير موجود في تفاصيل السعر.
refused-conflict = لم يعد ذلك ممكنًا في هذه المرحلة من الطلب.
refused-rate-limited = لحظة من فضلك، وصلتنا رسائل كثيرة دفعة واحدة.
refused-expired = انتهى هذا العرض. لنبدأ من جديد.
refused-expired-order = انتهت صلاحية هذا الطلب ولم تعد القطع محجوزة. يُرجى تقديم طلب جديد.
refused-expired-quote = كان السعر صالحًا لفترة محدودة. يُرجى إتمام الشراء مرة أخرى لنحسبه من جديد.
refused-expired-return = { $count ->
    [zero] انتهت مهلة الإرجاع.
    [one] انتهت مهلة الإرجاع، وهي يوم واحد.
    [two] انتهت مهلة الإرجاع، وهي يومان.
    [few] انتهت مهلة الإرجاع، وهي { $count } أيام.
    [many] انتهت مهلة الإرجاع، وهي { $count } يومًا.
   *[other] انتهت مهلة الإرجاع، وهي { $count } يوم.
}
refused-unsupported = لا يمكننا فعل ذلك هنا.
refused-unsupported-language = لا نتحدث هذه اللغة بعد. نتحدث هذه اللغات:
refused-unsupported-currency = لا يتوفر لدينا سعر صرف لهذه العملة، لذلك لا يمكننا عرض الأسعار بها.
refused-prohibited-item = لا يمكن شحن { $product } إلى { $country } بهذه الطريقة. قد يكون ذلك ممكنًا بالشحن السريع، أو مع منتج آخر أو بلد آخر.
refused-sanctioned-destination = لا يمكننا الشحن إلى { $country } بسبب العقوبات.
refused-forbidden = ليست لديك صلاحية للقيام بذلك.
