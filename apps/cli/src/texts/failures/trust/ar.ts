import type { TrustFailureTexts } from '../failure-texts.ts';

/** Holds the Arabic texts of failures about keys, signatures, proofs and the log. */
export const arTrust: TrustFailureTexts = {
  client: {
    untrusted: [
      'لم يثبت {what}، فقد فشلت المرحلة «{step}»: {reason}.',
      'لا تستعمله. أعد المحاولة، وإن استمر الأمر فأخبر مشغل السجل.',
    ],
    'trust-invalid': [
      'ما حفظه هذا الحاسوب عن سجل الشفافية تالف: {path}.',
      'لا يوثق بشيء من جديد في صمت. استرجع الملف من نسخة احتياطية، أو احذفه وقارن المفاتيح كما في أول استعمال.',
    ],
    'key-missing': [
      'لا يوجد مفتاح «{key}» في {folder}.',
      'انظر nforge key list، وينشئ الأمر nforge key create مفتاحا جديدا.',
    ],
    'key-ambiguous': ['يدل «{key}» على عدد {count} من المفاتيح.', 'اكتب من البصمة أكثر، ويعرضها nforge key list.'],
    'key-exists': ['الملف {path} موجود من قبل، ولا يكتب فوق مفتاح خاص أبدا.', 'أعد المحاولة.'],
    'key-passphrase': ['تعذر فتح المفتاح {key} ({reason}).', 'أعد المحاولة بعبارة سره.'],
    'key-permissions': [
      'يمكن لآخرين قراءة المفتاح الخاص {path} أو تغييره (صلاحياته {mode}).',
      'إن لم يصل إليه أحد غيرك فنفذ: {command}. وإلا فأنشئ مفتاحا آخر وألغ هذا.',
    ],
    'key-file-invalid': [
      'ليس {path} مفتاحا خاصا صالحا للاستعمال ({reason}).',
      'أعط ما كتبه nforge key create كاملا، أو مفتاح PKCS #8 غير مشفر بصيغة PEM.',
    ],
    'key-unfit': [
      'لا يمكن للمفتاح {key} توقيع هذا باسم {agency} ({reason}).',
      'انظر nforge key list --agency {agency}.',
    ],
    'envelope-invalid': [
      'ليس في {path} توقيعات على هذا ({reason}).',
      'اطلب ملفا كتبه هذا البرنامج بالخيار ‎--out للمجلد نفسه والإصدار نفسه.',
    ],
    'receipt-invalid': [
      'أكد السجل الكتابة بوصل لا يثبتها ({reason}).',
      'انظر بالأمر nforge log هل دونت الكتابة، وأخبر مشغل السجل.',
    ],
    'log-invalid': [
      'سجل الشفافية يناقض نفسه عند الورقة {index} ({reason}).',
      'احتفظ بما رأيته دليلا، ولا تستعمل أي جديد من هذا السجل، وأخبر مشغله.',
    ],
    'leaf-unsupported': [
      'الورقة {index} من سجل الشفافية من نوع لا يعرفه هذا الإصدار من nforge.',
      'استعمل إصدارا أحدث من nforge، ويبين nforge doctor أين يعرضه السجل.',
    ],
  },
  particular: {
    'untrusted/origin': [
      'سجل الشفافية وراء {what} غير الذي يعرفه هذا الحاسوب: {reason}.',
      'لا تستعمل منه شيئا بعد. وإن أعلن المشغل عن سجل شفافية جديد، وعندها فقط: nforge log trust.',
    ],
    'untrusted/checkpoint': [
      'نقطة تحقق سجل الشفافية {what} غير صالحة: {reason}.',
      'لا تستعمل شيئا من هذا السجل. أعد المحاولة، وإن استمر الأمر فأخبر مشغله.',
    ],
    'untrusted/rollback': [
      'يعرض السجل سجل شفافية أقدم مما رآه هذا الحاسوب ({what}): {reason}.',
      'ربما استرجع من نسخة احتياطية، أو يخفي شيئا. لا تثبت أي جديد حتى يوضح مشغله الأمر.',
    ],
    'untrusted/consistency': [
      'سجل الشفافية المعروض ليس تتمة لما رآه هذا الحاسوب ({what}): {reason}.',
      'أعيدت كتابة ماضيه، أو يعرض عليك سجل شفافية ثان. احتفظ بملف forge-lock.json دليلا وأخبر المشغل والإدارات.',
    ],
    'untrusted/inclusion': ['ليس {what} في سجل الشفافية: {reason}.', 'لا تستعمله. يعرض السجل ما لم يدونه: أخبر مشغله.'],
    'untrusted/release-digest': [
      'محتوى {what} غير ما دون في سجل الشفافية: {reason}.',
      'لا تستعمله. أعد المحاولة، وإن استمر الأمر فأخبر مشغل السجل.',
    ],
    'untrusted/statement': ['التصريح الموقع لا يخص هذا المحتوى من {what}: {reason}.', 'لا تستعمله، وأخبر الإدارة.'],
    'untrusted/signatures': [
      'لم يوقع {what} كما تشترط إدارته: {reason}.',
      'لا تستعمله. اسأل الإدارة أي مفاتيحها صالح.',
    ],
    'untrusted/agency-state': [
      'المفاتيح التي يحكم بها على {what} لا تتبع ما هو معروف منها: {reason}.',
      'لا تستعمله. اطلب من الإدارة بصمات مفاتيحها، وأخبر مشغل السجل.',
    ],
    'untrusted/agency-rollback': [
      'يحكم على {what} بمفاتيح لإدارته أقدم مما رآه هذا الحاسوب: {reason}.',
      'لا تستعمله. ربما كانت المرآة متأخرة: استعمل غيرها أو أخبر مشغل السجل.',
    ],
    'untrusted/agency-reset': [
      'استبدل مشغل السجل كل مفاتيح {what}، ولا يوثق بشيء منها حتى توافق.',
      'اطلب من {what} بصمة مفتاحها الجديد بطريق غير هذا السجل، ثم نفذ nforge agency trust {what}.',
    ],
    'untrusted/moved': [
      'لم يثبت أن الاسم المعروض هو اسم {what} الآن ({reason}).',
      'لا تستعمل شيئا منه، واسأل إدارته عن اسمه بطريق غير هذا السجل.',
    ],
    'key-permissions/folder': [
      'يمكن لآخرين دخول مجلد المفاتيح الخاصة {path} أو تغييره (صلاحياته {mode}).',
      'إن لم يصل إلى المفاتيح التي فيه أحد غيرك فنفذ: {command}. وإلا فأنشئ مفاتيح أخرى وألغ هذه.',
    ],
    'untrusted/cache': [
      'إثبات {what} في الذاكرة المخبأة على هذا الحاسوب تالف: {reason}.',
      'نفذ الأمر دون --offline ليجلب من جديد.',
    ],
    'untrusted/lock': [
      'يتناقض forge-lock.json مع ما ثبت عن {what}: {reason}.',
      'إن عدل أحد هذا الملف فاستعده من نظام إدارة النسخ. وإلا فلا تستعمل {what}، وأخبر مشغل السجل والإدارة.',
    ],
    'untrusted/lock-origin': [
      'يسمي forge-lock.json سجل الشفافية {actual}، والذي وراء {what} هو {expected}.',
      'إن عدل أحد هذا الملف فاستعده من نظام إدارة النسخ. وإن أعلن المشغل عن سجل شفافية جديد، وعندها فقط: nforge log trust.',
    ],
    'key-passphrase/needed': [
      'المفتاح {key} مشفر، ولا أحد هنا يمكن سؤاله عن عبارة سره.',
      'اذكر في NFORGE_KEY_PASSPHRASE_FILE ملفا فيه عبارة السر.',
    ],
    'key-passphrase/wrong': ['ليست هذه عبارة سر المفتاح {key}.', 'أعد المحاولة بعبارة سره.'],
    'key-file-invalid/key': [
      'في {path} مفتاح خاص تالف أو من نوع غير معروف.',
      'أعط ما كتبه nforge key create كاملا، أو مفتاح PKCS #8 غير مشفر بصيغة PEM.',
    ],
    'key-file-invalid/pem-encrypted': [
      'الملف {path} بصيغة PEM مشفرة، ولا تقرأ هنا.',
      'أنشئ مفتاحا بالأمر nforge key create --passphrase الذي يكتب ملفه الخاص.',
    ],
    'key-file-invalid/pem-kind': ['ليس في {path} مفتاح خاص.', 'ربما كان فيه النصف العمومي. اذكر ملف المفتاح الخاص.'],
    'key-unfit/unknown': ['المفتاح {key} غير مسجل للإدارة {agency}.', 'سجله: nforge key register --agency {agency}.'],
    'key-unfit/revoked': [
      'ألغي المفتاح {key} للإدارة {agency}.',
      'وقع بمفتاح آخر، ويعرضها الأمر nforge key list --agency {agency}.',
    ],
    'key-unfit/expired': [
      'انتهى المفتاح {key} للإدارة {agency}.',
      'أنشئ مفتاحا جديدا وسجله: لمنفذ آلي nforge key create --for-ci > FILE ثم nforge key register --agency {agency} --key FILE --ci، ولشخص من دون ‎--for-ci و‎--ci.',
    ],
    'key-unfit/not-allowed': [
      'لا يجوز لمفتاح المنفذ الآلي {key} للإدارة {agency} أن يوقع هذا.',
      'فهو يوقع إصدارات الخوارزميات التي سجل لها، ويعرضها الأمر nforge key list --agency {agency}.',
    ],
  },
};
