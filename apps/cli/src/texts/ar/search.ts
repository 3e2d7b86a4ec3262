import type { search as en } from '../en/search.ts';

/** Holds the Arabic texts of searching. */
export const search: Readonly<Record<keyof typeof en, string>> = {
  'search.none': 'لا توجد نتائج.',
  'search.total': 'المعروض {shown} من أصل {total} من الخوارزميات.',
  'search.more': 'للمزيد: البحث نفسه مع ‎--cursor {cursor}، أو الكل مع ‎--all',
  'option.filter-engine': 'ما يشغّله هذا المحرك فقط',
  'option.sort': 'الترتيب: حسب الملاءمة (الافتراضي عند وجود كلمات)، الأحدث أولا، الأكثر استعمالا أولا، حسب الاسم',
  'option.facets': 'بيان ما يمكن تضييق البحث به، مع الأعداد',
  'option.explain': 'بيان ما تتكون منه درجة كل نتيجة',
  'option.all': 'كل النتائج، صفحة بعد صفحة',
  'search.hyphens': 'ضع ما يبدأ بالعلامة «-» مع بقية الكلمات بين علامتي اقتباس.',
  'search.tryWider': 'جرّب بمرشحات أقل، أو بكلمات أخرى.',
  'search.tryOther': 'جرّب كلمات أقل، أو كلمات أخرى بأي لغة؛ والأمر nforge search وحده يسرد كل شيء.',
  'search.didYouMean': 'هل تقصد: {words}',
  'search.narrow': 'للتضييق، بالخيار ‎--sector VALUE وما شابهه:',
  'search.score':
    'الدرجة {score} = (الكلمات {words} + المفاهيم {concepts}) × التغطية {coverage} × الرتبة {rank} + الموضع {place}',
  'search.rank': 'الرتبة: إعادة الاستعمال {reuse}، السلامة {health}، الحداثة {freshness} (كل منها من 0 إلى 1)',
  'search.word': '{word}: ‏{worth}، وُجدت بطريقة {by}: ‏{found}',
};
