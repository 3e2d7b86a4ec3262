/** Names a language in which the verb speaks. */
export type Locale = 'ar' | 'fr' | 'en';

/** What the verb says; `{…}` stands for what is found. */
export interface Texts {
  readonly usage: string;
  readonly counts: string;
  readonly sound: string;
  readonly problems: string;
  readonly generate: string;
  readonly word: string;
  readonly script: string;
  readonly stop: string;
  readonly reading: string;
  readonly consonants: string;
  readonly concepts: string;
  readonly none: string;
  readonly hits: Readonly<Record<'concepts' | 'edited', string>>;
  readonly place: Readonly<Record<'same' | 'moved' | 'new' | 'gone', string>>;
  readonly noHits: string;
  readonly by: Readonly<Record<'exact' | 'stem' | 'reading' | 'skeleton', string>>;
}

const en: Texts = {
  usage: 'Usage: npm run lexicon check\n       npm run lexicon try "words to look for"',
  counts: '{files} files, {concepts} concepts, {labels} labels ({reviewed} reviewed)',
  sound: 'No problem.',
  problems: 'Problems: {count}',
  generate: 'After a change: npm run generate',
  word: 'word',
  script: 'script',
  stop: 'a small word: stepped over inside a phrase',
  reading: 'as {language}',
  consonants: 'consonants',
  concepts: 'Concepts met:',
  none: 'No concept is met.',
  hits: {
    concepts: 'First hits of the example collection ({records} records), and where they would stand without concepts:',
    edited: 'First hits of the example collection ({records} records), and where they stood before your changes:',
  },
  place: { same: 'same place', moved: 'was {place}', new: 'was not among the first ten', gone: 'no longer among them' },
  noHits: 'No hit.',
  by: {
    exact: 'letter for letter',
    stem: 'by its stem',
    reading: 'read in another language or script',
    skeleton: 'by its consonants',
  },
};

const fr: Texts = {
  usage: 'Emploi : npm run lexicon check\n         npm run lexicon try "mots à chercher"',
  counts: '{files} fichiers, {concepts} concepts, {labels} libellés (relus : {reviewed})',
  sound: 'Aucun problème.',
  problems: 'Problèmes : {count}',
  generate: 'Après une modification : npm run generate',
  word: 'mot',
  script: 'écriture',
  stop: 'petit mot : sauté à l’intérieur d’une expression',
  reading: 'lu en {language}',
  consonants: 'consonnes',
  concepts: 'Concepts rencontrés :',
  none: 'Aucun concept rencontré.',
  hits: {
    concepts: 'Premiers résultats de la collection d’exemple ({records} fiches), et leur rang sans les concepts :',
    edited: 'Premiers résultats de la collection d’exemple ({records} fiches), et leur rang avant vos modifications :',
  },
  place: {
    same: 'même rang',
    moved: 'rang {place} auparavant',
    new: 'n’était pas parmi les dix',
    gone: 'n’y est plus',
  },
  noHits: 'Aucun résultat.',
  by: {
    exact: 'lettre pour lettre',
    stem: 'par sa racine',
    reading: 'lu dans une autre langue ou écriture',
    skeleton: 'par ses consonnes',
  },
};

const ar: Texts = {
  usage: 'الاستعمال: npm run lexicon check\n           npm run lexicon try "كلمات البحث"',
  counts: 'الملفات: {files}، المفاهيم: {concepts}، التسميات: {labels} (تمت مراجعة {reviewed} منها)',
  sound: 'لا مشكلة.',
  problems: 'عدد المشاكل: {count}',
  generate: 'بعد كل تغيير: npm run generate',
  word: 'كلمة',
  script: 'الخط',
  stop: 'كلمة صغيرة: تتخطى داخل العبارة',
  reading: 'مقروءة بلغة {language}',
  consonants: 'الصوامت',
  concepts: 'المفاهيم الموجودة:',
  none: 'لا يوجد أي مفهوم.',
  hits: {
    concepts: 'النتائج الأولى في مجموعة الأمثلة (عدد السجلات: {records})، ومرتبتها بدون المفاهيم:',
    edited: 'النتائج الأولى في مجموعة الأمثلة (عدد السجلات: {records})، ومرتبتها قبل تعديلاتكم:',
  },
  place: { same: 'المرتبة نفسها', moved: 'كانت مرتبتها {place}', new: 'لم تكن ضمن العشر الأولى', gone: 'لم تعد ضمنها' },
  noHits: 'لا نتيجة.',
  by: {
    exact: 'حرفا بحرف',
    stem: 'بجذعها',
    reading: 'مقروءة بلغة أخرى أو خط آخر',
    skeleton: 'بصوامتها',
  },
};

/** The texts of the verb in its three languages. */
export const TEXTS: Readonly<Record<Locale, Texts>> = { ar, fr, en };

/** Chooses the language: NFORGE_LANG, then the order of POSIX, else English. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): Locale {
  const wished = [env['NFORGE_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value);
  const language = wished?.slice(0, 2).toLowerCase();
  return language === 'ar' || language === 'fr' ? language : 'en';
}

/** Puts values in the place of `{names}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}
