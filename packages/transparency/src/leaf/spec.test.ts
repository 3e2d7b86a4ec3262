import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { digestOf } from '../keys/digest.ts';
import { hashLeaf } from '../merkle/hash.ts';
import { parseReleaseProof } from '../release/release-proof.ts';
import { formatStatement } from '../statement/release-statement.ts';
import { parseLeaf } from './format.ts';
import { fieldsOf, LEAF_KINDS } from './layout.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const spec = (name: string) => readFileSync(join(ROOT, 'docs/spec', name), 'utf8');

describe('the specification', () => {
  it('lists the kinds of leaves with their fields in order', () => {
    const table = /\| kind [\s\S]*?\n\n/.exec(spec('leaf.md'))?.[0] ?? '';
    const rows = [...table.matchAll(/^\| ([a-z-]+) +\| (.*?) +\|$/gm)].slice(2);

    expect(rows.map(([, kind, fields]) => `${kind}: ${fields}`)).toEqual(
      LEAF_KINDS.map(
        (kind) =>
          `${kind}: ${fieldsOf(kind)
            .slice(1)
            .map(({ line }) => line)
            .join(', ')}`,
      ),
    );
  });

  it('shows a leaf and its two hashes', () => {
    const [, leaf = ''] = /```text\n(nforge-leaf\/1 yank\n[\s\S]*?)```/.exec(spec('leaf.md')) ?? [];
    const bytes = new TextEncoder().encode(leaf);

    expect(parseLeaf(bytes).kind).toBe('yank');
    expect(spec('leaf.md')).toContain(`\`${digestOf(bytes).slice('sha256:'.length)}\``);
    expect(spec('leaf.md')).toContain(`\`${Buffer.from(hashLeaf(bytes)).toString('hex')}\``);
  });

  it('names the digests of the example', () => {
    const path = join(ROOT, 'packages/transparency/testdata/example/release.tlog-proof');
    const { leaf, manifest, contract, vectors } = parseReleaseProof(readFileSync(path));
    const { name, version, release } = leaf;
    const statement = digestOf(formatStatement({ name, version, release, manifest, contract, vectors }));

    for (const digest of [release, statement, leaf.envelope]) expect(spec('signing.md')).toContain(`\`${digest}\``);
  });
});
