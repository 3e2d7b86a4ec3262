import type { FindingTexts } from './finding-text.ts';

/** Tells every finding, and what to do about it, in Arabic. */
export const ar: FindingTexts = {
  'manifest-missing': {
    message: 'لا يوجد {file} في جذر الملفات.',
    remedy: 'نفّذ «nforge init»، أو انشر من المجلد الذي يحتويه.',
  },
  'access-unsupported': {
    message: 'لا يمكن نشر ما كان الوصول إليه «{access}»: فكل ما في السجل يقرؤه أي شخص.',
    remedy: 'لا تنشر إلا ما هو مفتوح، واحتفظ بهذه الخوارزمية إلى أن تصبح للسجل حقوق قراءة.',
  },
  'risk-prohibited': {
    message: 'لا تُنشر خوارزمية مستوى خطرها محظور.',
    remedy: 'إذا كان المستوى خطأً فصحّح risk.level وأسبابه.',
  },
  'readme-missing': {
    message: 'لا يوجد ملف README في جذر الملفات.',
    remedy: 'أضف README.md يبيّن ما تفعله الخوارزمية وكيف تُستعمل.',
  },
  'file-missing': {
    message: 'يذكر البيان {file}، لكن هذا الملف غير موجود.',
    remedy: 'صحّح المسار (للأحرف الكبيرة والصغيرة أهميتها)، أو أضف الملف، أو انظر هل يستبعده .forgeignore.',
  },
  'glob-empty': {
    message: 'لا يوافق {glob} أيَّ ملف JSON.',
    remedy: 'صحّح النمط أو أضف متجهات الاختبار.',
  },
  'file-too-large': {
    message: 'حجم الملف {size} بايت، ولا يُقرأ منه أكثر من {limit}.',
    remedy: 'قسّمه إلى عدة ملفات.',
  },
  'files-too-large': {
    message: 'حجم ملفات JSON وJavaScript مجتمعة {size} بايت، ولا يُقرأ منها أكثر من {limit}.',
    remedy: 'استبعد ما لا يلزم لتشغيل الخوارزمية، أو انشر البيانات الكبيرة كمجموعة بيانات.',
  },
  'json-encoding': {
    message: 'الملف ليس بترميز UTF-8 من دون علامة ترتيب البايتات.',
    remedy: 'احفظه من جديد بترميز UTF-8 من دون BOM.',
  },
  'json-syntax': {
    message: 'هذا ليس JSON: لا يمكن أن يقع {found} هنا.',
    remedy: 'ابحث قبله عن فاصلة أو علامة اقتباس ناقصة. ليس في JSON تعليقات ولا فاصلة بعد العنصر الأخير.',
  },
  'json-truncated': {
    message: 'ينتهي الملف في وسط قيمة.',
    remedy: 'أغلق ما هو مفتوح: قوسًا أو علامة اقتباس.',
  },
  'json-too-deep': {
    message: 'تتداخل القوائم والكائنات على أكثر من {limit} مستوى.',
    remedy: 'اجعل البنية أقل تداخلًا.',
  },
  'json-too-many-values': {
    message: 'يحتوي الملف على أكثر من {limit} قيمة.',
    remedy: 'قسّمه إلى عدة ملفات.',
  },
  'json-duplicate-key': {
    message: 'يتكرر العضو {key} مرتين.',
    remedy: 'أبقِ واحدًا منهما: فالبرامج لا تتفق على أيهما يُعتدّ به.',
  },
  'json-key-refused': {
    message: 'العضو {key} غير مسموح به.',
    remedy: 'أعطه اسمًا آخر: فبعض البرامج تعدّ هذا الاسم خاصًا بها.',
  },
  'json-number-range': {
    message: 'لا يمكن حفظ العدد {number} بدقة.',
    remedy: 'اكتب المعرّفات وأرقام الحسابات نصوصًا بين علامتي اقتباس.',
  },
  'json-lone-surrogate': {
    message: 'يحتوي النص على نصف محرف (بديل منفرد).',
    remedy: 'اكتب المحرف كاملًا.',
  },
  'schema-keyword-unknown': {
    message: 'ليس في JSON Schema 2020-12 كلمة مفتاحية {keyword}.',
    remedy: 'احذفها. الامتدادان الوحيدان هما x-label وx-help.',
    nearest: 'هل تقصد {nearest}؟',
  },
  'schema-dialect': {
    message: 'يقول المخطط إنه {found}.',
    remedy: 'استعمل {expected}، أو احذف $schema.',
  },
  'schema-id-nested': {
    message: 'لجزء من المخطط معرّف خاص به: {id}.',
    remedy: 'احذفه وأشر إلى الجزء بـ #/$defs/….',
  },
  'schema-ref-remote': {
    message: 'تخرج الإحالة {ref} عن الإصدار.',
    remedy: 'ضع ما تحيل إليه في ملف JSON من الإصدار وأحل إليه بمسار نسبي، أو ضعه في $defs.',
  },
  'schema-ref-missing': {
    message: 'لا تؤدي الإحالة {ref} إلى شيء.',
    remedy: 'صحّحها، أو أضف ما تحيل إليه تحت $defs.',
  },
  'schema-ref-file-missing': {
    message: 'تؤدي الإحالة {ref} إلى الملف {file}، ولا وجود له.',
    remedy:
      'صحّح المسار (يبدأ من الملف الذي فيه الإحالة، والحروف الكبيرة والصغيرة مختلفة)، أو أضف الملف، أو تحقق من أن .forgeignore لا يستبعده.',
  },
  'schema-ref-not-json': {
    message: 'تؤدي الإحالة {ref} إلى {file}، وهو ليس ملف JSON.',
    remedy: 'أحل إلى ملف ينتهي اسمه بـ .json.',
  },
  'schema-ref-dynamic': {
    message: 'يتوقف ما يحيل إليه {keyword} على الطريق المؤدي إليه.',
    remedy: 'استعمل $ref مع #/$defs/….',
  },
  'schema-nullable': {
    message: 'ليس في 2020-12 كلمة مفتاحية nullable، فلن تقبل القيمة null.',
    remedy: 'اكتب "type": ["string", "null"].',
  },
  'schema-pattern-invalid': {
    message: 'النمط {pattern} ليس تعبيرًا نمطيًا صحيحًا (ECMAScript بنسق Unicode)، أو هو طويل جدًا.',
    remedy: 'لا تستعمل الهروب إلا حيث يلزم، ولا تتجاوز 1000 محرف.',
  },
  'schema-text-invalid': {
    message: 'يجب أن يكون {keyword} جدول لغات بنصوص، فيه ar أو fr على الأقل.',
    remedy: 'اكتب مثلًا {"ar": "…", "fr": "…"}.',
  },
  'schema-too-large': {
    message: 'للمخطط أكثر من {limit} جزء.',
    remedy: 'اكتب ما يتشابه مرة واحدة تحت $defs.',
  },
  'schema-files-too-large': {
    message: 'يتكوّن المخطط من أكثر من {files} ملفات، أو من أكثر من {bytes} بايت في المجموع.',
    remedy: 'قل ما يتكرر مرة واحدة، ولا تحل إلا إلى ما يلزم.',
  },
  'schema-invalid': {
    message: 'لا يسمح JSON Schema 2020-12 بهذا. المتوقع: {expected}، والموجود: {found}.',
    remedy: 'صحّح قيمة الكلمة المفتاحية.',
  },
  'schema-endless': {
    message: 'تعود إحالة إلى نفسها من دون أن تتقدم خطوة في القيمة.',
    remedy: 'فُكَّ دائرة إحالات $ref.',
  },
  'schema-tolerant': {
    message: 'مع inputMode: tolerant ليس لـ {keyword} هنا معنى ثابت: فهو ينظر إلى أعضاء تُسقَط.',
    remedy: 'عبّر عن المقصود من دونه، بـ required وproperties مثلًا، أو استعمل inputMode: strict.',
  },
  'vectors-not-list': {
    message: 'يجب أن يحتوي ملف المتجهات على قائمة.',
    remedy: 'اكتب [{"name": …, "input": …, "output": …}].',
  },
  'vectors-empty': {
    message: 'قائمة المتجهات فارغة.',
    remedy: 'أضف متجهًا أو احذف الملف.',
  },
  'vectors-too-many': {
    message: 'عدد المتجهات {count}، ولا يُشغَّل منها أكثر من {limit}.',
    remedy: 'أبقِ ما يختلف منها في ما يختبره.',
  },
  'vector-not-object': {
    message: 'يجب أن يكون المتجه كائنًا.',
    remedy: 'اكتب {"name": …, "input": …, "output": …}.',
  },
  'vector-member-unknown': {
    message: 'ليس للمتجه عضو {member}.',
    remedy: 'احذفه. الأعضاء المعروفة هي name وinput وoutput وtolerance وsource وsupersedes.',
    nearest: 'هل تقصد {nearest}؟',
  },
  'vector-member-missing': {
    message: 'العضو {member} ناقص.',
    remedy: 'أضفه.',
  },
  'vector-member-invalid': {
    message: 'ليس العضو {member} على الشكل {expected}.',
    remedy: 'صحّحه.',
  },
  'vector-name-duplicate': {
    message: 'يوجد متجه آخر باسم «{name}» في {file}.',
    remedy: 'أعط كل متجه في الإصدار اسمًا خاصًا به.',
  },
  'vector-input-invalid': {
    message: 'مدخل المتجه «{vector}» لا يوافق {schema} في {pointer}. المتوقع: {expected}، والموجود: {found}.',
    remedy: 'صحّح المتجه أو المخطط.',
  },
  'vector-output-invalid': {
    message: 'مخرج المتجه «{vector}» لا يوافق {schema} في {pointer}. المتوقع: {expected}، والموجود: {found}.',
    remedy: 'صحّح المتجه أو المخطط.',
  },
  'vector-supersedes-unknown': {
    message: 'يحل المتجه «{vector}» محل المتجه «{name}» من الإصدار {version}، وهذا غير موجود.',
    remedy: 'اذكر الإصدار والمتجه اللذين فيهما الخطأ كما نُشرا.',
  },
  'entry-extension': {
    message: 'نقطة الدخول {file} ليست ملف JavaScript.',
    remedy: 'اذكر ملفًا ينتهي بـ .js أو .mjs.',
  },
  'script-encoding': {
    message: 'النص البرمجي ليس بترميز UTF-8.',
    remedy: 'احفظه من جديد بترميز UTF-8.',
  },
  'script-syntax': {
    message: 'النص البرمجي ليس وحدة JavaScript صحيحة ({detail}).',
    remedy: 'صحّح الصياغة هنا. يجب تحويل TypeScript أولًا.',
  },
  'script-import': {
    message: 'يأخذ النص البرمجي شيفرة أو بيانات من مكان آخر.',
    remedy: 'ضع الشيفرة في هذا الملف، واقرأ البيانات من runtime.data، واستدعِ الخوارزميات الأخرى عبر use.',
  },
  'script-default-missing': {
    message: 'ليس في النص البرمجي تصدير افتراضي.',
    remedy: 'اكتب: export default (input, { data, use }) => output.',
  },
  'function-missing': {
    message: 'لا يعرّف الملف أي دالة باسم {function}.',
    remedy: 'اكتبها «def {function}(input, data, use):» في بداية سطر؛ دوال async لا تُشغَّل.',
  },
  'secret-found': {
    message: 'يوجد هنا سر ({kind}).',
    remedy: 'احذفه، وألغِه حيث أُنشئ: فقد يكون أحد اطّلع عليه.',
  },
  'token-found': {
    message: 'يوجد هنا رمز دخول إلى سجل.',
    remedy: 'احذفه، وألغِه بالأمر «nforge token revoke».',
  },
  'check-timeout': {
    message: 'تجاوز الفحص {seconds} ثانية فأُوقف.',
    remedy: 'ابحث في المخطط عن نمط أو إحالة تضاعف العمل، وبسّطها.',
  },
  'check-too-heavy': {
    message: 'تجاوز الفحص {limit} ميبيبايت من الذاكرة فأُوقف.',
    remedy: 'صغّر المخطط أو المتجهات.',
  },
  'findings-cut': {
    message: 'توجد ملاحظات أخرى غير معروضة عددها {left}.',
    remedy: 'صحّح هذه أولًا ثم أعد الفحص.',
  },
};
