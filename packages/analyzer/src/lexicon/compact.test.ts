import fc from 'fast-check';
import { expect, it } from 'vitest';

import { formatCompact, parseCompact } from './compact.ts';

const label = fc.record({
  language: fc.constantFrom('fr' as const, 'en' as const),
  script: fc.constant('Latn' as const),
  text: fc.string({ minLength: 1 }).filter((text) => !/[\t\n]/.test(text)),
});

it('what is formatted is parsed to the same concepts, labels by language', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.stringMatching(/^[a-z]+$/), labels: fc.array(label) })), (concepts) => {
      const grouped = concepts.map(({ id, labels }) => {
        const languages = [...new Set(labels.map(({ language }) => language))];
        return { id, labels: languages.flatMap((one) => labels.filter(({ language }) => language === one)) };
      });

      expect(parseCompact(formatCompact(concepts))).toEqual(grouped);
    }),
  );
});
