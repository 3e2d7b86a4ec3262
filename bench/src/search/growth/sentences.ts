import type { Language } from '@national-forge/analyzer';

/** Is how texts of a language are put together; `{a}` to `{d}` stand for labels of concepts, `{n}` for a name, `{y}` for a number. */
export interface Sentences {
  readonly titles: readonly string[];
  readonly summaries: readonly string[];
  readonly descriptions: readonly string[];
}

/** Holds the sentences of each language: their small words are the commonest of the corpus, as in real texts. */
export const SENTENCES: Readonly<Record<Language, Sentences>> = {
  fr: {
    titles: ['Calcul : {a}', 'Prévision de {a} pour {b}', '{a} et {b}', 'Suivi de {a} à {n}', 'Contrôle de {a}'],
    summaries: ['Estime {a} à partir de {b} et de {c}.', 'Aide les services chargés de {a} dans la région de {n}.'],
    descriptions: [
      'Le résultat dépend de {a}, de {b} et de la situation de {c}. Il est expliqué pas à pas aux agents de {n}.',
      'Les données de {a} sont rapprochées de {b} selon la loi {y}. Ne remplace pas la décision d’un agent sur {d}.',
    ],
  },
  ar: {
    titles: ['حساب {a}', 'توقع {a} من أجل {b}', '{a} و{b}', 'تتبع {a} في {n}', 'مراقبة {a}'],
    summaries: ['يقدر {a} انطلاقا من {b} ومن {c}.', 'يساعد المصالح المكلفة ب{a} في جهة {n}.'],
    descriptions: [
      'ترتبط النتيجة ب{a} وب{b} وبوضعية {c}، وتشرح خطوة بخطوة للموظفين في {n}.',
      'تقارن معطيات {a} مع {b} حسب القانون {y}، ولا تعوض قرار الموظف في {d}.',
    ],
  },
  en: {
    titles: ['{a} calculator', 'Forecast of {a} for {b}', '{a} and {b}', 'Monitoring of {a} in {n}', 'Check of {a}'],
    summaries: ['Estimates {a} from {b} and {c}.', 'Helps the offices in charge of {a} in the region of {n}.'],
    descriptions: [
      'The result depends on {a}, on {b} and on the state of {c}. It is explained step by step to the officers of {n}.',
      'The data of {a} are matched with {b} under law {y}. It does not replace the decision of an officer on {d}.',
    ],
  },
  ary: {
    titles: ['شحال {a}', '{a} و {b}', 'فين نلقى {a}'],
    summaries: ['كيعاون الناس على {a} ديال {b} فبلاد {n}.'],
    descriptions: ['كيقول ليك شنو هو {a} وواش عندك الحق ف {b} على حساب {c}.'],
  },
  zgh: {
    titles: ['{a} ⴷ {b}', '{a} ⴳ {n}', '{a}'],
    summaries: ['{a} ⴷ {b} ⵏ {c} ⴳ {n}.'],
    descriptions: ['{a} ⵏ {b} ⴷ {c} ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ {n}.'],
  },
};
