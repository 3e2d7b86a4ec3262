import type { FailureTexts } from './failure-texts.ts';
import { enTrust } from './trust/en.ts';

/** Holds the English texts of failures. */
export const en: FailureTexts = {
  client: {
    ...enTrust.client,
    network: [
      '{host} cannot be reached ({reason}).',
      'Check the network and the address; "nforge doctor" looks closer.',
    ],
    timeout: ['{host} does not answer in time ({reason}).', 'Try again later; "nforge doctor" looks closer.'],
    'proxy-auth': [
      'The proxy {proxy} wants a name and a password.',
      'Put them into HTTPS_PROXY or HTTP_PROXY: http://name:password@host:port.',
    ],
    'proxy-refused': [
      'The proxy {proxy} does not let the connection through.',
      'Ask whoever runs the proxy to allow the registry, or name the registry in NO_PROXY.',
    ],
    tls: [
      'The certificate of {host} is not trusted ({reason}).',
      'If your organisation has its own authority, name its PEM file in NFORGE_CA_FILE.',
    ],
    protocol: [
      'What {host} answers is not the answer of a registry ({reason}).',
      'Check the address of the registry; a proxy on the way may have answered in its place.',
    ],
    'problem-unknown': [
      'The registry reports: {title} {detail}',
      '{hint} This nforge does not know the problem "{problem}": a newer one may.',
    ],
    integrity: [
      '{what} is not what it should be: expected {expected}, got {actual}.',
      'Do not use it. Try again; if it stays so, tell the operator of the registry.',
    ],
    cancelled: ['Cancelled.', 'Run the command again when you like: nothing was left half done.'],
    offline: ['{what} is not in the cache, and --offline forbids to ask a registry.', 'Run it once without --offline.'],
    'disk-full': ['There is no room left at {path}.', 'Make room and run the command again.'],
    'file-access': ['{path} cannot be read or written ({reason}).', 'Check that it exists and who may use it.'],
    'option-invalid': ['The setting {option} cannot be "{value}".', 'Correct it; see "nforge help".'],
    'project-missing': [
      'There is no forge.json in {path}.',
      'Go to the folder of your project, or start one with "nforge add agency/name".',
    ],
    'project-invalid': [
      '{path} cannot be understood at "{pointer}" ({reason}).',
      'It holds {"requirements": {"agency/name": "^1.0.0"}}; correct it.',
    ],
    'project-busy': [
      'Another installation is at work on this project ({path}).',
      'Wait for it to end, then try again.',
    ],
    'modules-unsafe': ['{path} is a link or a file, not a folder.', 'Remove it; nforge writes the folder itself.'],
    'lock-missing': ['There is no lock file {path}.', 'Run plain "nforge install" once, and commit the file.'],
    'lock-invalid': [
      'The lock file {path} cannot be understood at "{pointer}" ({reason}).',
      'Take it from your version control, or remove it and run "nforge install".',
    ],
    'lock-version': [
      'The lock file {path} has format {found}; this nforge knows {supported}.',
      'If it was made by a preview, remove it and run "nforge install"; else use a newer nforge.',
    ],
    'lock-outdated': [
      'forge.json and {path} disagree about: {names}.',
      'Run "nforge install" without --locked and commit the lock file.',
    ],
    'requirement-unknown': ['forge.json does not ask for {name}.', 'Add it with "nforge add {name}".'],
    'manifest-missing': [
      'There is no algorithm.yaml in “{path}”.',
      'Name the right folder, or start one with "nforge init".',
    ],
    'manifest-invalid': [
      'The manifest {path} cannot be understood ({reason}).',
      'Run "nforge validate" in its folder to see every problem.',
    ],
    'admission-failed': ['The checks found {count} errors; nothing was published.', 'Correct them and publish again.'],
  },
  versioning: {
    'version-invalid': ['"{version}" is no version.', 'Write a version such as 1.2.3.'],
    'range-invalid': ['"{range}" is no range of versions.', 'Write a range such as ^1.2.0, a version or a channel.'],
    'date-invalid': ['"{date}" is no date.', 'Write it as YYYY-MM-DD.'],
    'algorithm-unknown': ['There is no algorithm {name}.', 'Look for it with "nforge search".'],
    'no-version': ['No version of {name} fits "{range}".', 'List the versions with "nforge versions {name}".'],
    conflict: ['No version of {name} fits all who ask for it.', 'Change one of these ranges.'],
    'too-many-steps': ['The requirements are too entangled to resolve.', 'Narrow the ranges of some requirements.'],
    'comparison-timeout': [
      'The two schemas were not compared within {seconds} seconds.',
      'Simplify the patterns and choices of the schemas.',
    ],
    'schema-invalid': [
      'The {which} schema is no JSON Schema 2020-12 at “{pointer}”: {reason}.',
      'Correct the schema at this place.',
    ],
  },
  particular: {
    ...enTrust.particular,
    'admission-failed/comparison': ['What is to be compared has {count} errors.', 'Correct them first.'],
    'admission-failed/run': ['The checks found {count} errors; nothing was run.', 'Correct them first.'],
    'admission-failed/schemas': [
      'The schemas have {count} errors.',
      'Only schemas that a contract may have can be compared (docs/spec/contract.md): correct them.',
    ],
    'network/ECONNREFUSED': [
      'Nobody answers at {host}.',
      'Is the registry running, and is this its address? Choose another with --registry or NFORGE_REGISTRY.',
    ],
    'network/ENOTFOUND': [
      'There is no host {host}.',
      'Check the spelling of the address (--registry, NFORGE_REGISTRY) and that you are connected to the network.',
    ],
    'protocol/status': [
      '{host} answers, but not as a registry (status {status}).',
      'Check the address of the registry; a proxy on the way may have answered in its place.',
    ],
    'option-invalid/registry': [
      '"{value}" is no address of a registry.',
      'Write it as https://forge.example.ma, without name, password or question mark.',
    ],
    'option-invalid/token': ['The token holds characters that no token has.', 'Log in again, or correct NFORGE_TOKEN.'],
    'option-invalid/caFile': ['{value} is no PEM file with certificates.', 'Correct NFORGE_CA_FILE.'],
    'option-invalid/proxy': ['The address of the proxy cannot be used.', 'Write HTTPS_PROXY as http://host:port.'],
    'file-access/EACCES': ['You may not use {path}.', 'Ask its owner, or choose another place.'],
    'integrity/cache': [
      'A file of the cache is damaged: expected {expected}, got {actual}.',
      'Run the command without --offline: it is fetched again.',
    ],
    'integrity/no-archive': [
      '{what} is no archive of a release, or not a whole one: {reason}.',
      'Name the archive that the registry served, or get it anew.',
    ],
  },
};
