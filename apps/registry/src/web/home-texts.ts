import type { Locale } from '@national-forge/manifest';

/** Holds the words of the home page in one language. */
export interface HomeTexts {
  readonly title: string;
  readonly lead: string;
  readonly search: string;
  readonly searchHint: string;
  readonly newest: string;
  readonly results: (count: number) => string;
  readonly none: string;
  readonly version: string;
  readonly updated: string;
  readonly deprecated: string;
  readonly more: string;
  readonly forPrograms: string;
  readonly commandLine: string;
  readonly install: string;
  readonly language: string;
  readonly preview: string;
}

/** Holds the words of the home page. */
export const HOME_TEXTS: Readonly<Record<Locale, HomeTexts>> = {
  ar: {
    title: 'السجل الوطني للخوارزميات',
    lead: 'خوارزميات الإدارة العمومية: تنشر مرة واحدة، ويجدها الجميع بلغتهم، ويعاد استعمالها بإثبات.',
    search: 'بحث',
    searchHint: 'ابحث باسم أو بكلمة',
    newest: 'الخوارزميات المنشورة',
    results: (count) => `عدد النتائج: ${count}`,
    none: 'لا توجد أي خوارزمية توافق بحثك.',
    version: 'الإصدار',
    updated: 'تاريخ التحديث',
    deprecated: 'متقادمة',
    more: 'الصفحة التالية',
    forPrograms: 'للبرامج',
    commandLine: 'أداة سطر الأوامر',
    install: 'للتثبيت',
    language: 'اللغة',
    preview: 'هذا السجل نسخة تجريبية أولى: تعرض هذه الصفحة قائمة بسيطة، والروابط تؤدي إلى بيانات JSON.',
  },
  fr: {
    title: 'Registre national des algorithmes',
    lead: 'Les algorithmes de l’administration : publiés une fois, trouvés dans chaque langue, réutilisés avec preuve.',
    search: 'Chercher',
    searchHint: 'Chercher un nom ou un mot',
    newest: 'Algorithmes publiés',
    results: (count) => `${count} résultat${count > 1 ? 's' : ''}`,
    none: 'Aucun algorithme ne correspond à votre recherche.',
    version: 'Version',
    updated: 'Mis à jour le',
    deprecated: 'déconseillé',
    more: 'Page suivante',
    forPrograms: 'Pour les programmes',
    commandLine: 'Outil en ligne de commande',
    install: 'Installer',
    language: 'Langue',
    preview: 'Ce registre est un aperçu : cette page est une liste simple, ses liens mènent à des données JSON.',
  },
  en: {
    title: 'National registry of algorithms',
    lead: 'Algorithms of the public administration: published once, found in every language, reused with proof.',
    search: 'Search',
    searchHint: 'Search for a name or a word',
    newest: 'Published algorithms',
    results: (count) => `${count} result${count === 1 ? '' : 's'}`,
    none: 'No algorithm matches your search.',
    version: 'Version',
    updated: 'Updated',
    deprecated: 'deprecated',
    more: 'Next page',
    forPrograms: 'For programs',
    commandLine: 'Command line tool',
    install: 'Install',
    language: 'Language',
    preview: 'This registry is a preview: this page is a plain list, its links lead to JSON data.',
  },
};
