/** The floor of every workspace and the workspaces that it may lean on, as the design draws them. */
export const HOUSE: Readonly<
  Record<string, { readonly floor: number; readonly mayUse: readonly string[] | 'packages' | 'all' }>
> = {
  'packages/manifest': { floor: 0, mayUse: [] },
  'packages/archive': { floor: 0, mayUse: [] },
  'packages/transparency': { floor: 0, mayUse: [] },
  'packages/analyzer': { floor: 0, mayUse: [] },
  'packages/versioning': { floor: 1, mayUse: ['manifest'] },
  'packages/runner': { floor: 1, mayUse: ['manifest'] },
  'packages/api': { floor: 2, mayUse: ['manifest', 'archive', 'transparency', 'versioning'] },
  'packages/admission': { floor: 2, mayUse: ['manifest', 'archive', 'versioning', 'runner'] },
  'packages/client': { floor: 3, mayUse: ['manifest', 'archive', 'transparency', 'versioning', 'api', 'admission'] },
  'apps/registry': { floor: 4, mayUse: 'packages' },
  'apps/cli': { floor: 4, mayUse: 'packages' },
  bench: { floor: 5, mayUse: 'all' },
  e2e: { floor: 5, mayUse: 'all' },
};
