/** Writes an instant in UTC to the second, as every body and stored document shows it (RFC 3339). */
export function formatInstant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
