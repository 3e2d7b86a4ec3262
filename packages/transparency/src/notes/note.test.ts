import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fixedSigner, fixedVerifier } from '../testing/fixed-log.ts';
import { isKeyName } from './key-name.ts';
import { formatNote, MAX_NOTE_BYTES, parseNote } from './note.ts';
import { openNote, signNote } from './sign-note.ts';
import type { NoteVerifier } from './verifier-key.ts';

// C2SP signed-note, "Format": the example of the specification.
const example = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isKeyName);
const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\u0000-\u001f]/g, '·'));
const notes = fc.record({
  text: fc.array(line, { minLength: 1 }).map((lines) => `${lines.join('\n')}\n`),
  signatures: fc.array(
    fc.record({ name, id: fc.nat({ max: 0xffffffff }), signature: fc.uint8Array({ minLength: 1, maxLength: 3000 }) }),
    { minLength: 1, maxLength: 20 },
  ),
});

const signer = fixedSigner();
const verifier = fixedVerifier();
const witness = fixedSigner('witness.example', 8);

describe('A note', () => {
  it('is read as in the example of the specification: the text ends at the last empty line', () => {
    const note = parseNote(example);

    expect(note.text).toBe(
      'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n',
    );
    expect(note.signatures.map(({ id, signature, ...rest }) => ({ ...rest, id, length: signature.length }))).toEqual([
      { name: 'quasimodo.example/salvatore', id: 0x367ba04b, length: 64 },
    ]);
    expect(formatNote(note)).toBe(example);
    expect(parseNote(Buffer.from(example))).toEqual(note);
  });

  it('is the same after formatting and parsing, whatever text and signatures it has', () => {
    fc.assert(
      fc.property(notes, (note) => {
        expect(parseNote(formatNote(note))).toEqual(note);
      }),
    );
  });

  it('has one form only: what is parsed from any text formats to that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (noise, at) => {
        const place = at % example.length;
        const text = example.slice(0, place) + noise + example.slice(place);
        let note;
        try {
          note = parseNote(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'note-malformed' });
          return;
        }
        expect(formatNote(note)).toBe(text);
      }),
    );
  });

  it('is not formatted when it could not be parsed again', () => {
    const signatures = [{ name: 'a', id: 1, signature: Uint8Array.of(1) }];
    for (const note of [
      { text: '', signatures },
      { text: 'no line feed', signatures },
      { text: 'a\r\n', signatures },
      { text: 'half a pair \ud800\n', signatures },
      { text: 'a\n', signatures: [] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, name: 'a b' }] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, name: '' }] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, id: -1 }] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, id: 2 ** 32 }] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, id: 0.5 }] },
      { text: 'a\n', signatures: [{ ...signatures[0]!, signature: new Uint8Array(0) }] },
      { text: 'a\n', signatures: Array.from({ length: 101 }, () => signatures[0]!) },
      { text: `${'a'.repeat(MAX_NOTE_BYTES)}\n`, signatures },
    ]) {
      expect(() => formatNote(note)).toThrow('note-malformed');
    }
  });

  it('is at most 1,000,000 bytes, counted in UTF-8', () => {
    const room = MAX_NOTE_BYTES - Buffer.byteLength(signNote('\n', [signer]));

    const largest = signNote(`${'a'.repeat(room)}\n`, [signer]);
    expect(openNote(largest, [verifier]).text).toHaveLength(room + 1);
    expect(() => parseNote(`a${largest}`)).toThrow('note-malformed');
    expect(() => parseNote(Buffer.from(`a${largest}`))).toThrow('note-malformed');
    expect(() => signNote(`${'a'.repeat(room - 1)}ع\n`, [signer])).toThrow('note-malformed');
  });

  it('with half a surrogate pair is refused: it has no bytes that could be signed', () => {
    expect(() => parseNote(signNote('a\ufffd\n', [signer]).replace('\ufffd', '\ud800'))).toThrow('note-malformed');
  });
});

describe('Opening a note', () => {
  it('names each key that signed it once, and passes over unknown ones', () => {
    const note = signNote('text\n', [witness, signer, signer]);

    expect(openNote(note, [verifier])).toEqual({ text: 'text\n', verifiedBy: [verifier.key] });
    expect(() => openNote(note, [])).toThrow('note-unsigned');
  });

  it('refuses it for one bad signature by a known key, whatever the others are', () => {
    const liar = { ...witness, sign: () => new Uint8Array(64) };
    const known: NoteVerifier = { ...verifier, name: witness.name, id: witness.id, key: 'witness' };

    expect(openNote(signNote('text\n', [signer, liar]), [verifier]).verifiedBy).toEqual([verifier.key]);
    expect(() => openNote(signNote('text\n', [signer, liar]), [verifier, known])).toThrow('note-signature-invalid');
    expect(() => openNote(signNote('text\n', [liar, signer]), [known, verifier])).toThrow('note-signature-invalid');
  });

  it('asks the verifiers for different keys: two of one name and id cannot be told apart', () => {
    const note = signNote('text\n', [signer]);

    expect(() => openNote(note, [verifier, { ...verifier, key: 'another' }])).toThrow('note-key-malformed');
    expect(openNote(note, [verifier, { ...verifier }]).verifiedBy).toEqual([verifier.key]);
  });
});
