export { normaliseAmazigh } from './amazigh/normalise-amazigh.ts';
export { stemAmazigh } from './amazigh/stem-amazigh.ts';
export { latinToTifinagh, tifinaghToLatin } from './amazigh/tifinagh.ts';
export { normaliseArabic } from './arabic/normalise-arabic.ts';
export { stemArabic } from './arabic/stem-arabic.ts';
export { isArabizi } from './darija/is-arabizi.ts';
export { readArabizi } from './darija/read-arabizi.ts';
export { stemDarija } from './darija/stem-darija.ts';
export { skeletonOf } from './skeleton/skeleton-of.ts';
