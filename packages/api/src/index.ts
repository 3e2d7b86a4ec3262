/** Names the package; replaced by its first real export. */
export const placeholder = 'api';
