import type { SecretLintCoreConfig, SecretLintCoreResult } from '@secretlint/types';

import type { Load } from './judge-contract.ts';

/** Asks for the secrets in a piece of a file. */
export interface SecretJob {
  readonly path: string;
  readonly text: string;
}

/** Is a secret found in a piece; never holds the secret itself. */
export interface SecretHit {
  /** The rule that found it: aws, github, privatekey … */
  readonly kind: string;
  /** Offset in the piece, in UTF-16 code units. */
  readonly offset: number;
}

/**
 * Finds secrets with secretlint's recommended rules.
 * Sent to the worker as text, like the function below: it uses its parameters and nothing else.
 */
export async function findSecrets({ path, text }: SecretJob, load: Load): Promise<readonly SecretHit[]> {
  type Lint = (request: { source: object; options: object }) => Promise<SecretLintCoreResult>;
  const { lintSource } = load('@secretlint/core') as { lintSource: Lint };
  const { creator } = load('@secretlint/secretlint-rule-preset-recommend') as { creator: unknown };
  const id = '@secretlint/secretlint-rule-preset-recommend';
  const config = { rules: [{ id, rule: creator }] } as unknown as SecretLintCoreConfig;
  const ext = /\.[^./]*$/.exec(path)?.[0] ?? '';
  const { messages } = await lintSource({
    source: { filePath: path, content: text, ext, contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  return messages.map(({ ruleId, range: [offset] }) => ({
    kind: ruleId.replace('@secretlint/secretlint-rule-', ''),
    offset,
  }));
}
