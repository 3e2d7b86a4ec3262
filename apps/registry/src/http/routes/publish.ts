import { pathOf, type Submission } from '@national-forge/api';

import type { Deps } from '../../usecases/deps.ts';
import { validate } from '../../usecases/publish/publish.ts';
import type { PublishDeps } from '../../usecases/publish/publish-deps.ts';
import type { Submissions } from '../../usecases/publish/submissions.ts';
import { randomId } from '../../usecases/random-id.ts';
import type { Call, Handlers } from '../operation.ts';
import { json, type Reply } from '../reply/reply.ts';

/** Says what publishing needs. */
export type PublishRouteDeps = PublishDeps & { readonly submissions: Submissions };

/** Seconds after which it is worth asking again how a submission stands. */
const ASK_AGAIN = '1';

/** Answers publishing. */
export function publishHandlers(deps: PublishRouteDeps): Handlers<'publishReleases' | 'getSubmission'> {
  return {
    publishReleases: (call) => publishReleases(deps, call),
    getSubmission: async ({ params, account }) => {
      const submission = await deps.submissions.find(account, params.id);
      return json(200, submission, submission.state === 'judging' ? { 'Retry-After': ASK_AGAIN } : {});
    },
  };
}

async function publishReleases(deps: PublishRouteDeps, call: Call<'publishReleases'>): Promise<Reply> {
  const { account, body: request, locale, query, header, requestId } = call;
  const upload = { account, request, locale, submissionId: newId(deps) };
  if (query['validate-only'] === 'true') return json(200, await validate(deps, upload));
  if (wantsAsync(header('prefer'))) {
    return judging(await deps.submissions.accept(upload, requestId));
  }
  const offered = await deps.submissions.offer(upload, requestId);
  if (offered.kind === 'judging') return judging(offered.submission);
  const { submission, repeated } = offered.published;
  return repeated ? json(200, submission) : json(201, submission, location(submission.id));
}

const judging = (submission: Submission): Reply =>
  json(202, submission, { ...location(submission.id), 'Retry-After': ASK_AGAIN });
const newId = ({ random }: Pick<Deps, 'random'>): string => randomId(random);
const location = (id: string) => ({ Location: pathOf('getSubmission', { id }) });
const wantsAsync = (prefer = ''): boolean => /(?:^|[,;\s])respond-async(?:$|[,;\s])/i.test(prefer);
