import type { ChangeTexts } from './change-text.ts';

/** Tells changes in Arabic. */
export const ar: ChangeTexts = {
  version: { named: 'الإصدار {version}', yours: 'إصداركم' },
  verdicts: {
    ok: 'يجوز أن يكون رقمه {required}.',
    demanded: 'فرقم هذا الإصدار {required}.',
    beyond: 'فرقم هذا الإصدار {required}، إذ لا يصلح أي رقم أدنى من {beyond}.',
    advice: 'الإصدار التمهيدي لا يَعِد بشيء، ورقمه مستقرًا {required}.',
  },
  changes: {
    'input-narrowed': 'كان {old} يقبل {value}، و{new} يرفضه عند {at} ({reason}).',
    'input-narrowed-whole': 'كان {old} يقبل {value}، و{new} يرفضه ({reason}).',
    'input-undecided': 'لا يُعرف بعد هل يقبل {new} كل ما كان يقبله {old}: {why}',
    'input-widened': 'يقبل {new} أكثر مما كان يقبله {old}.',
    'input-widened-perhaps': 'يقبل {new} كل ما كان يقبله {old}، ولم يُبرهَن أنه لا يقبل غيره.',
    'input-members-dropped': 'لم يعد {new} يصرّح بكل الأعضاء التي صرّح بها {old}، فهي تُسقَط مع تنبيه.',
    'input-equivalent': 'كُتب مخطط المدخل على وجه آخر، وهو يقبل القيم نفسها.',
    'output-widened': 'قد يجيب {new} بـ{value}، وكان {old} يستبعده ({reason} عند {at}).',
    'output-widened-whole': 'قد يجيب {new} بـ{value}، وكان {old} يستبعده ({reason}).',
    'output-undecided': 'لا يُعرف بعد هل كان {old} يسمح بكل ما قد يجيب به {new}: {why}',
    'output-narrowed': 'يلتزم {new} في أجوبته بأكثر مما التزم به {old}.',
    'output-narrowed-perhaps': 'لا يجيب {new} بشيء كان {old} يستبعده، ولم يُبرهَن أنه قد يجيب بكل ما سواه.',
    'output-equivalent': 'كُتب مخطط المخرج على وجه آخر، وهو يسمح بالقيم نفسها.',
    'input-strict': 'كان {old} يُسقط الأعضاء التي لا يصرّح بها، و{new} يحكم عليها.',
    'input-tolerant': 'يُسقط {new} الأعضاء التي لا يصرّح بها مع تنبيه، وكان {old} يحكم عليها.',
    'contract-lost': 'كان {old} قابلًا للتنفيذ، وليس في {new} ما يُنفَّذ.',
    'contract-gained': 'لم يكن في {old} ما يُنفَّذ، و{new} قابل للتنفيذ.',
    'vector-fails': 'متجه الاختبار «{name}» من {of}: وعد للمدخل {value} بالجواب {expected}، و{new} يجيب بـ{actual}.',
    'vector-fails-error':
      'متجه الاختبار «{name}» من {of}: وعد للمدخل {value} بالجواب {expected}، و{new} لا يعطي جوابًا ({error}).',
    'vector-contradicted':
      'متجه الاختبار «{name}» من {of}: وعد للمدخل {value} بالجواب {expected}، و{new} يَعِد بـ{actual} بمتجهه «{by}».',
    'vector-superseded': 'يعدّ {new} متجه الاختبار «{name}» من {of} خطأً: {why}',
    'vectors-added': 'متجهات اختبار جديدة عددها {count}، منها «{first}».',
    'vectors-removed': 'متجهات اختبار متروكة عددها {count}، منها «{first}». وهي ما زالت مُلزِمة.',
    'engine-changed': 'يعمل {old} على {before}، و{new} على {after}.',
    'engine-raised': 'يعمل {old} على {engine} {before}، ويحتاج {new} إلى {engine} {after}.',
    'engine-lowered': 'يعمل {new} على {engine} {after}، أي حيثما يعمل {old} ({before}).',
    'risk-raised': 'يرتفع مستوى الخطر من {before} إلى {after}.',
    'risk-lowered': 'ينخفض مستوى الخطر من {before} إلى {after}.',
    'kind-changed': 'كان نوع الخوارزمية {before} وأصبح {after}.',
    'validity-lost': 'يسري {old} في كل وقت، ولا يسري {new} إلا في الأيام {after}.',
    'validity-widened': 'يسري {old} في الأيام {before}، ويسري {new} في كل وقت.',
    'period-moved': 'يحمل {new} قاعدة فترة أخرى: {after} لا {before}.',
    'period-end-moved': 'كانت فترة القاعدة {before} وأصبحت {after}.',
    'personal-data-raised': 'يعالج {new} معطيات شخصية لم يكن {old} يعالجها ({codes}).',
    'license-changed': 'كانت الرخصة {before} وأصبحت {after}.',
    'dependencies-changed': 'تستدعي الخوارزمية خوارزميات أخرى أو إصدارات أخرى منها: {changes}.',
    'program-changed':
      'تغيّر البرنامج: عدد ملفاته المتغيرة {count}، منها {first}. ولا يُعرف مما يفعله إلا ما تقوله المتجهات.',
    'texts-changed': 'تغيّر ما يقال عنها: {fields}.',
    'files-changed': 'تغيّرت ملفات أخرى عددها {count}، منها {first}.',
  },
  reasons: {
    steps: 'المخططان متشابكان أكثر مما ينبغي. اكتبوا ما يتشابه مرة واحدة، وقلّلوا من oneOf وanyOf وnot.',
    pattern:
      'في أحد الأنماط ما لا تمكن مقارنته (إحالات إلى الوراء، أو نمط كبير جدًا). اكتبوا نمطًا أبسط أو قائمة قيم enum.',
    length: 'القيمة التي تبيّن ذلك أطول مما ينبغي. ضعوا للنصوص والقوائم حدًا أصغر.',
    number: 'الأعداد المعنية لا تُحفظ بدقة. استعملوا أعدادًا أصغر أو منازل عشرية أقل.',
    unique: 'تجتمع uniqueItems مع عناصر من عدة أنواع. حدّدوا للعناصر نوعًا واحدًا.',
    unevaluated:
      'تتوقف unevaluatedProperties أو unevaluatedItems على حالات كثيرة. استعملوا additionalProperties أو items.',
    reference:
      'في المخطط إحالة ليس لها معنى ثابت ($dynamicRef، أو إحالة لا تؤدي إلى شيء). استعملوا $ref إلى #/$defs/….',
    validators: 'لا يتفق مدقّقان على المخطط. اكتبوا الجزء المعني بصورة أبسط.',
    tolerant: 'لم يُحدَّد أي الأعضاء تُسقَط. احذفوا ما يعدّ كائنات كاملة أو يقارنها، أو قسّموا المخطط.',
    other: 'المخططان يتجاوزان ما تمكن مقارنته. بسّطوهما.',
  },
};
