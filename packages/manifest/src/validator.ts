// A door of its own: only who judges values against contracts needs a validator.
export { findSchemaErrors } from './validator/find-schema-errors.ts';
export { openAjv, type ValidatorOptions } from './validator/open-ajv.ts';
