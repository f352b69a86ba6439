# The live room: what became of a claim, told to the viewer and to everybody

live-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
live-held = حُجز لك: { $quantity } × { $product } بسعر { $price } للقطعة، ونحتفظ به لك لمدة { $minutes }.
live-held-some = حُجز لك: { $quantity } × { $product } لمدة { $minutes }. ودورك لما تبقى من طلبك ({ $waiting }) هو رقم { $place } في قائمة الانتظار.
live-waiting = { $product }: حُجزت كل القطع في الوقت الحالي. الكمية المطلوبة { $waiting }، ودورك رقم { $place } في قائمة الانتظار. سنراسلك فور أن يحين دورك.
live-released = أُعيد إلى العرض: { $quantity } × { $product }.
live-nothing = ليس لديك هنا ما يمكن إعادته.
live-which = أي خيار تريد من { $product }؟
live-not-on-sale = { $code } غير معروض للبيع في هذا البث.
live-too-many = { $count ->
    [zero] لا يمكن حجز أي قطعة من هذا المنتج.
    [one] يمكن حجز قطعة واحدة على الأكثر.
    [two] يمكن حجز قطعتين على الأكثر.
    [few] يمكن حجز { $count } قطع على الأكثر.
    [many] يمكن حجز { $count } قطعة على الأكثر.
   *[other] يمكن حجز { $count } قطعة على الأكثر.
}
live-told-held = حان دورك! صار لك { $quantity } × { $product }، ونحتفظ به لك لمدة { $minutes }.
live-told-expired = انتهى الوقت: انتقل { $quantity } × { $product } إلى التالي في قائمة الانتظار. يمكنك الحجز من جديد متى شئت.
live-given-back = تم، أُعيد إلى العرض: { $products }.
live-list = { $code } ← { $names }
live-list-left = { $count ->
    [zero] لم يبقَ شيء
    [one] بقيت قطعة واحدة
    [two] بقيت قطعتان
    [few] بقيت { $count } قطع
    [many] بقيت { $count } قطعة
   *[other] بقيت { $count } قطعة
}
live-list-gone = حُجزت كل القطع
live-list-waiting = قائمة الانتظار: { $names }
live-list-back = أُعيد: { $names }
live-somebody = أحد المشاهدين
refused-unsupported-room = لا يوجد بث مباشر هنا الآن.
refused-not-found-claim = ليس لديك حجز يمكن إعادته.
refused-expired-claim = تغيّر شيء مما حجزته. راجع سلّتك ثم أعد المحاولة.
button-release = إعادة القطعة
