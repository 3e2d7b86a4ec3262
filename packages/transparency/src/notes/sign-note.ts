import { TransparencyError } from '../error.ts';
import type { NoteSigner } from './log-key.ts';
import { formatNote, parseNote } from './note.ts';
import type { SignedNote } from './note.ts';
import type { NoteVerifier } from './verifier-key.ts';

/**
 * Signs a text and formats the note. The text ends with a line feed; the signatures cover it and nothing else.
 *
 * @throws TransparencyError `note-malformed` when the text cannot be signed, or nobody signs.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const bytes = Buffer.from(text);
  return formatNote({
    text,
    signatures: signers.map(({ name, id, sign }) => ({ name, id, signature: sign(bytes) })),
  });
}

/** Is the text of a note, and the verifier keys that signed it, each once. */
export interface OpenedNote {
  readonly text: string;
  readonly verifiedBy: readonly string[];
}

/**
 * Opens a note: gives its text only when a known key signed it (C2SP signed-note, "Signatures").
 *
 * Signatures by unknown keys are passed over: witnesses may add theirs. One by a known key that does not verify condemns
 * the whole note, even when another one verifies: somebody has put it together. A key that signs twice counts once.
 *
 * @throws TransparencyError `note-malformed`, `note-signature-invalid`, `note-unsigned`; `note-key-malformed` when two
 * verifiers have the same name and id, so that it cannot be told whose a signature is.
 */
export function openNote(note: string | Uint8Array, verifiers: readonly NoteVerifier[]): OpenedNote {
  const parsed = parseNote(note);
  const verifiedBy = signersOf(parsed, byNameAndId(verifiers));
  if (verifiedBy.length === 0) throw new TransparencyError('note-unsigned', { signers: namesIn(parsed) });
  return { text: parsed.text, verifiedBy };
}

function signersOf({ text, signatures }: SignedNote, known: ReadonlyMap<string, NoteVerifier>): readonly string[] {
  const bytes = Buffer.from(text);
  const verified = new Set<string>();
  for (const { name, id, signature } of signatures) {
    const verifier = known.get(placeOf(name, id));
    if (verifier === undefined) continue;
    if (!verifier.verify(bytes, signature)) throw new TransparencyError('note-signature-invalid', { name });
    verified.add(verifier.key);
  }
  return [...verified];
}

function byNameAndId(verifiers: readonly NoteVerifier[]): ReadonlyMap<string, NoteVerifier> {
  const known = new Map<string, NoteVerifier>();
  for (const verifier of verifiers) {
    const place = placeOf(verifier.name, verifier.id);
    const other = known.get(place);
    if (other !== undefined && other.key !== verifier.key) {
      throw new TransparencyError('note-key-malformed', { reason: 'ambiguous', name: verifier.name });
    }
    known.set(place, verifier);
  }
  return known;
}

// A name holds no `+`, so no two pairs make the same text.
function placeOf(name: string, id: number): string {
  return `${name}+${id}`;
}

function namesIn({ signatures }: SignedNote): string {
  return signatures.map(({ name }) => name).join(' ');
}
