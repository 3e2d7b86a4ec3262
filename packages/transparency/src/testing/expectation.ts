import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Is a file of testdata/: the code that reading it must give, or `ok`, and its bytes after the first line. */
export interface Expectation {
  readonly name: string;
  readonly code: string;
  readonly bytes: Uint8Array;
}

/** Reads the files of a folder of testdata/ (see testdata/README.md): `# expect CODE`, LF, then the bytes as they are. */
export function readExpectations(folder: string): readonly Expectation[] {
  const path = join(import.meta.dirname, '../../testdata', folder);
  return readdirSync(path)
    .toSorted()
    .map((name) => {
      const file = readFileSync(join(path, name));
      const end = file.indexOf('\n');
      const code = /^# expect (?<code>[a-z-]+)$/.exec(file.subarray(0, end).toString())?.groups?.['code'];
      if (code === undefined) throw new Error(`${folder}/${name} does not begin with "# expect CODE"`);
      return { name, code, bytes: new Uint8Array(file.subarray(end + 1)) };
    });
}
