import type {
  Agency,
  AgencyPage,
  Algorithm,
  Channel,
  ReleaseRecord,
  ReleaseStatus,
  SearchPage,
  Service,
  TokenCreated,
  TokenInfo,
  VersionList,
  VersionSegment,
} from '@national-forge/api';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Is the algorithm that answers are about. */
export const NAME = 'impots/income-tax';
/** Is its address. */
export const PATH = `/api/v1/algorithms/${NAME}`;

/** Is the head of the algorithm. */
export const ALGORITHM: Algorithm = {
  name: NAME,
  agency: 'impots',
  title: { fr: 'Impôt sur le revenu', ar: 'الضريبة على الدخل', en: 'Income tax' },
  summary: { fr: 'Calcule l’impôt', en: 'Computes the tax' },
  kind: 'rule',
  sectors: ['finance-and-economic-development'],
  region: 'MA',
  developmentStatus: 'stable',
  license: 'EUPL-1.2',
  risk: 'limited',
  latest: '2.0.0',
  channels: { latest: '2.0.0', beta: '2.1.0-rc.1' },
  deprecated: false,
  versionCount: 2,
  versions: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-02-01T00:00:00Z',
};

/** Is the record of its version 2.0.0. */
export const RECORD: ReleaseRecord = {
  name: NAME,
  version: '2.0.0',
  releaseDigest: DIGEST,
  archive: { digest: DIGEST, size: 10 },
  manifestDigest: DIGEST,
  contractDigest: null,
  vectorsDigest: null,
  publishedAt: '2026-02-01T00:00:00Z',
  publisher: 'someone',
  validity: { from: '2025-01-01' },
  dependencies: { 'impots/professional-expenses': '^1.0.0' },
  manifest: {},
  files: [{ path: 'algorithm.yaml', size: 3, sha256: 'b'.repeat(64) }],
  logIndex: 3,
};

/** Is the status of its version 2.0.0. */
export const STATUS: ReleaseStatus = {
  name: NAME,
  version: '2.0.0',
  yanked: null,
  deprecated: null,
  tombstoned: null,
  logIndex: 3,
};

/** Is the head of the list of its versions. */
export const VERSIONS: VersionList = {
  name: NAME,
  versionCount: 2,
  segmentSize: 256,
  segmentCount: 1,
  segments: `${PATH}/versions/segments/{segment}`,
};

/** Is the only segment of the list, in the order of publication. */
export const SEGMENT: VersionSegment = {
  name: NAME,
  segment: 0,
  versions: [
    { version: '1.0.0', digest: DIGEST, publishedAt: '2026-01-01T00:00:00Z', yanked: true, deprecated: true },
    { version: '2.0.0', digest: DIGEST, publishedAt: '2026-02-01T00:00:00Z', validity: { from: '2025-01-01' } },
  ],
};

/** Is a channel of the algorithm. */
export const CHANNEL: Channel = {
  name: NAME,
  tag: 'beta',
  version: '2.0.0',
  updatedAt: '2026-02-01T00:00:00Z',
  logIndex: 3,
};

/** Is a page of hits; its title tries to repaint the terminal. */
export const PAGE: SearchPage = {
  total: 3,
  hits: [
    {
      name: NAME,
      version: '2.0.0',
      title: { fr: 'Impôt\u001b[2J sur le revenu' },
      summary: { fr: 'Calcule l’impôt' },
      kind: 'rule',
      sectors: ['finance-and-economic-development'],
      region: 'MA',
      license: 'EUPL-1.2',
      languages: ['fr'],
      risk: 'limited',
      status: 'stable',
      deprecated: true,
      updatedAt: '2026-02-01T00:00:00Z',
      engine: 'javascript',
    },
  ],
  facets: {
    ...{ sector: [], region: [], agency: [], kind: [], engine: [], license: [], language: [], risk: [], status: [] },
  },
  cursor: 'next-page',
};

/** Is an agency. */
export const AGENCY: Agency = {
  name: 'impots',
  title: { fr: 'Impôts, siège' },
  createdAt: '2026-01-01T00:00:00Z',
  logIndex: 1,
};
/** Is the first page of agencies. */
export const AGENCIES: AgencyPage = { total: 2, agencies: [AGENCY], cursor: 'c2' };

/** Is a token without its secret. */
export const TOKEN: TokenInfo = {
  id: 't1',
  agency: 'impots',
  scopes: ['publish'],
  algorithms: null,
  label: 'robot',
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: '2027-01-01T00:00:00Z',
  revokedAt: null,
};
/** Is a secret that looks like one and opens nothing. */
export const SECRET = `nforge_${'A'.repeat(36)}`;
/** Is a token just made. */
export const CREATED: TokenCreated = { ...TOKEN, token: SECRET };

/** Is what a registry says about itself. */
export const SERVICE: Service = {
  service: 'nforge-registry',
  version: '0.1.0',
  api: 'v1',
  dataFormat: 1,
  publicUrl: 'http://127.0.0.1',
  openapi: '/api/v1/openapi.json',
  manifestSchema: '/api/v1/schemas/algorithm-1.json',
  log: { origin: 'forge.example/log', key: 'forge.example/log+00000000+AA==' },
  cli: { version: '9.0.0', url: 'http://127.0.0.1/dist/nforge-9.0.0.tgz', digest: DIGEST, size: 1 },
  limits: {
    archiveBytes: 1,
    unpackedBytes: 1,
    files: 1,
    fileBytes: 1,
    bodyBytes: 1,
    releasesPerRequest: 100,
  },
};
