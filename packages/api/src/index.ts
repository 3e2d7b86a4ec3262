export { exitCodeOf, describeProblemCode, problemParamNames, type ProblemParams } from './problems/texts.ts';
export { describeTransparencyError, isTransparencyCode } from './problems/reasons.ts';
export { trustProblem } from './problems/trust-problem.ts';
export { isProblemCode, PROBLEM_CODES, PROBLEMS, type ProblemCode, type ProblemFacts } from './problems/codes.ts';
export { ProblemError, type ItemsIn, type ProblemItem } from './problems/problem-error.ts';
export { problem, problemItem, type Problem } from './bodies/problem.ts';
export {
  publishRequest,
  receipt,
  releaseRecord,
  submission,
  type PublishRequest,
  type Receipt,
  type ReleaseRecord,
  type Submission,
  type VectorResult,
} from './bodies/releases.ts';
export {
  algorithm,
  channel,
  channelList,
  channelMove,
  channelMoves,
  channelRemoved,
  channelWritten,
  dependents,
  releaseStatus,
  resolution,
  resolveRequest,
  statusChange,
  statusWritten,
  versionEntry,
  versionList,
  versionSegment,
  type Algorithm,
  type Channel,
  type ChannelList,
  type ChannelMoves,
  type ChannelRemoved,
  type ChannelWritten,
  type Dependents,
  type ReleaseStatus,
  type Resolution,
  type ResolveRequest,
  type StatusChange,
  type StatusWritten,
  type VersionEntry,
  type VersionList,
  type VersionSegment,
} from './bodies/algorithms.ts';
export { searchPage, suggestions, type SearchHit, type SearchPage, type Suggestions } from './bodies/search.ts';
export type { ExplainedWord, Explanation, Highlights, Mark } from './bodies/search-details.ts';
export {
  FACETS,
  SEARCH_SORTS,
  searchQuery,
  type Facet,
  type SearchQuery,
  type SearchSort,
} from './bodies/search-query.ts';
export {
  agency,
  agencyPage,
  agencyRequest,
  agencyWritten,
  SCOPES,
  tokenCreated,
  tokenInfo,
  tokenList,
  tokenRequest,
  type Agency,
  type AgencyPage,
  type AgencyWritten,
  type Scope,
  type TokenCreated,
  type TokenInfo,
  type TokenList,
  type TokenRequest,
} from './bodies/accounts.ts';
export {
  agencyChanged,
  agencyChangeRequest,
  agencyKeys,
  consistencyProof,
  envelope,
  inclusionProof,
  logEntries,
  logKeys,
  logReceipt,
  type AgencyChanged,
  type AgencyKeys,
  type ConsistencyProof,
  type EnvelopeBody,
  type InclusionProof,
  type LogEntries,
  type LogKeys,
  type LogReceipt,
} from './bodies/log.ts';
export {
  bumpLevel,
  verdict,
  type BumpLevel,
  type ChangeBody,
  type JudgedChange,
  type Verdict,
} from './bodies/verdict.ts';
export { versionDiff, type VersionDiff } from './bodies/diff.ts';
export { service, type Service, type Writes } from './bodies/service.ts';
export { CHECKPOINT_HEADER, isWrite, type Access, type Answer, type Route } from './routes/route.ts';
export { pathOf, problemsOf, ROUTES, type OperationId } from './routes/table.ts';
export { openapiDocument } from './openapi.ts';
