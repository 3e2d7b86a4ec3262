import { MANIFEST_FILE, type Manifest } from '@national-forge/manifest';

import { errorAt, type Finding } from './finding.ts';
import type { ReleaseFiles } from './release-files.ts';

/** Checks what the registry does not publish: anything not open (read rights do not exist yet), prohibited uses. */
export function checkPolicy(manifest: Manifest): readonly Finding[] {
  const file = MANIFEST_FILE;
  const access = errorAt('access-unsupported', { file, pointer: '/access' }, { access: manifest.access });
  return [
    ...(manifest.access === 'open' ? [] : [access]),
    ...(manifest.risk.level === 'prohibited' ? [errorAt('risk-prohibited', { file, pointer: '/risk/level' })] : []),
  ];
}

/** Warns when there is no README at the root. */
export const checkReadme = ({ files }: ReleaseFiles): readonly Finding[] =>
  files.some(({ path }) => /^readme(?:\.[a-z.]+)?$/i.test(path))
    ? []
    : [{ severity: 'warning', code: 'readme-missing', params: {} }];
