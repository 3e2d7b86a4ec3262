/** Holds the English texts of validate, pack and publish. */
export const author = {
  'validate.warning': 'warning',
  'validate.ok': '{folder}: no problem found ({release}).',
  'validate.okWarnings': '{folder}: may be published ({release}); {warnings} warnings.',
  'validate.bad': '{folder}: {errors} errors, {warnings} warnings.',
  'validate.placeholder': 'This text still is the one that nforge init wrote.',
  'validate.placeholderRemedy': 'Write here what only you can know, before it is published for good.',
  'pack.done': '{count} files, {bytes} bytes.',
  'pack.leftOut': 'Left out: {path} ({reason})',
  'pack.reason.forgeignore': 'as .forgeignore says',
  'pack.reason.version-control': 'version control',
  'pack.reason.dependencies': 'installed dependencies',
  'pack.reason.secret': 'its name is that of a secret',
  'pack.reason.system-file': 'a file of the operating system',
  'pack.written': 'Written: {file} ({bytes} bytes).',
  'pack.hint': 'Nothing was written; --out FILE writes the archive.',
  'pack.inside': 'Warning: {file} lies in the folder itself and would be part of the next release.',
  'pack.overwrites': '{file} is one of the files to be published and would be overwritten.',
  'pack.overwritesHint': 'Choose a file outside of the folder.',
  'publish.done': 'Published: {release}',
  'publish.notRun': '{target}: its vectors were not run here: {why}. The registry runs them where it can.',
  'publish.notRun.program-incomplete': 'what it calls is not at hand',
  'publish.notRun.engine-missing':
    'this computer lacks Python or a sandbox for it ("nforge test" says which; --trust-local does without a sandbox)',
  'publish.vectorsHint':
    'Nothing was signed or sent. Correct the program or the vectors: "nforge test {target}" shows the same.',
  'publish.accepted': 'The registry would publish {release}. Nothing was published.',
} as const satisfies Readonly<Record<string, string>>;
