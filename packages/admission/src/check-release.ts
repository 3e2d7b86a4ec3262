import { digestOf, releaseDigest, type Digest } from '@national-forge/archive';
import { MANIFEST_FILE, parseManifest, type Manifest } from '@national-forge/manifest';

import { checkData, checkEntry, checkSchemas, checkVectors, type NamedFiles } from './check-named.ts';
import { checkPolicy, checkReadme } from './check-policy.ts';
import { contractFiles } from './contract/contract-files.ts';
import { errorAt, type Finding } from './finding.ts';
import { locatePointers } from './json/index.ts';
import { isNeeded, type ReleaseFiles } from './release-files.ts';
import { openShelf, overflow, tooLarge, type Shelf } from './shelf.ts';
import { openCheckWorker, type CheckWorker } from './worker/check-worker.ts';

/** Is what the checks say of a release. */
export interface Admission {
  /** True when no finding is an error. */
  readonly ok: boolean;
  /** The manifest, where it could be read. */
  readonly manifest?: Manifest;
  readonly findings: readonly Finding[];
  /** sha256 of the bytes of `algorithm.yaml`. */
  readonly manifestDigest?: Digest;
  /** Digest over the lines (as in the release digest) of the two schema files of the contract and of all that they refer to. */
  readonly contractDigest?: Digest;
  /** Digest over the lines (as in the release digest) of all files that hold vectors. */
  readonly vectorsDigest?: Digest;
}

/** Says how to run the checks. */
export interface CheckOptions {
  /** Shares a worker between checks; without it one is opened for this check. */
  readonly worker?: CheckWorker | undefined;
}

const FINDINGS_LIMIT = 200;

/**
 * Checks a release before it is published: manifest, policy, named files, contract, vectors, script, secrets.
 * Command line and server run this same function; every problem is reported at once, except where one hides the rest.
 * Never throws for what is in the release.
 *
 * @throws AdmissionError when the checks cannot run
 */
export async function checkRelease(release: ReleaseFiles, options: CheckOptions = {}): Promise<Admission> {
  const worker = options.worker ?? openCheckWorker();
  try {
    const { findings, ...rest } = await checkManifest(release, worker);
    const all = cut([...findings, ...(await release.findSecrets(worker))]);
    return { ok: all.every(({ severity }) => severity !== 'error'), findings: all, ...rest };
  } finally {
    if (options.worker === undefined) await worker.close();
  }
}

type Part = Omit<Admission, 'ok'>;

async function checkManifest(release: ReleaseFiles, worker: CheckWorker): Promise<Part> {
  const entry = release.files.find(({ path }) => path === MANIFEST_FILE);
  if (entry === undefined) return { findings: [errorAt('manifest-missing', {}, { file: MANIFEST_FILE })] };
  const bytes = isNeeded(entry.path, entry.size) ? await release.read(MANIFEST_FILE) : undefined;
  if (bytes === undefined) return { findings: [tooLarge(entry)] };
  const parsed = parseManifest(bytes);
  const manifestDigest = digestOf(bytes);
  if (parsed.ok)
    return { manifest: parsed.manifest, manifestDigest, ...(await checkFiles(release, parsed.manifest, worker)) };
  const findings = parsed.problems.map(({ code, path, line, column, params }) =>
    errorAt('manifest-problem', { file: MANIFEST_FILE, line, column, pointer: path }, { ...params, problem: code }),
  );
  return { findings, manifestDigest };
}

async function checkFiles(release: ReleaseFiles, manifest: Manifest, worker: CheckWorker): Promise<Part> {
  const check: NamedFiles = { shelf: openShelf(release), manifest, worker };
  const vectors = await checkVectors(check);
  const findings = [
    ...checkPolicy(manifest),
    ...checkReadme(release),
    ...overflow(release),
    ...(await checkData(check)),
    ...vectors.findings,
    ...(await checkSchemas(check, vectors.vectors)),
    ...(await checkEntry(check)),
  ];
  return { findings: await locate(check.shelf, findings), ...(await digests(release, manifest, vectors.paths)) };
}

/** Adds line and column to the findings that will be shown and have a pointer into a JSON file: one reading a file. */
async function locate(shelf: Shelf, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const byFile = Map.groupBy(findings.slice(0, FINDINGS_LIMIT), ({ file }) => file);
  const places = new Map<string | undefined, ReturnType<typeof locatePointers>>();
  for (const [file, members] of byFile) {
    const json = file === undefined ? undefined : await shelf.opened(file);
    const pointers = members.flatMap(({ pointer }) => (pointer === undefined ? [] : [pointer]));
    if (json !== undefined) places.set(file, locatePointers(json, pointers));
  }
  return findings.map((finding) => ({ ...finding, ...places.get(finding.file)?.get(finding.pointer ?? '-') }));
}

async function digests(release: ReleaseFiles, manifest: Manifest, vectorPaths: readonly string[]) {
  const ofContract = await contractFiles(release, manifest);
  const vectorFiles = release.files.filter(({ path }) => vectorPaths.includes(path));
  return {
    ...(ofContract.length === 0 ? {} : { contractDigest: releaseDigest(ofContract) }),
    ...(vectorFiles.length === 0 ? {} : { vectorsDigest: releaseDigest(vectorFiles) }),
  };
}

/** Keeps the first findings: nobody reads more, and a hostile release could have one in every byte. */
function cut(findings: readonly Finding[]): readonly Finding[] {
  const left = findings.length - FINDINGS_LIMIT;
  return left > 0 ? [...findings.slice(0, FINDINGS_LIMIT), errorAt('findings-cut', {}, { left })] : findings;
}
