export { decodeUtf8, locatePointers, positionAt, readJson, type JsonFile, type JsonResult } from './json-file.ts';
export { escapeKey } from './json-scan.ts';
