/** Writes a name as it is compared: `Income Tax`, `income_tax` and `income-tax` are one. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .trim()
    .replaceAll(/[\s_-]+/g, '-');
}
