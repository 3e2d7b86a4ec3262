/**
 * Sums up vitest's JSON report as `N passed, N failed`. A file that could not even be collected counts as one failure,
 * and a run that failed without any failing test (a check before it, an unhandled rejection) does so too.
 */
export function closingLine(report, status) {
  const passed = report?.numPassedTests ?? 0;
  const uncollected = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = (report?.numFailedTests ?? 0) + uncollected;
  return `${passed} passed, ${status !== 0 && failed === 0 ? 1 : failed} failed`;
}
