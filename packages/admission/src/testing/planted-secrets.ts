import { formatToken } from '../secrets/token.ts';

/** Is a secret made for a test: never valid anywhere, and put together at run time so that no scanner sees it here. */
export interface PlantedSecret {
  readonly kind: string;
  /** One line or several, as it would stand in a file. */
  readonly text: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** Makes text that looks random but is always the same. */
function noise(length: number, alphabet = LETTERS + DIGITS, seed = 7): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[Math.floor((state / 2_147_483_648) * alphabet.length)] ?? '';
  }).join('');
}

const hex = (length: number) => noise(length, '0123456789abcdef');
const pem = (label: string) =>
  [
    `-----BEGIN ${label}-----`,
    ...Array.from({ length: 25 }, (_, line) => noise(64, undefined, line + 1)),
    `-----END ${label}-----`,
  ].join('\n');
const join = (...parts: readonly string[]) => parts.join('');

/** Lists secrets of many kinds, one of each. */
export const plantedSecrets = (): readonly PlantedSecret[] => [...tokens(), ...keys()];

const tokens = (): readonly PlantedSecret[] => [
  { kind: 'our own token', text: `NFORGE_TOKEN=${formatToken(Buffer.from(noise(32)))}` },
  { kind: 'AWS secret key', text: join('aws_secret_access', '_key = ', noise(40)) },
  { kind: 'GitHub token', text: join('token: gh', 'p_', noise(36)) },
  { kind: 'GitHub fine-grained token', text: join('github', '_pat_', noise(22), '_', noise(59)) },
  { kind: 'GitLab token', text: join('GITLAB=gl', 'pat-', noise(20)) },
  { kind: 'Slack token', text: join('xo', 'xb-', noise(12, DIGITS), '-', noise(12, DIGITS), '-', noise(24)) },
  {
    kind: 'Slack webhook',
    text: join(
      'https://hooks.sl',
      'ack.com/services/T',
      noise(8, 'ABCDEF0123'),
      '/B',
      noise(8, 'ABCDEF0123'),
      '/',
      noise(24),
    ),
  },
  { kind: 'npm token', text: join('//registry.example.org/:_auth', 'Token=np', 'm_', noise(36)) },
  { kind: 'password in an address', text: join('https://', 'amina:', noise(12), '@data.example.org/rows') },
  { kind: 'database address', text: join('postgre', 'sql://app:', noise(14), '@db.example.org:5432/tax') },
  { kind: 'SendGrid key', text: join('SG', '.', noise(22), '.', noise(43)) },
  { kind: 'Anthropic key', text: join('sk-', 'ant-api03-', noise(93), 'AA') },
  { kind: 'OpenAI key', text: join('sk-', 'proj-', noise(74), 'T3Blbk', 'FJ', noise(74)) },
  { kind: 'Stripe key', text: join('sk_', 'live_', noise(24)) },
  { kind: 'Shopify token', text: join('shp', 'at_', hex(32)) },
  { kind: 'Linear key', text: join('lin', '_api_', noise(40)) },
];

const keys = (): readonly PlantedSecret[] => [
  { kind: 'RSA private key', text: pem(join('RSA PRIV', 'ATE KEY')) },
  { kind: 'PKCS #8 private key', text: pem(join('PRIV', 'ATE KEY')) },
  { kind: 'EC private key', text: pem(join('EC PRIV', 'ATE KEY')) },
  { kind: 'OpenSSH private key', text: pem(join('OPENSSH PRIV', 'ATE KEY')) },
  { kind: 'encrypted private key', text: pem(join('ENCRYPTED PRIV', 'ATE KEY')) },
  {
    kind: 'Ed25519 private key',
    text: [join('-----BEGIN PRIV', 'ATE KEY-----'), noise(64), join('-----END PRIV', 'ATE KEY-----')].join('\n'),
  },
  {
    kind: 'private key with headers',
    text: pem(join('RSA PRIV', 'ATE KEY')).replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123\n\n'),
  },
  { kind: 'signed-note key', text: join('PRIVATE', '+KEY+log.example.org+', hex(8), '+', noise(44)) },
  { kind: 'age key', text: join('AGE-SECRET', '-KEY-1', noise(58, 'ABCDEFGH0123456789')) },
  {
    kind: 'GCP service account',
    text: JSON.stringify({
      type: join('service', '_account'),
      private_key_id: hex(40),
      private_key: `${pem(join('PRIV', 'ATE KEY'))}\n`,
      client_email: 'x@demo-1.iam.gserviceaccount.com',
    }),
  },
];
