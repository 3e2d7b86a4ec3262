import type { PartOfTexts } from '../../texts.ts';

/** Holds the Arabic texts about names that moved. */
export const arNames = {
  'agency-moved': [
    'صار لهذه الإدارة اسم آخر',
    'صار اسم الإدارة «{from}» هو «{to}»؛ ويبقى اسمها القديم محفوظا لها إلى الأبد.',
    'استعمل الاسم «{to}».',
  ],
  'algorithm-taken': [
    'هذا الاسم مستعمل',
    '«{name}» اسم خوارزمية أو كان اسما لها؛ ولا يعطى الاسم إلا مرة واحدة إلى الأبد.',
    'اختر اسما آخر.',
  ],
  'algorithm-moved': [
    'صار لهذه الخوارزمية اسم آخر',
    'صار اسم «{from}» هو «{to}»؛ ولا يكتب شيء بعد الآن تحت اسمها القديم.',
    'استعمل الاسم «{to}»، وكذلك في خانة الاسم من algorithm.yaml.',
  ],
} as const satisfies PartOfTexts;
