import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatProjectFile, parseProjectFile } from './project-file.ts';

const PATH = 'forge.json';
const names = fc.stringMatching(/^[a-z][a-z0-9]{1,8}\/[a-z][a-z0-9]{1,8}$/).filter((name) => {
  try {
    parseProjectFile(JSON.stringify({ requirements: { [name]: '*' } }), PATH);
    return true;
  } catch {
    return false;
  }
});
const ranges = fc.constantFrom('*', '^1.0.0', '~2.1', '1.2.3', '>=1 <3', 'latest', 'beta');
const requirements = fc.dictionary(names, ranges, { maxKeys: 6, noNullPrototype: true });

describe('forge.json', () => {
  test('stays byte for byte when nothing changes, in any indentation and with any line end', () => {
    const forms = fc.record({
      indent: fc.constantFrom('  ', '    ', '\t', ' '),
      end: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
      mark: fc.boolean(),
    });
    fc.assert(
      fc.property(requirements, forms, (wanted, { indent, end, last, mark }) => {
        const value = { $schema: 'x', requirements: wanted, note: ['ours', { deep: 'ملاحظة' }] };
        const text = JSON.stringify(value, undefined, indent).replaceAll('\n', end);
        const whole = (mark ? '\uFEFF' : '') + text + (last ? end : '');
        expect(formatProjectFile(parseProjectFile(whole, PATH), wanted)).toBe(whole);
      }),
    );
  });

  test('says afterwards what was wanted, with new names at the end', () => {
    fc.assert(
      fc.property(requirements, requirements, (before, wanted) => {
        const file = parseProjectFile(JSON.stringify({ requirements: before }, undefined, 2), PATH);
        const after = parseProjectFile(formatProjectFile(file, wanted), PATH);
        expect(after.requirements).toEqual(wanted);
        const kept = Object.keys(before).filter((name) => Object.hasOwn(wanted, name));
        expect(Object.keys(after.requirements).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  test('keeps a line-less file on its line', () => {
    const file = parseProjectFile('{"requirements":{}}', PATH);

    expect(formatProjectFile(file, { 'a/b': '1.0.0' })).toBe('{\n  "requirements": {\n    "a/b": "1.0.0"\n  }\n}');
  });

  test.each([
    ['{', 'json', ''],
    ['[]', 'shape', ''],
    ['{"requirements":[]}', 'shape', '/requirements'],
    ['{"requirements":{"impots/tax":1}}', 'shape', '/requirements/impots~1tax'],
    ['{"requirements":{"tax":"^1"}}', 'name', '/requirements/tax'],
    ['{"requirements":{"../x":"^1"}}', 'name', '/requirements/..~1x'],
    ['{"requirements":{"impots/tax":"^^"}}', 'range', '/requirements/impots~1tax'],
    ['{"requirements":{"impots/tax":""}}', 'range', '/requirements/impots~1tax'],
  ])('%s is refused with the place', (text, reason, pointer) => {
    expect(() => parseProjectFile(text, PATH)).toThrow(
      expect.objectContaining({ code: 'project-invalid', exit: 2, params: { path: PATH, reason, pointer } }) as Error,
    );
  });
});
