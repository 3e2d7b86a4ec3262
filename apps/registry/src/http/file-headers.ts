/** Types a browser shows as text, whatever the file says of itself. */
const TEXT: ReadonlySet<string> = new Set(['txt', 'md', 'js', 'mjs', 'ts', 'py', 'yaml', 'yml', 'csv', 'toml', 'sql']);
const PLAIN = 'text/plain; charset=utf-8';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['json', 'application/json; charset=utf-8'],
  ['wasm', 'application/wasm'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['pdf', 'application/pdf'],
]);
/** What a browser can show without running anything of it. */
const SHOWN: ReadonlySet<string> = new Set(['image/png', 'image/jpeg']);

/**
 * Chooses the headers of a published file. Whoever may publish must not get a script to run in the registry's own origin:
 * no type that a browser executes, no sniffing, a sandbox without rights, and what is not plain text or an image is
 * downloaded, not shown.
 */
export function fileHeaders(path: string): {
  readonly mediaType: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const mediaType = TEXT.has(extension) ? PLAIN : (TYPES.get(extension) ?? 'application/octet-stream');
  const isShown = mediaType === PLAIN || SHOWN.has(mediaType) || mediaType.startsWith('application/json');
  const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1)).replace(/['()*]/g, percent);
  return {
    mediaType,
    headers: {
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    },
  };
}

// encodeURIComponent leaves these, RFC 8187 does not allow them.
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
