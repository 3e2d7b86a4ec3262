export { TRANSPARENCY_ERROR_CODES, TransparencyError, type TransparencyErrorCode } from './error.ts';
