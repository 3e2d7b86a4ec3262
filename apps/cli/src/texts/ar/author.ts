import type { author as en } from '../en/author.ts';

/** Holds the Arabic texts of validate, pack and publish. */
export const author: Readonly<Record<keyof typeof en, string>> = {
  'validate.warning': 'تنبيه',
  'validate.ok': '{folder}: لا توجد أي مشكلة ({release}).',
  'validate.okWarnings': '{folder}: يمكن نشره ({release})، وعدد التنبيهات {warnings}.',
  'validate.bad': '{folder}: عدد الأخطاء {errors}، وعدد التنبيهات {warnings}.',
  'validate.placeholder': 'ما زال هذا النص كما كتبه nforge init.',
  'validate.placeholderRemedy': 'اكتب هنا ما لا يعرفه سواك، قبل أن ينشر إلى الأبد.',
  'pack.done': 'عدد الملفات {count}، وعدد البايتات {bytes}.',
  'pack.leftOut': 'مستثنى: {path} ({reason})',
  'pack.reason.forgeignore': 'بحسب ‎.forgeignore',
  'pack.reason.version-control': 'نظام إدارة النسخ',
  'pack.reason.dependencies': 'اعتمادات مثبتة',
  'pack.reason.secret': 'اسمه اسم ملف سري',
  'pack.reason.system-file': 'ملف من نظام التشغيل',
  'pack.written': 'كتب الملف {file}، وعدد بايتاته {bytes}.',
  'pack.hint': 'لم يكتب شيء. يكتب الخيار ‎--out FILE الحزمة.',
  'pack.inside': 'تنبيه: الملف {file} داخل المجلد نفسه، وسيدخل في الإصدار القادم.',
  'pack.overwrites': 'الملف {file} من الملفات المراد نشرها، وسيكتب فوقه.',
  'pack.overwritesHint': 'اختر ملفا خارج المجلد.',
  'publish.done': 'نشر: {release}',
  'publish.notRun': '{target}: لم تشغل متجهاته هنا: {why}. يشغلها السجل حيث يستطيع.',
  'publish.notRun.program-incomplete': 'ما يستدعيه غير متوفر',
  'publish.notRun.engine-missing':
    'ينقص هذا الحاسوب Python أو عزل له (الأمر nforge test يبين ما ينقص، والخيار --trust-local يستغني عن العزل)',
  'publish.vectorsHint':
    'لم يوقع شيء ولم يرسل. صحح البرنامج أو المتجهات: الأمر «‎nforge test {target}‎» يظهر النتيجة نفسها.',
  'publish.accepted': 'السجل مستعد لنشر {release}. لم ينشر شيء.',
};
