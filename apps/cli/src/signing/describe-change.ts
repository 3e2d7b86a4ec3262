import type { Locale } from '@national-forge/manifest';
import { parsePublicKey, type AgencyChange } from '@national-forge/transparency';

import { text } from '../texts/texts.ts';

/** Says in words what a change of an agency does: people read it before they send what they signed. */
export function describeChange({ agency, change }: AgencyChange, locale: Locale): string {
  switch (change.kind) {
    case 'key-add': {
      const { algorithm, use, names, expires } = change;
      const params = { agency, algorithm, key: parsePublicKey(change.public).fingerprint };
      if (use === 'agency') return text(locale, 'change.key-add', params);
      const date = expires === null ? '–' : formatInstant(expires);
      return text(locale, 'change.key-add-ci', { ...params, names: names?.join(', ') ?? '*', date });
    }
    case 'key-revoke':
      if (change.from === null) return text(locale, 'change.key-revoke', { agency, key: change.key });
      return text(locale, 'change.key-revoke-from', { agency, key: change.key, index: change.from });
    case 'agency-policy':
      return text(locale, 'change.agency-policy', { agency, threshold: change.threshold });
    case 'key-reset':
      return text(locale, 'change.key-reset', { agency, key: parsePublicKey(change.public).fingerprint });
    case 'transfer':
      return text(locale, 'change.transfer', { from: change.from, to: change.to });
  }
}

/** Writes the time of a leaf as an instant in UTC. */
export function formatInstant(seconds: number): string {
  const date = new Date(seconds * 1000);
  // A leaf may claim a time that no calendar has; it is shown as the number it is.
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}
