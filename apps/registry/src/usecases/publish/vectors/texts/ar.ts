import type { VectorTexts } from './vector-texts.ts';

const SMALLER = 'قلل العمل لكل مدخل، أو ضع الجداول الكبيرة في ملفات بيانات.';
const CONTRACT = 'صحح البرنامج أو المتجه أو مخططات العقد.';
const CALLS = 'صرح بما تستدعيه تحت dependencies في algorithm.yaml، واجعل الاستدعاءات أقل عمقا وعددا.';

/** Holds the Arabic texts. */
export const ar: VectorTexts = {
  differs: {
    message: 'المتجه «{vector}»: للمدخل {input} يعطي الإصدار {actual} بدل {expected}.',
    hint: 'صحح البرنامج أو المتجه. تقارن الأعداد بدقة تامة؛ أضف tolerance إلى المتجه إن كان ذلك صارما.',
  },
  'not-deterministic': {
    message: 'المتجه «{vector}»: أعطى تشغيلان للمدخل {input} نتيجتين مختلفتين.',
    hint: 'لا تتعلق النتيجة إلا بالمدخل: لا ساعة ولا عشوائية ولا شيء يحفظ بين استدعاءين.',
  },
  fault: 'المتجه «{vector}» للمدخل {input}: {fault} ({detail})',
  faults: {
    'input-invalid': { message: 'المدخل لا يوافق العقد في {pointer}.', hint: CONTRACT },
    'input-not-json': { message: 'لا يمكن نقل المدخل في JSON.', hint: CONTRACT },
    'output-invalid': { message: 'المخرج لا يوافق العقد في {pointer}.', hint: CONTRACT },
    'output-not-json': {
      message: 'المخرج ليس JSON.',
      hint: 'أرجع كائنات أو قوائم أو نصوصا أو أعدادا منتهية أو true أو false أو null.',
    },
    'output-too-large': { message: 'المخرج كبير جدا.', hint: SMALLER },
    timeout: { message: 'استغرق وقتا طويلا جدا.', hint: SMALLER },
    memory: { message: 'يحتاج إلى ذاكرة كبيرة جدا.', hint: SMALLER },
    stack: { message: 'استدعاءاته عميقة جدا.', hint: 'استعمل حلقة بدل التكرار الذاتي العميق.' },
    threw: { message: 'توقف البرنامج بسبب خطأ.', hint: 'شغّل nforge test في مجلده لمعرفة الموضع.' },
    'use-undeclared': { message: 'يستدعي خوارزمية لا يعتمد عليها.', hint: CALLS },
    'use-depth': { message: 'تستدعي الخوارزميات التي يعتمد عليها بعضها بعضا بعمق كبير.', hint: CALLS },
    'use-calls': { message: 'يستدعي ما يعتمد عليه مرات كثيرة جدا.', hint: CALLS },
    'load-failed': { message: 'لا يمكن تحميل البرنامج.', hint: 'شغّل nforge test في مجلده لمعرفة السبب.' },
    'schema-invalid': { message: 'أحد مخططات العقد غير صالح للاستعمال.', hint: CONTRACT },
    'engine-missing': { message: 'ليس في هذا السجل محرك له.', hint: 'اسأل المشغل عن المحركات المتاحة.' },
    'host-failed': { message: 'عطل البيئة المعزولة التي شغلته.', hint: SMALLER },
  },
  tasks: {
    budget: {
      message: 'تحتاج المتجهات مجتمعة إلى أكثر من {seconds} ثانية من وقت المعالج.',
      hint: 'احتفظ بالمتجهات المفيدة وسرّع البرنامج.',
    },
    deadline: { message: 'لم تنته المتجهات في الوقت المحدد.', hint: SMALLER },
    crashed: { message: 'أسقط البرنامج مرتين العملية التي شغلته.', hint: SMALLER },
    circular: {
      message: '«{release}» يستدعي نفسه عبر ما يعتمد عليه.',
      hint: 'ضع ما يحتاج إليه الاثنان في خوارزمية مستقلة.',
    },
    unresolved: { message: 'لا يمكن جمع ما يعتمد عليه الإصدار: {detail}', hint: '{hint}' },
    more: { message: 'لم تشغل متجهات أخرى بعد فشل {count}.', hint: 'شغّل nforge test في مجلده لرؤيتها كلها.' },
  },
};
