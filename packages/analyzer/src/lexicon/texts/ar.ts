import type { LexiconTexts } from './lexicon-texts.ts';

/** The sentences in Arabic. */
export const ar: LexiconTexts = {
  'header-wrong':
    'يجب أن يكون السطر الأول: concept ثم language ثم script ثم label ثم status ثم source، تفصل بينها علامات جدولة. وهو: {found}',
  'columns-wrong': 'في كل سطر ستة أعمدة تفصل بينها علامات جدولة، وقد يكون الأخير فارغا. عدد الأعمدة هنا: {found}',
  'concept-invalid': 'يكتب المفهوم بحروف إنجليزية صغيرة وأرقام وبينها شرطات (income-tax). وهو: {found}',
  'concept-in-two-files': 'هذا المفهوم موجود في ملف آخر: {found}. ضعوا كل أسطره هناك.',
  'concept-scattered': 'تتوالى كل أسطر المفهوم. هذا السطر بعيد عن بقية أسطر: {found}',
  'language-unknown': 'اللغة هي ar أو ary أو zgh أو fr أو en. وهي هنا: {found}',
  'script-not-of-language': 'لا تكتب هذه اللغة بهذا الخط: {found}',
  'label-empty': 'التسمية فارغة.',
  'label-spaces': 'في التسمية فراغ في طرفها أو فراغان متتاليان أو فراغ غير عادي: {found}',
  'label-not-nfc': 'الحرف وعلامته هنا رمزان؛ أعيدوا كتابة الحرف رمزا واحدا: {found}',
  'label-in-other-script': 'في التسمية حروف من خط غير الخط المذكور في السطر: {found}',
  'label-twice': 'لهذه اللغة هذه التسمية من قبل للمفهوم نفسه: {found}',
  'status-unknown': 'الحالة هي reviewed (تمت مراجعتها) أو unreviewed (لم تراجع). وهي هنا: {found}',
  'source-missing': 'التسمية التي تمت مراجعتها يذكر مصدرها في العمود الأخير: {found}',
  'language-missing': 'لكل مفهوم تسمية واحدة على الأقل في ar وfr وen. الناقص: {found}',
};
