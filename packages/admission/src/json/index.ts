export { decodeUtf8, locatePointers, positionAt, readJson, type JsonFile } from './json-file.ts';
export { escapeKey } from './json-scan.ts';
