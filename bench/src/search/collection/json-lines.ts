import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Says where a file of a collection is wrong and what to do. */
export class CollectionError extends Error {
  override readonly name = 'CollectionError';

  /** @param place `file:line`, or the file alone where no line is at fault. */
  constructor(place: string, problem: string, options?: ErrorOptions) {
    super(`${place}: ${problem}`, options);
  }
}

/** Is one line of a file, read as JSON. */
export interface JsonLine {
  readonly value: Readonly<Record<string, unknown>>;
  /** `file:line`, for messages. */
  readonly place: string;
}

const CHUNK_BYTES = 1 << 16;

/**
 * Reads a file of JSON objects, one a line (https://jsonlines.org), without holding more than one line of it: a corpus may be
 * larger than memory. Empty lines are stepped over. Throws {@link CollectionError}.
 */
export function* readJsonLines(file: string): Generator<JsonLine> {
  let number = 0;
  for (const line of readLines(file)) {
    number += 1;
    if (line.trim() === '') continue;
    const place = `${file}:${number}`;
    yield { value: parseObject(line, place), place };
  }
}

function parseObject(line: string, place: string): JsonLine['value'] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new CollectionError(place, 'is not JSON; write one object a line, without line breaks inside.', { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonLine['value'];
  throw new CollectionError(place, 'is JSON but no object; write {"id": …}.');
}

function* readLines(file: string): Generator<string> {
  const descriptor = open(file);
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    for (let bytes = readSync(descriptor, chunk); bytes > 0; bytes = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, bytes))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    yield rest + decoder.end();
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw new CollectionError(file, 'cannot be read; name a file of JSON lines.', { cause });
  }
}
