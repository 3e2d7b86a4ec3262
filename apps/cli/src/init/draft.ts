import {
  formatManifest,
  manifestSchema,
  parseManifest,
  type Manifest,
  type ManifestProblem,
} from '@national-forge/manifest';

type Loose<T> = T extends string ? (string extends T ? T : T extends `${infer Word}` ? Word : string) : T;

type Partly<T> = T extends string
  ? Loose<T>
  : T extends readonly (infer Item)[]
    ? readonly Item[]
    : T extends object
      ? { readonly [Key in keyof T]?: Partly<T[Key]> | undefined }
      : T;

/** Is a manifest that is being made: any part may be missing, and texts are not checked yet. */
export type Draft = Partly<Manifest>;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeTwo(first: unknown, second: unknown): unknown {
  if (first === undefined) return second;
  if (!isMap(first) || !isMap(second)) return first;
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(
    keys.map((key) => [key, mergeTwo(first[key], second[key])] as const).filter(([, value]) => value !== undefined),
  );
}

/** Joins drafts: of two values for one place the earlier draft's is taken; lists are taken whole. */
export function mergeDrafts(...drafts: readonly Draft[]): Draft {
  return drafts.reduce<Draft>((all, one) => mergeTwo(all, one) as Draft, {});
}

/** Tells whether a value is valid for a member of the manifest. */
export function isValidFor(member: keyof typeof manifestSchema.shape, value: unknown): boolean {
  return manifestSchema.shape[member].safeParse(value).success;
}

/** Writes a draft as `algorithm.yaml`, without comments. */
export function formatDraft(draft: Draft, schema?: string): string {
  return formatManifest(draft as Manifest, schema === undefined ? {} : { schema });
}

/** Lists what is wrong with a draft as a manifest. */
export function problemsOf(draft: Draft): readonly ManifestProblem[] {
  return parseManifest(formatDraft(draft)).problems;
}
