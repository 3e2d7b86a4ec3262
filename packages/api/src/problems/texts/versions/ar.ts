import type { PartOfTexts } from '../../texts.ts';

/** Holds the Arabic texts about version numbers that promise too much. */
export const arVersions = {
  'bump-too-small': [
    'رقم الإصدار يعد بأكثر مما يفي به',
    'لا يفي {name}@{version} بما وعدت به الإصدارات المجاورة له؛ ويأتي بيان كل خلل مع القيمة التي تظهره. وأصغر رقم صادق هو {required}.',
    'اكتب version: {required} في algorithm.yaml (والأمر nforge bump يفعل ذلك)، أو ألغ التغيير، ثم انشر من جديد.',
  ],
  'waiver-mismatch': [
    'الإعفاء لا يوافق ما يعفى منه',
    'يسمي إعفاء {name}@{version} ما يلي: {waived}؛ وما بقي دون حسم هو: {undecided}. ولا إعفاء مما نقضته قيمة.',
    'وقع إعفاء لما بقي دون حسم بعينه: الأمر nforge publish --waive يفعل ذلك.',
  ],
  'unyank-refused': [
    'لا يمكن عرض الإصدار من جديد',
    'نشر {against} حين كان {name}@{version} مسحوبا، وهو لا يفي بما يعد به هذا الإصدار؛ وفي errors بيان ذلك.',
    'اتركه مسحوبا، أو اسحب أولا ما نشر بعده.',
  ],
} as const satisfies PartOfTexts;
