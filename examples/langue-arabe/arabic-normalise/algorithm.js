// Folds Arabic text to the form under which it is searched: one spelling for the many ways of writing a word.

// Tashkeel, combining maddah and hamza that joined no letter, dagger alef, tatweel.
const DROPPED = /[\u064b-\u0655\u0670\u0640]/g;
const ALEFS = /[\u0622\u0623\u0625\u0671]/g; // with madda, hamza above, hamza below, wasla

export default function normaliseArabic({ text }) {
  // The second NFKC joins what stood apart only because of a dropped sign, so that folding twice changes nothing.
  const joined = text.normalize('NFKC').replace(DROPPED, '').normalize('NFKC');
  const folded = joined
    .replace(ALEFS, '\u0627')
    .replace(/\u0649/g, '\u064a')
    .replace(/\u0629/g, '\u0647');
  return { text: folded, changed: folded !== text };
}
