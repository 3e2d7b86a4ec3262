import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HttpClient } from '../load/http-client.ts';

// What npm sends beside them of a small package; our manifest says as much.
const PACKAGE_FIELDS = {
  type: 'module',
  author: { name: 'Agence de mesure', email: 'support@example.gov.ma' },
  maintainers: [{ name: 'mesure', email: 'support@example.gov.ma' }],
  keywords: ['mesure', 'calcul', 'barème'],
  repository: { type: 'git', url: 'git+https://example.gov.ma/mesure.git' },
  bugs: { url: 'https://example.gov.ma/mesure/issues' },
  homepage: 'https://example.gov.ma/mesure#readme',
  engines: { node: '>=24' },
  scripts: { test: 'node --test' },
  dependencies: { semver: '^7.8.0', yaml: '^2.9.0' },
  _npmVersion: '11.0.0',
};

/** Publishes one version of a package as npm does: metadata and tarball in one request. */
export async function publishPackage(
  client: HttpClient,
  { name, version, tarball }: { readonly name: string; readonly version: string; readonly tarball: Buffer },
): Promise<void> {
  const file = `${name}-${version}.tgz`;
  const attachment = { content_type: 'application/octet-stream', data: tarball.toString('base64') };
  const body = {
    _id: name,
    name,
    description: 'A package to measure with.',
    'dist-tags': { latest: version },
    versions: { [version]: versionEntry(name, version, tarball) },
    _attachments: { [file]: { ...attachment, length: tarball.length } },
  };
  const headers = { 'content-type': 'application/json' };
  await client.call({ method: 'PUT', path: `/${name}`, headers, body: JSON.stringify(body) });
}

function versionEntry(name: string, version: string, tarball: Buffer) {
  const hash = (algorithm: string, encoding: 'hex' | 'base64') =>
    createHash(algorithm).update(tarball).digest(encoding);
  return {
    ...{ name, version, description: 'A package to measure with.', main: 'index.js', license: 'EUPL-1.2' },
    ...PACKAGE_FIELDS,
    _id: `${name}@${version}`,
    _nodeVersion: process.versions.node,
    dist: {
      integrity: `sha512-${hash('sha512', 'base64')}`,
      shasum: hash('sha1', 'hex'),
      tarball: `http://localhost/${name}/-/${name}-${version}.tgz`,
    },
  };
}

interface Packument {
  readonly versions: Record<string, object>;
  readonly time: Record<string, string>;
  readonly 'dist-tags': Record<string, string>;
  readonly _distfiles: Record<string, object>;
  readonly _attachments: Record<string, object>;
}

/**
 * Gives a package that has one version further ones, by writing them into the storage in the form in which the first was
 * stored: publishing a thousand versions through its API would take longer than all measurements together.
 */
export function addVersions(storage: string, name: string, count: number): void {
  const file = join(storage, name, 'package.json');
  const text = readFileSync(file, 'utf8');
  const packument = JSON.parse(text) as Packument;
  const [first] = Object.entries(packument.versions);
  if (first === undefined) throw new Error(`${name} has no version in the storage`);
  const [version, entry] = first;
  for (let index = 1; index < count; index += 1) {
    const next = `1.${index}.0`;
    packument.versions[next] = JSON.parse(JSON.stringify(entry).replaceAll(version, next)) as object;
    packument.time[next] = packument.time[version] ?? new Date(0).toISOString();
    packument._attachments[`${name}-${next}.tgz`] = { ...packument._attachments[`${name}-${version}.tgz`] };
    packument['dist-tags']['latest'] = next;
  }
  writeFileSync(file, JSON.stringify(packument, undefined, 2));
}
