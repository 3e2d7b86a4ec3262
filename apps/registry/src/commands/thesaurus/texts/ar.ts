import type { ThesaurusTexts } from '../texts.ts';

/** The sentences in Arabic. */
export const ar: ThesaurusTexts = {
  errors: {
    'id-invalid':
      '"{id}" لا يصلح اسما لمكنز: حروف لاتينية صغيرة وأرقام وواصلات مفردة، يبدأ بحرف، ولا يتجاوز 40 رمزا، مثل unesco.',
    'file-unreadable': 'تتعذر قراءة الملف {file}. تحقق من اسمه ومن حقك في قراءته.',
    'file-too-large':
      'يتجاوز {file} {limit} ميبيبايت. احذف ما لا حاجة إليه (الشروح واللغات الأخرى)، أو حوّله إلى Turtle.',
    'format-unknown': '{file}: نهاية الاسم لا تدل على الصيغة. حددها بـ --format turtle أو rdf-xml أو json-ld.',
    'not-utf8': '{place}: هذا ليس UTF-8. احفظ الملف بترميز UTF-8.',
    syntax: '{place}: هذا غير مفهوم: {reason} – هل الملف كامل، وهل الصيغة صحيحة (--format)؟',
    'too-deep': '{place}: هنا أكثر من {limit} مستوى متداخل. لا يحتاج أي مكنز إلى ذلك.',
    'too-many-statements': 'في {file} أكثر من {limit} عبارة. احذف ما لا حاجة إليه (الشروح واللغات الأخرى).',
    'too-many-concepts': 'يتحدث الملف عن أكثر من {limit} مفهوم أو تسمية من SKOS-XL. احذف ما لا حاجة إليه.',
    'remote-context': 'يأخذ {file} سياقه من {url}. لا يُجلب شيء: ضع السياق داخل الملف، أو حوّله إلى Turtle.',
    'entity-refused':
      '{place}: "{name}" مرفوض. الكيان ينوب عن نص قصير واحد لا كيانات فيه، ولا ينوب أبدا عن ملف أو عنوان.',
    'entities-too-long': '{place}: الكيانات تنوب عن نص أطول مما في أي مكنز.',
    'not-rdf-xml': '{place}: هذا XML لكنه ليس RDF/XML: العنصر الأول هو {found} لا rdf:RDF.',
    'label-too-long': 'إحدى تسميات المفهوم {concept} تتجاوز {limit} رمز: "{found}…". اختصرها أو احذفها.',
    'no-concepts': 'ليس في الملف أي مفهوم مستعمل (skos:Concept له عنوان وغير مهجور؛ ومن دون ذلك: {found}). هل هو SKOS؟',
    'no-labels': 'ليس لأي مفهوم تسمية بـ ar أو ary أو zgh أو fr أو en. اللغات الموجودة: {found}.',
    'title-missing': 'لا يذكر الملف عنوانا. أعطه بـ --title.',
    'licence-missing':
      'لا يذكر الملف رخصة، ولا يُستورد شيء من دونها. اسأل الناشر ثم أعطها بـ --licence، مثل "CC BY-SA 3.0 IGO".',
    'licence-ambiguous': 'يذكر الملف عدة رخص: {found}. حدد بـ --licence أيها السارية.',
    'text-too-long': '{option}: هذا يتجاوز {limit} رمز: "{found}…". قله باختصار بـ {option}.',
    'thesaurus-exists': 'يوجد مكنز باسم "{id}". أضف --replace، أو اختر --id آخر.',
    'thesaurus-unknown': 'لا يوجد مكنز باسم "{id}". الأمر "nforge-registry thesaurus list" يبيّن الموجود.',
  },
  imported: 'استُورد "{title}" باسم {id}. المفاهيم: {concepts}. التسميات: {labels}.',
  replaced: 'استُورد "{title}" مكان {id} السابق. المفاهيم: {concepts}. التسميات: {labels}.',
  joined: 'في المعجم الوطني {count} من هذه المفاهيم وعددها {concepts}، وقد جُمع كل منها مع نظيره، مثل {some}.',
  joinedNone: 'ليس في المعجم الوطني أي من هذه المفاهيم: أضيفت كلها إليه.',
  licence: 'الرخصة، وتظهر للجميع في /api/v1: {licence}',
  removed: 'حُذف المكنز "{id}".',
  leftOut: {
    deprecated: 'تُركت: مفاهيم مهجورة: {count}',
    withoutLabels: 'تُركت: مفاهيم بلا تسمية بـ ar أو ary أو zgh أو fr أو en: {count}',
    unnamed: 'تُركت: مفاهيم بلا عنوان: {count}',
    languages: 'تُركت: تسميات بلغات أخرى: {count} ({tags})',
    untagged: 'تُركت: تسميات لا تذكر لغتها: {count}',
    otherScript: 'تُركت: تسميات بكتابة ليست كتابة لغتها: {count}',
    notations: 'تُركت: رموز ليست مختصرات: {count}',
  },
};
