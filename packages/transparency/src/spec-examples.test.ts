import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openCheckpoint } from './checkpoint/checkpoint.ts';
import { openTlogProof, parseTlogProof } from './checkpoint/tlog-proof.ts';
import { hashLeaf } from './merkle/hash.ts';
import { treeRoot } from './merkle/range.ts';
import { parseVerifierKey } from './notes/verifier-key.ts';
import { createMemoryLog, leafOf, memoryLogOf } from './testing/memory-log.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/spec/log.md'), 'utf8');

function blockOf(language: string): string {
  const block = new RegExp(`^\`\`\`${language}\n([^\`]*)^\`\`\`$`, 'm').exec(page)?.[1];
  if (block === undefined) throw new Error(`docs/spec/log.md has no block ${language}`);
  return block;
}

describe('The page docs/spec/log.md', () => {
  const verifier = parseVerifierKey(blockOf('verifier-key').trim());

  it('shows a checkpoint that its verifier key opens, of the tree that it names', () => {
    const checkpoint = openCheckpoint(blockOf('checkpoint'), verifier);

    expect(checkpoint.size).toBe(8);
    expect(checkpoint.root).toEqual(treeRoot(8, memoryLogOf(8).read));
  });

  it('shows a proof file of the leaf that it names', () => {
    const proof = parseTlogProof(blockOf('tlog-proof'));

    expect(openTlogProof(proof, { leafHash: hashLeaf(leafOf(5)), verifier }).size).toBe(8);
    expect(Buffer.from(leafOf(5)).toString()).toBe('leaf 5');
  });

  it('lists the roots of the leaves that it lists', () => {
    const leaves =
      /^The eight leaves, in hexadecimal: none[^`]*(?<hex>[^]*?)\. They/m.exec(page)?.groups?.['hex'] ?? '';
    const bytes = ['', ...leaves.matchAll(/`([0-9a-f]+)`/g).map((match) => match[1] ?? '')];
    const roots = [...page.matchAll(/^\| [0-8] +\| `([0-9a-f]{64})` \|$/gm)].map((match) => match[1]);
    const log = createMemoryLog();
    for (const leaf of bytes) log.append(Buffer.from(leaf, 'hex'));

    expect(bytes).toHaveLength(8);
    expect(roots).toHaveLength(9);
    for (const [size, root] of roots.entries()) {
      expect(Buffer.from(treeRoot(size, log.read)).toString('hex')).toBe(root);
    }
  });
});
