import { MANIFEST_FILE } from '@national-forge/manifest';
import { PROVER, type Comparison, type CompareSchemas, type ModePair } from '@national-forge/versioning';

import { errorAt, showable, type Finding, type FindingCode, type FindingParams } from '../finding.ts';
import type { CheckWorker } from '../worker/check-worker.ts';

/** Is what compares schemas in a worker, and what kept it from doing so. */
export interface WorkerComparer {
  readonly compare: CompareSchemas;
  /** Gives what was noted: while there is anything, the comparisons are worth nothing. */
  readonly findings: () => readonly Finding[];
}

/**
 * Makes a comparison of schemas that runs in the check worker: a hostile pair costs the thread that compares it, and nobody else.
 * What crosses a limit is a finding, never a verdict.
 */
export function compareIn(worker: CheckWorker): WorkerComparer {
  const findings: Finding[] = [];
  const { cpuMs, memoryMiB } = worker.limits;
  const compare = async (pair: ModePair): Promise<Comparison> => {
    const note = (code: FindingCode, params: FindingParams): Comparison => {
      findings.push(errorAt(code, { file: MANIFEST_FILE, pointer: `/contract/${pair.role}` }, params));
      return { verdict: 'undecided', relation: 'unknown', where: {}, rule: 'none', reason: 'limit', prover: PROVER };
    };
    const outcome = await worker.run('compare', pair);
    if (outcome.kind === 'timeout') return note('check-timeout', { seconds: cpuMs / 1000 });
    if (outcome.kind === 'too-heavy') return note('check-too-heavy', { limit: memoryMiB });
    const proof = outcome.output;
    if ('comparison' in proof) return proof.comparison;
    return proof.code === 'comparison-timeout'
      ? note('check-timeout', { seconds: 2 })
      : note('schema-invalid', { expected: '2020-12', found: showable(proof.reason) });
  };
  return { compare, findings: () => findings };
}
