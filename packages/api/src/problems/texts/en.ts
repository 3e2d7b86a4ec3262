import type { PartOfTexts } from '../texts.ts';

/** Holds the English texts; `{name}` stands for a parameter of the problem. */
export const en = {
  'request-invalid': [
    'The request is not valid',
    '{reason}',
    'Correct the named part of the request and send it again.',
  ],
  'body-invalid': [
    'The body cannot be read',
    'The body is not valid JSON: {reason}',
    'Send one JSON document in UTF-8 with Content-Type: application/json.',
  ],
  'cursor-invalid': [
    'The cursor is not valid',
    'The cursor "{cursor}" was not made by this query.',
    'Start again without a cursor and follow the link rel="next" of each page.',
  ],
  'range-invalid': [
    'The version range is not valid',
    '"{range}" is neither a version, nor a range, nor a channel name.',
    'Write a range such as ^1.2.0, an exact version such as 1.2.3, or a channel such as latest.',
  ],
  unauthenticated: [
    'A token is needed',
    'The request carries no token that this registry knows.',
    'Log in with "nforge login", or set NFORGE_TOKEN to a valid token.',
  ],
  'token-expired': [
    'The token has expired',
    'The token expired on {expiresAt}.',
    'Ask an owner of your agency for a new token, then log in again.',
  ],
  'token-revoked': [
    'The token was revoked',
    'The token is no longer valid: it was revoked.',
    'Ask an owner of your agency for a new token, then log in again.',
  ],
  'scope-missing': [
    'The token may not do this',
    'This needs the scope "{scope}"; the token has: {scopes}.',
    'Ask an owner of your agency for a token with the scope "{scope}".',
  ],
  'agency-forbidden': [
    'The token belongs to another agency',
    'The token of agency "{tokenAgency}" may not act for agency "{agency}".',
    'Use a token of agency "{agency}".',
  ],
  'algorithm-forbidden': [
    'The token is limited to other algorithms',
    'The token may not act on "{name}"; it is limited to: {algorithms}.',
    'Use a token that names this algorithm, or one without a limit.',
  ],
  'quota-exceeded': [
    'The upload quota is used up',
    'Unpublished uploads of this token would take {wanted} bytes; {limit} are allowed.',
    'Publish what you uploaded, or wait: unused uploads are removed after 24 hours.',
  ],
  'route-unknown': [
    'There is nothing at this address',
    'No route matches {path}.',
    'See /api/v1/openapi.json for the routes of this registry.',
  ],
  'agency-unknown': [
    'The agency is not known',
    'There is no agency "{agency}" in this registry.',
    'Check the spelling, or ask the operator to create the agency.',
  ],
  'algorithm-unknown': [
    'The algorithm is not known',
    'There is no algorithm "{name}" in this registry.',
    'Check the spelling, or search with "nforge search".',
  ],
  'version-unknown': [
    'The version is not known',
    'There is no version {version} of "{name}".',
    'List the versions with "nforge versions {name}".',
  ],
  'no-version': [
    'No version fits',
    'No version of "{name}" fits "{range}" on {at}.',
    'Widen the range, choose another date, or list the versions with "nforge versions {name}".',
  ],
  'channel-unknown': [
    'The channel is not known',
    '"{name}" has no channel "{tag}".',
    'List the channels with "nforge view {name}".',
  ],
  'file-unknown': [
    'The file is not in the release',
    'The release {name}@{version} holds no file "{path}".',
    'The files of the release are listed in its record.',
  ],
  'blob-unknown': [
    'The blob is not known',
    'No published release refers to {digest}.',
    'Check the digest; what is uploaded becomes readable when a release refers to it.',
  ],
  'token-unknown': [
    'The token is not known',
    'The agency has no token "{id}".',
    'List the tokens of the agency first.',
  ],
  'submission-unknown': [
    'The submission is not known',
    'There is no submission "{id}" that this token may see.',
    'Publish again: publishing the same content twice is safe.',
  ],
  'method-not-allowed': [
    'The method is not allowed here',
    '{method} is not allowed at {path}; allowed: {allow}.',
    'Use one of the methods of the Allow header.',
  ],
  'not-acceptable': [
    'No acceptable form exists',
    'This resource exists as: {available}.',
    'Ask for one of these in the Accept header.',
  ],
  'request-timeout': [
    'The request took too long',
    'The request was not complete in time.',
    'Send it again; an upload goes on where it stopped.',
  ],
  'version-taken': [
    'This version is already published',
    '{name}@{version} is published with the digest {existing}; yours is {offered}.',
    'A published version never changes: raise the version number and publish again.',
  ],
  'agency-taken': [
    'This agency exists already',
    '"{agency}" is, or was, the name of an agency; a name is given once for ever.',
    'Choose another name, or ask for a token of this agency.',
  ],
  'resolve-conflict': [
    'The requirements contradict each other',
    '{explanation}',
    'Change one of the named ranges so that one version fits all.',
  ],
  'blob-missing': [
    'An archive is not uploaded',
    'The archive {digest} of {name}@{version} is not uploaded, or was removed after 24 hours.',
    'Upload it with PUT /api/v1/blobs/{digest}, then send the release again.',
  ],
  'upload-offset-mismatch': [
    'The upload continues elsewhere',
    'The next byte expected is {expected}, the request starts at {offered}.',
    'Ask for the offset with HEAD and continue from there.',
  ],
  'upload-busy': [
    'Another request is uploading this blob',
    'The same token is uploading {digest} in another request.',
    'Wait until it ends, ask for the offset with HEAD, and continue from there.',
  ],
  'channel-target-yanked': [
    'The version is yanked',
    '{name}@{version} is yanked and cannot be the target of a channel.',
    'Choose a version that is not yanked, or undo the yank first.',
  ],
  'precondition-failed': [
    'It has changed meanwhile',
    'The resource is no longer the one you have seen (its ETag is {current}).',
    'Read it again, check that your change still makes sense, and send it with the new ETag.',
  ],
  'body-too-large': [
    'The body is too large',
    'The body may have at most {limit} bytes.',
    'Send less, or ask the operator to raise the limit.',
  ],
  'uri-too-long': ['The address is too long', 'The address may have at most {limit} bytes.', 'Shorten the query.'],
  'media-type-unsupported': [
    'The media type is not supported',
    'The body is "{offered}"; supported: {supported}.',
    'Send the body in a supported media type.',
  ],
  'range-not-satisfiable': [
    'The range lies outside',
    'The resource has {size} bytes.',
    'Ask for a range within these bytes.',
  ],
  'digest-mismatch': [
    'The bytes are not the ones announced',
    'The bytes received have the digest {actual}, announced was {expected}.',
    'Upload again; if it happens twice, check the disk and the network on the way.',
  ],
  'release-digest-mismatch': [
    'The files are not the ones announced',
    'The files of {name}@{version} have the release digest {actual}, announced was {expected}.',
    'Pack and publish again with an up-to-date nforge.',
  ],
  'archive-refused': [
    'The archive is refused',
    'The archive of {name}@{version} breaks a rule: {reason}',
    'Remove the cause named in "errors", pack and publish again.',
  ],
  'release-refused': [
    'The release is refused',
    '{name}@{version} has {count} error(s); they are listed in "errors".',
    'Correct them, check with "nforge validate", and publish again.',
  ],
  'vectors-failed': [
    'The release does not keep its vectors',
    '{name}@{version}: {count} problem(s) when the registry ran its vectors; they are listed in "errors".',
    'Run "nforge test" in its folder, correct the program or the vectors, and publish again.',
  ],
  'access-unsupported': [
    'Only open algorithms can be published yet',
    '{name}@{version} declares access "{access}"; this registry has no read rights yet and would show it to everyone.',
    'Publish it when read rights exist, or set access: open if everyone may read it.',
  ],
  'secret-found': [
    'A secret is in the files',
    '{name}@{version} contains what looks like a secret; the places are listed in "errors".',
    'Remove it, and replace the secret where it is in use: consider it known.',
  ],
  'name-mismatch': [
    'The manifest says something else',
    'The request announces {name}@{version}, the manifest says {actual}.',
    'Publish with the name and version of algorithm.yaml.',
  ],
  'name-reserved': ['The name is reserved', '"{name}" is a reserved name.', 'Choose another name.'],
  'channel-computed': [
    'This channel cannot be set',
    '"{tag}" always points to the highest stable version that is not yanked.',
    'Choose another channel name, such as "beta" or "stable".',
  ],
  'successor-invalid': [
    'The successor is not valid',
    '"{successor}" is not an algorithm of this registry, or is the algorithm itself.',
    'Name an existing algorithm as agency/name, or leave the successor out.',
  ],
  'scope-refused': [
    'The scope cannot be given',
    'A token with {scopes} may not give the scope "{scope}".',
    'Ask the operator (scope operator) or an owner of the agency (scope owner).',
  ],
  'expiry-refused': [
    'The expiry is not allowed',
    'A token must expire between now and {limit} days from now.',
    'Choose an expiry within these limits.',
  ],
  'precondition-required': [
    'A condition is needed',
    'This change needs the header {header}.',
    'Read the resource first and send its ETag, so that you do not overwrite the change of someone else; to make a new channel send "If-None-Match: *".',
  ],
  'rate-limited': [
    'Too many requests',
    'The limit of {limit} requests per {window} s is reached.',
    'Wait {retryAfter} s and try again.',
  ],
  'headers-too-large': [
    'The headers are too large',
    'The headers of the request are larger than {limit} bytes.',
    'Send fewer or smaller headers.',
  ],
  internal: [
    'The registry made an error',
    'The request could not be answered; the registry logged why.',
    'Try again later; if it persists, give the requestId to the operator.',
  ],
  'blob-damaged': [
    'A stored file is damaged',
    'The stored bytes of {digest} are not the published ones and are not served.',
    'Take it from a mirror or a cache, and tell the operator: "nforge-registry verify" names the place.',
  ],
  busy: ['The registry is busy', 'Too many changes are waiting.', 'Try again in {retryAfter} s.'],
  'shutting-down': [
    'The registry is restarting',
    'The registry is finishing what it accepted and takes nothing new.',
    'Try again in {retryAfter} s.',
  ],
  'storage-full': [
    'The disk of the registry is full',
    'The change could not be stored; nothing was changed, reading goes on.',
    'Tell the operator; try again when there is space.',
  ],
} as const satisfies PartOfTexts;
