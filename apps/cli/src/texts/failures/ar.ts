import type { FailureTexts } from './failure-texts.ts';
import { arTrust } from './trust/ar.ts';

/** Holds the Arabic texts of failures. */
export const ar: FailureTexts = {
  client: {
    ...arTrust.client,
    network: ['تعذر الوصول إلى {host} ({reason}).', 'تحقق من الشبكة ومن العنوان، ويدقق الأمر nforge doctor في ذلك.'],
    timeout: ['لم يجب {host} في الوقت المحدد ({reason}).', 'أعد المحاولة لاحقا، ويدقق الأمر nforge doctor في ذلك.'],
    'proxy-auth': [
      'يطلب الخادم الوكيل {proxy} اسما وكلمة سر.',
      'اكتبهما في HTTPS_PROXY أو HTTP_PROXY على شكل http://name:password@host:port.',
    ],
    'proxy-refused': [
      'لا يسمح الخادم الوكيل {proxy} بالاتصال.',
      'اطلب ممن يدبر الخادم الوكيل السماح بالسجل، أو اذكر السجل في NO_PROXY.',
    ],
    tls: [
      'شهادة {host} غير موثوق بها ({reason}).',
      'إن كانت لمؤسستك سلطة تصديق خاصة فاذكر ملفها PEM في NFORGE_CA_FILE.',
    ],
    protocol: [
      'ما يجيب به {host} ليس جواب سجل ({reason}).',
      'تحقق من عنوان السجل، فقد يكون خادم وكيل في الطريق أجاب بدله.',
    ],
    'problem-unknown': [
      'يقول السجل: {title} {detail}',
      '{hint} لا يعرف هذا الإصدار من nforge المشكلة «{problem}»، وقد يعرفها إصدار أحدث.',
    ],
    integrity: [
      'محتوى {what} غير ما ينبغي: المنتظر {expected} والموجود {actual}.',
      'لا تستعمله. أعد المحاولة، وإن استمر الأمر فأخبر مشغل السجل.',
    ],
    cancelled: ['ألغيت العملية.', 'أعد تشغيل الأمر متى شئت: لم يبق شيء نصف منجز.'],
    offline: ['لا يوجد {what} في الذاكرة المخبأة، و‎--offline يمنع سؤال السجل.', 'شغل الأمر مرة دون ‎--offline.'],
    'disk-full': ['لم يبق مكان في {path}.', 'أفرغ مكانا ثم أعد تشغيل الأمر.'],
    'file-access': ['تعذرت قراءة {path} أو كتابته ({reason}).', 'تحقق من وجوده ومن صلاحيات استعماله.'],
    'option-invalid': ['لا يمكن أن تكون قيمة {option} هي «{value}».', 'صححها، وانظر nforge help.'],
    'project-missing': [
      'لا يوجد forge.json في {path}.',
      'انتقل إلى مجلد مشروعك، أو ابدأ مشروعا بالأمر nforge add agency/name.',
    ],
    'project-invalid': [
      'تعذر فهم {path} عند «{pointer}» ({reason}).',
      'يحتوي الملف على {"requirements": {"agency/name": "^1.0.0"}}، فصححه.',
    ],
    'project-busy': ['هناك تثبيت آخر يعمل على هذا المشروع ({path}).', 'انتظر انتهاءه ثم أعد المحاولة.'],
    'modules-unsafe': ['{path} وصلة أو ملف، وليس مجلدا.', 'احذفه، فإن nforge ينشئ المجلد بنفسه.'],
    'lock-missing': ['لا يوجد ملف القفل {path}.', 'شغل nforge install مرة بلا خيارات واحفظ الملف مع مشروعك.'],
    'lock-invalid': [
      'تعذر فهم ملف القفل {path} عند «{pointer}» ({reason}).',
      'استرجعه من نظام إدارة النسخ، أو احذفه ثم شغل nforge install.',
    ],
    'lock-version': [
      'صيغة ملف القفل {path} هي {found}، ويعرف هذا الإصدار من nforge الصيغة {supported}.',
      'إن كان من إصدار تجريبي فاحذفه ثم شغل nforge install، وإلا فاستعمل إصدارا أحدث من nforge.',
    ],
    'lock-outdated': [
      'لا يتفق forge.json و{path} بشأن: {names}.',
      'شغل nforge install دون ‎--locked واحفظ ملف القفل مع مشروعك.',
    ],
    'requirement-unknown': ['لا يطلب forge.json الخوارزمية {name}.', 'أضفها بالأمر nforge add {name}.'],
    'manifest-missing': [
      'لا يوجد algorithm.yaml في «{path}».',
      'اذكر المجلد الصحيح، أو ابدأ خوارزمية بالأمر nforge init.',
    ],
    'manifest-invalid': ['تعذر فهم البيان {path} ({reason}).', 'شغل nforge validate في مجلده لترى كل المشاكل.'],
    'admission-failed': ['عدد الأخطاء التي وجدها الفحص: {count}. لم ينشر شيء.', 'صححها ثم انشر من جديد.'],
  },
  versioning: {
    'version-invalid': ['«{version}» ليس رقم إصدار.', 'اكتب رقم إصدار مثل 1.2.3.'],
    'range-invalid': ['«{range}» ليس مجال إصدارات.', 'اكتب مجالا مثل ‎^1.2.0 أو إصدارا أو قناة.'],
    'date-invalid': ['«{date}» ليس تاريخا.', 'اكتبه على شكل YYYY-MM-DD.'],
    'algorithm-unknown': ['لا توجد خوارزمية باسم {name}.', 'ابحث عنها بالأمر nforge search.'],
    'no-version': ['لا يوافق أي إصدار من {name} المجال «{range}».', 'يسرد الأمر nforge versions {name} الإصدارات.'],
    conflict: ['لا يوافق أي إصدار من {name} كل من يطلبه.', 'غير أحد هذه المجالات.'],
    'too-many-steps': ['المتطلبات متشابكة إلى حد يتعذر معه تحديد الإصدارات.', 'ضيق مجالات بعض المتطلبات.'],
    'comparison-timeout': ['لم تتم مقارنة المخططين خلال {seconds} ثانية.', 'بسط الأنماط والخيارات في المخططين.'],
    'schema-invalid': [
      'المخطط {which} ليس مخطط JSON Schema 2020-12 في {pointer}: {reason}.',
      'صحح المخطط في هذا الموضع.',
    ],
  },
  particular: {
    ...arTrust.particular,
    'admission-failed/comparison': ['في ما يراد مقارنته أخطاء عددها {count}.', 'صححها أولا.'],
    'admission-failed/run': ['عدد الأخطاء التي وجدها الفحص: {count}. لم يشغل شيء.', 'صححها أولا.'],
    'admission-failed/schemas': [
      'في المخططات أخطاء عددها {count}.',
      'لا تقارن إلا المخططات التي يقبلها عقد (docs/spec/contract.md): صححها.',
    ],
    'network/ECONNREFUSED': [
      'لا أحد يجيب في {host}.',
      'هل السجل مشغل، وهل هذا عنوانه؟ اختر عنوانا آخر بالخيار ‎--registry أو بالمتغير NFORGE_REGISTRY.',
    ],
    'network/ENOTFOUND': [
      'لا يوجد خادم باسم {host}.',
      'تحقق من كتابة العنوان (‎--registry أو NFORGE_REGISTRY) ومن اتصالك بالشبكة.',
    ],
    'protocol/status': [
      'يجيب {host}، لكن ليس كما يجيب سجل (الحالة {status}).',
      'تحقق من عنوان السجل، فقد يكون خادم وكيل في الطريق أجاب بدله.',
    ],
    'option-invalid/registry': [
      '«{value}» ليس عنوان سجل.',
      'اكتبه على شكل https://forge.example.ma دون اسم ولا كلمة سر ولا علامة استفهام.',
    ],
    'option-invalid/token': ['في رمز الدخول حروف لا توجد في أي رمز دخول.', 'أعد الدخول، أو صحح NFORGE_TOKEN.'],
    'option-invalid/caFile': ['الملف {value} ليس ملف شهادات PEM.', 'صحح NFORGE_CA_FILE.'],
    'option-invalid/proxy': ['عنوان الخادم الوكيل غير صالح.', 'اكتب HTTPS_PROXY على شكل http://host:port.'],
    'file-access/EACCES': ['ليس لك حق استعمال {path}.', 'اطلب ذلك من مالكه، أو اختر مكانا آخر.'],
    'integrity/cache': [
      'ملف من الذاكرة المخبأة تالف: المنتظر {expected} والموجود {actual}.',
      'شغل الأمر دون ‎--offline ليعاد تنزيله.',
    ],
    'integrity/no-archive': [
      'ليس {what} أرشيف إصدار، أو ليس أرشيفا كاملا: {reason}.',
      'اذكر الأرشيف الذي قدمه السجل، أو نزله من جديد.',
    ],
  },
};
