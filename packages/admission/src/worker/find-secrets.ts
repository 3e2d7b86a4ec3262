import type { SecretLintCoreConfig } from '@secretlint/types';

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

/** Finds secrets with secretlint's recommended rules. */
export async function findSecrets({ path, text }: SecretJob): Promise<readonly SecretHit[]> {
  const { lintSource } = await import('@secretlint/core');
  const { creator } = await import('@secretlint/secretlint-rule-preset-recommend');
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
