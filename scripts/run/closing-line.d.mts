/** Sums up vitest's JSON report and the exit code of the run as `N passed, N failed`. */
export function closingLine(report: unknown, status: number): string;
