import { describe, expect, it } from 'vitest';

import type { Signer } from '../keys/signing-key.ts';
import { signEnvelope } from '../statement/envelope.ts';
import { formatStatement, STATEMENT_PAYLOAD_TYPE } from '../statement/release-statement.ts';
import { formatWaiver, type WaiverStatement } from '../statement/waiver-statement.ts';
import { addition, agencyWithKeys, type AgencyLog } from '../testing/agency-log.ts';
import { codeOf } from '../testing/code-of.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { STATEMENT } from '../testing/release-log.ts';
import { assertWaiverSigned } from './waiver-signed.ts';

const [one, two, ci, stranger] = [fixedKey(1), fixedKey(2), fixedKey(9), fixedKey(99)];
const { name, version, release } = STATEMENT;
const WAIVER: WaiverStatement = {
  name,
  version,
  release,
  reason: 'read by two people',
  waived: [{ against: '1.0.0', rule: 'input-undecided' }],
};
const sign = (by: readonly Signer[], payload = formatWaiver(WAIVER), payloadType = STATEMENT_PAYLOAD_TYPE) =>
  signEnvelope({ payloadType, payload }, by);
const judge = (log: AgencyLog, envelope = sign([one]), waiver = WAIVER) =>
  codeOf(() => assertWaiverSigned({ state: log.state(), waiver, envelope, at: log.next() }));

describe('a waiver', () => {
  it('is signed by as many keys of the agency as it demands', () => {
    expect(judge(agencyWithKeys([one, two]))).toBe('ok');
    expect(judge(agencyWithKeys([one, two], 2))).toBe('threshold-unmet');
    expect(judge(agencyWithKeys([one, two], 2), sign([one, two]))).toBe('ok');
    expect(judge(agencyWithKeys([one]), sign([stranger]))).toBe('signer-unknown');
  });

  it('is not signed by a key of a runner, which may sign the release itself', () => {
    const log = agencyWithKeys([one]);
    log.apply(addition(ci, { use: 'ci', names: null, expires: log.next().time + 100 }), [one, ci]);

    expect(judge(log, sign([ci]))).toBe('signer-not-allowed');
    expect(judge(log, sign([one, ci]))).toBe('signer-not-allowed');
  });

  it('holds for exactly what was signed', () => {
    const log = agencyWithKeys([one]);

    expect(judge(log, sign([one]), { ...WAIVER, reason: 'another reason' })).toBe('release-mismatch');
    expect(judge(log, sign([one]), { ...WAIVER, release: `sha256:${'9'.repeat(64)}` })).toBe('release-mismatch');
    expect(judge(log, sign([one], formatStatement(STATEMENT)))).toBe('waiver-malformed');
    expect(judge(log, sign([one], formatWaiver(WAIVER), 'application/json'))).toBe('envelope-type');
    expect(judge(log, sign([one]), { ...WAIVER, name: 'autre/triage' })).toBe('release-mismatch');
    const foreign = { ...WAIVER, name: 'autre/triage' };
    expect(judge(log, sign([one], formatWaiver(foreign)), foreign)).toBe('state-mismatch');
  });
});
