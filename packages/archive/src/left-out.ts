import { isVersionControl } from './path-rules.ts';

/** Says why a file or folder of the packed folder is not in the archive. */
export type LeftOutReason = 'forgeignore' | 'version-control' | 'dependencies' | 'secret' | 'system-file';

/** Names a file or folder that was left out; a folder's path ends with `/`. */
export interface LeftOut {
  readonly path: string;
  readonly reason: LeftOutReason;
}

/** The name of the files that say what else to leave out, in gitignore's language, in any folder. Never packed itself. */
export const IGNORE_FILE = '.forgeignore';

/**
 * Tells why a file or folder never goes into an archive, whatever `.forgeignore` says, or undefined when it may.
 * A published release can not be taken back, so names that commonly hold secrets are left out without a question;
 * secrets inside other files are the business of admission.
 */
export function alwaysLeftOut(name: string, isFolder: boolean): LeftOutReason | undefined {
  if (isVersionControl(name) || OLD_VERSION_CONTROL.has(name)) return 'version-control';
  const lower = name.toLowerCase();
  if (isFolder) {
    if (lower === 'node_modules' || lower === 'forge_modules') return 'dependencies';
    if (SECRET_FOLDERS.has(lower)) return 'secret';
    return SYSTEM_FOLDERS.has(lower) ? 'system-file' : undefined;
  }
  if (name === IGNORE_FILE) return 'forgeignore';
  if (isSecretName(lower)) return 'secret';
  return SYSTEM_FILE.test(lower) ? 'system-file' : undefined;
}

function isSecretName(lower: string): boolean {
  if (ENVIRONMENT.test(lower)) return !ENVIRONMENT_SAMPLE.test(lower);
  return SECRET_FILES.has(lower) || SECRET_EXTENSION.test(lower) || SSH_KEY.test(lower);
}

/** Spelt in one way only, and too short to be taken in any other. */
const OLD_VERSION_CONTROL = new Set(['CVS', 'SCCS', 'RCS', '.fslckout', '_FOSSIL_']);
const SECRET_FOLDERS = new Set(['.ssh', '.gnupg', '.aws', '.azure', '.kube', '.docker', '.gcloud']);
const SYSTEM_FOLDERS = new Set([
  '__macosx',
  '.appledouble',
  '.spotlight-v100',
  '.trashes',
  '.fseventsd',
  '$recycle.bin',
]);
const SYSTEM_FILE =
  /^(?:\.ds_store|\._.*|thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|icon\r|\..+\.sw[a-p]|~\$.*)$/;
const ENVIRONMENT = /^\.env(?:rc|\..+)?$|^.+\.env$/;
const ENVIRONMENT_SAMPLE = /\.(?:example|sample|template|dist)$/;
const SSH_KEY = /^id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk|xmss)$/;
const SECRET_EXTENSION =
  /\.(?:pem|key|p12|pfx|jks|jceks|keystore|bks|ppk|p8|pk8|kdbx?|kbx|gpg|age|ovpn|tfstate|tfvars|mobileprovision)$/;
const SECRET_FILES = new Set([
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pypirc',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.my.cnf',
  '.htpasswd',
  '.git-credentials',
  '.dockercfg',
  '.s3cfg',
  '.boto',
  'credentials.json',
  'service-account.json',
  'secring.gpg',
  '.vault-token',
  '.bash_history',
  '.zsh_history',
  '.node_repl_history',
  '.python_history',
]);
