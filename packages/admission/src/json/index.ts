export { decodeUtf8, locatePointers, positionsIn, readJson, type JsonFile } from './json-file.ts';
export { escapeKey } from './json-scan.ts';
