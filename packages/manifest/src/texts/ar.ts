import type { ProblemTexts } from './problem-text.ts';

/** Tells every problem of a manifest, and what to do about it, in Arabic. */
export const ar: ProblemTexts = {
  'file-too-large': {
    message: 'حجم الملف {size} بايت، ولا يُقرأ منه أكثر من {limit}.',
    remedy: 'انقل النصوص الطويلة إلى ملفات ضمن الإصدار وأحل إليها برابط.',
  },
  'file-not-utf8': {
    message: 'ابتداءً من هنا ليس الملف بترميز UTF-8 سليم.',
    remedy: 'احفظ الملف من جديد بترميز UTF-8.',
  },
  'file-empty': {
    message: 'لا يحتوي الملف على أي بيان.',
    remedy: 'أنشئ بيانًا بالأمر «nforge init» أو انطلق من مثال.',
  },
  'character-refused': {
    message: 'المحرف {character} غير مسموح به: فهو غير مرئي أو يغيّر ترتيب عرض النص.',
    remedy: 'احذفه. يمكن أن يجتمع النص العربي واللاتيني في سطر واحد من دونه.',
  },
  'yaml-syntax': {
    message: 'هذا ليس YAML صحيحًا ({reason}).',
    remedy: 'تحقّق من المسافات البادئة والنقطتين وعلامات الاقتباس في هذا السطر والذي قبله.',
  },
  'yaml-indentation': {
    message: 'المسافة البادئة لا تنسجم مع الأسطر المجاورة.',
    remedy: 'استعمل العدد نفسه من المسافات لجميع عناصر الكائن الواحد أو القائمة الواحدة.',
  },
  'yaml-tab': {
    message: 'استُعملت علامة الجدولة في بداية السطر.',
    remedy: 'لا يقبل YAML في بداية السطر إلا المسافات: ضع مسافتين مكان كل علامة جدولة.',
  },
  'yaml-unclosed': {
    message: 'علامة اقتباس أو قوس مفتوح لم يُغلق، أو فاصلة ناقصة.',
    remedy: 'أغلق ما فُتح، أو ضع الفاصلة بين القيمتين.',
  },
  'yaml-no-colon': {
    message: 'مفتاح بلا نقطتين، أو نص يتواصل وحده في سطر جديد.',
    remedy: 'اكتب «مفتاح: قيمة» بنقطتين عاديتين تليهما مسافة، وضع النص المتعدد الأسطر تحت «مفتاح: |».',
  },
  'yaml-nested': {
    message: 'وُجد «مفتاح: قيمة» ثانٍ في موضع لا يتسع إلا لواحد.',
    remedy: 'ضع النص الذي فيه «: » بين علامتي اقتباس، وابدأ المفتاح في عمود المفاتيح المجاورة له.',
  },
  'yaml-after-quote': {
    message: 'يتواصل النص بعد علامة الاقتباس التي تغلقه.',
    remedy: 'ضع النص الذي فيه فاصلة عليا (\') بين علامتي اقتباس مزدوجتين (")، أو أغلق العلامة المفتوحة قبله.',
  },
  'yaml-first-character': {
    message: 'لا يمكن أن يبدأ نص بلا علامتي اقتباس بهذا المحرف.',
    remedy: 'ضع النص كله بين علامتي اقتباس مزدوجتين (").',
  },
  'yaml-alias': {
    message: 'الإحالة {text} غير مسموح بها.',
    remedy: 'أعد كتابة القيمة هنا: فالبيان يذكر كل شيء في موضع قراءته.',
  },
  'yaml-anchor': {
    message: 'المرساة {text} غير مسموح بها.',
    remedy: 'احذفها، واكتب القيمة المستعملة مرتين مرتين.',
  },
  'yaml-tag': {
    message: 'الوسم {text} غير مسموح به.',
    remedy: 'احذفه. وإذا أردت أن يُقرأ العدد نصًا فضعه بين علامتي اقتباس.',
  },
  'yaml-merge-key': {
    message: 'مفتاح الدمج «<<» غير مسموح به.',
    remedy: 'اكتب هنا عناصر الكائن الآخر.',
  },
  'yaml-directive': {
    message: 'التوجيه {text} غير مسموح به.',
    remedy: 'احذف السطر: فالبيان مكتوب دائمًا بصيغة YAML 1.2.',
  },
  'yaml-documents': {
    message: 'هنا تبدأ وثيقة ثانية.',
    remedy: 'أبقِ وثيقة واحدة في الملف واحذف السطر «---».',
  },
  'yaml-too-deep': {
    message: 'تتداخل الكائنات والقوائم أكثر من {limit} مستوى.',
    remedy: 'احذف ما لم تقصده من أقواس وشرطات وعلامات استفهام.',
  },
  'yaml-too-many-tokens': {
    message: 'في الملف أكثر من {limit} علامة وكلمة.',
    remedy: 'اختصره: لا يحتاج أي بيان إلى هذا العدد من العناصر.',
  },
  'duplicate-key': {
    message: 'ورد المفتاح «{key}» مرتين في هذا الكائن.',
    remedy: 'احتفظ بواحد منهما.',
  },
  'key-not-text': {
    message: 'يجب أن يكون المفتاح نصًا، وهو هنا قائمة أو كائن أو فراغ.',
    remedy: 'اكتب كلمة تتبعها نقطتان.',
  },
  'unknown-key': {
    message: 'المفتاح «{key}» غير معروف في هذا الموضع.',
    remedy: 'احذفه أو ابحث عنه في مواصفة البيان.',
    nearest: 'هل تقصد «{nearest}»؟',
  },
  'missing-key': {
    message: 'المفتاح «{key}» ناقص.',
    remedy: 'أضفه إلى هذا الكائن.',
  },
  'required-when': {
    message: '«{key}» إلزامي لأن قيمة «{condition}» هي «{value}».',
    remedy: 'أضفه، أو صحّح «{condition}».',
  },
  'schema-version-unsupported': {
    message: 'يحمل هذا البيان schemaVersion {value}، وهذه النسخة من البرنامج تقرأ {supported}.',
    remedy: 'حدّث nforge، أو اكتب «schemaVersion: {supported}».',
  },
  'value-missing': {
    message: 'المفتاح بلا قيمة.',
    remedy: 'اكتب القيمة بعد النقطتين، أو احذف المفتاح.',
  },
  'value-unknown': {
    message: '«{value}» ليست من القيم المسموح بها هنا.',
    remedy: 'اختر إحدى القيم: {allowed}.',
    nearest: 'هل تقصد «{nearest}»؟ القيم المسموح بها: {allowed}.',
  },
  'expected-text': {
    message: 'المطلوب هنا نص.',
    remedy: 'اكتب نصًا، وضع العدد أو كلمة مثل true بين علامتي اقتباس.',
  },
  'expected-number': {
    message: 'المطلوب هنا عدد.',
    remedy: 'اكتب عددًا من دون علامات اقتباس ومن دون وحدة.',
  },
  'expected-boolean': {
    message: 'المطلوب هنا true أو false.',
    remedy: 'اكتب true أو false من دون علامات اقتباس.',
  },
  'expected-list': {
    message: 'المطلوب هنا قائمة.',
    remedy: 'اكتب كل عنصر في سطر بعد «- »، أو اكتبها كلها بين [ و ].',
  },
  'expected-map': {
    message: 'المطلوب هنا كائن من مفاتيح وقيم.',
    remedy: 'اكتب أسطرًا ذات مسافة بادئة على شكل «مفتاح: قيمة»، والنص بعدة لغات كائن فيه «ar: …» و«fr: …».',
  },
  'language-missing': {
    message: 'النص غير متوفر لا بالعربية ولا بالفرنسية.',
    remedy: 'أضف «ar:» أو «fr:».',
  },
  'text-empty': {
    message: 'النص فارغ.',
    remedy: 'اكتبه، أو احذف المفتاح.',
  },
  'text-too-long': {
    message: 'النص طويل جدًا: عدد محارفه {length}، والحد الأقصى {limit}.',
    remedy: 'اختصره، فمكان التفاصيل هو الوصف.',
  },
  'text-marks': {
    message: 'تتراكم في النص علامات التشكيل.',
    remedy: 'احذف منها ما لا يحتاج إليه القارئ.',
  },
  'text-line-break': {
    message: 'يجب أن يكون النص سطرًا واحدًا من دون علامات جدولة.',
    remedy: 'اجمع الأسطر، وللنص المطوي اكتب «>-» بدل «>» أو «|».',
  },
  'list-empty': {
    message: 'القائمة فارغة.',
    remedy: 'أضف عنصرًا واحدًا على الأقل، أو احذف المفتاح إن كان اختياريًا.',
  },
  'list-too-long': {
    message: 'عدد العناصر {length}، والحد الأقصى {limit}.',
    remedy: 'احتفظ بأهمها.',
  },
  'list-duplicate': {
    message: 'تكرر «{value}» في القائمة.',
    remedy: 'احتفظ به مرة واحدة.',
  },
  'code-invalid': {
    message: '«{value}» ليس رمزًا صالحًا.',
    remedy: 'استعمل حروفًا لاتينية صغيرة وأرقامًا وشرطات مفردة، ابتداءً بحرف، و64 محرفًا على الأكثر: «data-protection».',
  },
  'name-invalid': {
    message: '«{name}» ليس اسمًا صالحًا.',
    remedy: 'اكتب agency/name بحروف لاتينية صغيرة وأرقام وشرطات مفردة، وليبدأ كل جزء بحرف، بما لا يتجاوز 40 و64 محرفًا.',
  },
  'name-reserved': {
    message: 'الاسم «{name}» محجوز.',
    remedy: 'اختر اسمًا آخر.',
  },
  'version-invalid': {
    message: '«{version}» ليس رقم إصدار دلالي.',
    remedy:
      'اكتب ثلاثة أعداد بالأرقام 0 إلى 9 مثل 1.4.0 أو 2.0.0-beta.1، من دون «v» ومن دون «+…»، و64 محرفًا على الأكثر.',
  },
  'channel-invalid': {
    message: '«{channel}» ليس اسم قناة صالحًا.',
    remedy:
      'استعمل حروفًا لاتينية صغيرة وأرقامًا وشرطات، ابتداءً بحرف، و32 محرفًا على الأكثر، وألا يُقرأ الاسم نطاقَ إصدارات.',
  },
  'selector-invalid': {
    message: '«{selector}» ليس رقم إصدار ولا نطاقًا ولا قناة.',
    remedy: 'اكتب مثلًا agency/name@1.2.0 أو agency/name@^1.2 أو agency/name@beta.',
  },
  'range-invalid': {
    message: '«{value}» ليس نطاق إصدارات.',
    remedy: 'اكتب مثلًا ‎^1.2.0‎ أو ‎~1.2‎ أو ‎>=1.2 <3‎.',
  },
  'dependency-self': {
    message: '«{name}» يعتمد على نفسه.',
    remedy: 'احذف هذا السطر.',
  },
  'date-invalid': {
    message: '«{value}» ليس يومًا في التقويم.',
    remedy: 'اكتب السنة ثم الشهر ثم اليوم: 2026-01-31.',
  },
  'dates-reversed': {
    message: 'تاريخ «until» ‏({until}) لا يأتي بعد «from» ‏({from}).',
    remedy: '«until» هو أول يوم لا تسري فيه القاعدة: اكتب يومًا لاحقًا.',
  },
  'duration-invalid': {
    message: '«{value}» ليست مدة بصيغة ISO 8601.',
    remedy: 'اكتب مثلًا P5Y (خمس سنوات) أو P18M (ثمانية عشر شهرًا) أو P0D (لا يُحتفظ بشيء).',
  },
  'url-invalid': {
    message: '«{value}» ليس عنوان ويب.',
    remedy: 'اكتب عنوانًا كاملًا يبدأ بـ https:// أو http://، من دون مسافات ولا اسم مستخدم ولا كلمة سر.',
  },
  'uri-invalid': {
    message: '«{value}» ليس عنوان ويب ولا URN.',
    remedy: 'اكتب مثلًا https://agency.example أو urn:example:agency.',
  },
  'path-invalid': {
    message: '«{value}» ليس مسارًا داخل الإصدار.',
    remedy:
      'اكتب مسارًا نسبيًا تفصل «/» بين مجلداته، من دون «.» أو «..» أو «\\»، و200 محرف على الأكثر؛ ولا تُقبل * و? إلا في vectors، و** في مكان مجلد كامل.',
  },
  'path-not-nfc': {
    message: 'المسار «{value}» ليس بصيغة يونيكود NFC.',
    remedy: 'أعد كتابة الحروف ذات العلامات في المسار، أو سمِّ الملف من دونها.',
  },
  'path-not-json': {
    message: '«{value}» لا يدل على ملف JSON.',
    remedy: 'يجب أن ينتهي المسار بـ ‎.json‎ (وفي vectors بـ * أيضًا).',
  },
  'entry-function': {
    message: '«{value}» لا يدل على ملف Python ودالة فيه.',
    remedy: 'اكتبهما وبينهما نقطتان، مثل «main.py:run».',
  },
  'email-invalid': {
    message: '«{value}» ليس عنوان بريد إلكتروني.',
    remedy: 'اكتب عنوان صندوق بريد وظيفي: support@agency.example.',
  },
  'language-tag-invalid': {
    message: '«{value}» ليس وسم لغة BCP 47 بصيغته المعتادة.',
    remedy: 'اكتب مثلًا ar أو fr أو zgh أو ar-MA.',
    nearest: 'اكتب «{nearest}».',
  },
  'license-invalid': {
    message: '«{value}» ليس تعبير رخصة SPDX.',
    remedy: 'اكتب معرّفًا واحدًا، أو عدة معرّفات تربط بينها AND أو OR أو WITH: ‏«EUPL-1.2» أو «MIT OR Apache-2.0».',
  },
  'license-unknown': {
    message: 'الرخصة «{value}» غير واردة في قائمة SPDX.',
    remedy: 'اختر معرّفًا من قائمة SPDX، مثل EUPL-1.2 أو MIT أو CC-BY-4.0.',
    nearest: 'هل تقصد «{nearest}»؟',
  },
  'license-deprecated': {
    message: 'المعرّف «{value}» مهجور لأنه لا يبيّن هل تسري النسخ اللاحقة من الرخصة.',
    remedy: 'أضف إليه «-only» أو «-or-later».',
    nearest: 'اكتب «{nearest}».',
  },
  'problems-cut': {
    message: 'ابتداءً من هنا مشكلات أخرى عددها {left}.',
    remedy: 'صحّح ما سبق أولًا.',
  },
};
