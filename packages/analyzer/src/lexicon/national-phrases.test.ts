import { describe, expect, it } from 'vitest';

import { analyze } from '../analyze.ts';
import { nationalConcepts } from '../lexicon.ts';
import { openLexicon } from './open-lexicon.ts';

const lexicon = openLexicon(nationalConcepts());

/** What people may type, and the concepts of the national lexicon that must be among those that they meet. */
const PHRASES: readonly (readonly [phrase: string, ...concepts: readonly string[]])[] = [
  ['ضريبة الدخل', 'income-tax'],
  ['الضريبة على الدخل لسنة ٢٠٢٥', 'income-tax', 'time-year'],
  ['حساب الضَّريبة على القيمة المضافة', 'tax-simulator', 'value-added-tax'],
  ['الضرائب على الشركات', 'corporate-tax'],
  ['رخص البناء', 'building-permit'],
  ['رخصة السياقة', 'driving-licence'],
  ['بطاقة التعريف الوطنية', 'national-identity-card'],
  ['عقود الازدياد', 'birth-certificate'],
  ['شهادات السكنى', 'residence-certificate'],
  ['تأمين السيارات', 'motor-insurance'],
  ['الضمان الاجتماعي', 'social-security-fund'],
  ['معاشات التقاعد', 'retirement-pension'],
  ['السجل التجاري', 'commercial-register'],
  ['تسجيل العقار', 'land'],
  ['التغطية الصحية', 'mandatory-health-insurance'],
  ['منحة الطلبة', 'scholarship'],
  ['جودة الهواء', 'air-quality'],
  ['استهلاك الكهرباء', 'electricity-consumption'],
  ['الجماعات الترابية', 'commune'],
  ['جواز السفر', 'passport'],
  ['بيرمي ديال الطوموبيل', 'driving-licence', 'vehicle'],
  ['ضريبة ديال الدار', 'housing-tax'],
  ['لاكارط ناسيونال', 'national-identity-card'],
  ['الضو والما', 'body-onee', 'multiservice-regional-company'],
  ['dariba 3la dakhl', 'income-tax'],
  ['dariba dyal charika', 'corporate-tax'],
  ['rokhsat lbina', 'building-permit'],
  ['la cin', 'national-identity-card'],
  ["l'permis", 'driving-licence'],
  ['lbita9a lwatania', 'national-identity-card'],
  ['dariba 3la l9ima lmodafa', 'value-added-tax'],
  ['chahadat sokna', 'residence-certificate'],
  ['impot revenu', 'income-tax'],
  ['impôts sur les revenus', 'income-tax'],
  ["calcul de l'impôt sur le revenu 2025", 'tax-simulator', 'income-tax'],
  ['permis de conduire', 'driving-licence'],
  ['le permis de construire', 'building-permit'],
  ['carte d’identité nationale', 'national-identity-card'],
  ['acte de naissance', 'birth-certificate'],
  ['certificat de residence', 'residence-certificate'],
  ['securite sociale', 'social-security-fund'],
  ['pension de retraite', 'retirement-pension'],
  ['registre du commerce', 'commercial-register'],
  ['taxe sur la valeur ajoutée', 'value-added-tax'],
  ['TVA', 'value-added-tax'],
  ["qualite de l'air", 'air-quality'],
  ["bourse d'études", 'scholarship'],
  ['assurance maladie obligatoire', 'mandatory-health-insurance'],
  ['CNSS', 'social-security-fund'],
  ['passeport biométrique', 'passport'],
  ['income tax', 'income-tax'],
  ['income taxes', 'income-tax'],
  ['corporate tax rate', 'corporate-tax'],
  ['driving licence', 'driving-licence'],
  ['building permits', 'building-permit'],
  ['birth certificate', 'birth-certificate'],
  ['air quality index', 'air-quality-index'],
  ['minimum wage', 'minimum-wage'],
  ['customs duties', 'customs-duty'],
  ['vehicle registration', 'vehicle-registration'],
  ['electricity bill', 'electricity-bill'],
  ['ⵜⴰⴱⵣⵣⴰⵔⵜ', 'tax'],
  ['tabzzart', 'tax'],
  ['ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ', 'national-identity-card'],
  ['takarda n tmagit', 'national-identity-card'],
  ['ⵜⴰⵎⴰⵣⵉⵖⵜ', 'amazigh-language-administration', 'amazigh-language'],
  ['tamazight', 'amazigh-language-administration', 'amazigh-language'],
  ['ⴰⴳⴰⴷⵉⵔ', 'city-agadir'],
  ['Agadir', 'city-agadir'],
  ['تطوان', 'city-tetouan'],
  ['titwan', 'city-tetouan'],
  ['Tetouan', 'city-tetouan'],
  ['ouarzazat', 'city-ouarzazate'],
  ['incomeTax', 'income-tax'],
  ['income_tax_rate', 'income-tax'],
  ['smig', 'minimum-wage'],
  ['الحد الأدنى للأجر', 'minimum-wage'],
  ['zakat', 'zakat'],
  ['زكاة', 'zakat'],
  ['العقار', 'land'],
  ['mariage', 'marriage'],
  ['zwaj', 'marriage'],
  ['طلاق', 'divorce'],
  ['talaq', 'divorce'],
  ['تصدير واستيراد', 'export', 'import'],
  ['douane', 'customs-administration'],
  ['diwana', 'customs-administration'],
  ['الديوانة', 'customs-administration'],
  ['sbitar', 'hospital'],
  ['hôpital', 'hospital'],
  ['ⴰⵙⴳⵏⴰⴼ', 'hospital'],
  ['aman', 'water-resource'],
  ['ⴰⵎⴰⵏ', 'water-resource'],
];

const conceptsIn = (text: string): readonly string[] =>
  lexicon.match(text, analyze(text)).map(({ concept }) => concept.id);

describe('the national lexicon', () => {
  it.each(PHRASES)('is met by "%s"', (phrase, ...concepts) => {
    expect(conceptsIn(phrase)).toEqual(expect.arrayContaining(concepts));
  });

  it.each([
    'what is this',
    'je ne sais pas',
    'whereas it would',
    'mal',
    'واش كاين شي حاجة',
    'lorem ipsum dolor sit amet',
    '2025 47-18',
    '',
  ])('is not met by "%s"', (phrase) => {
    expect(conceptsIn(phrase)).toEqual([]);
  });
});
