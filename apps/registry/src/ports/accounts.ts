import type { Scope } from '@national-forge/api';

/** Is a token as the registry knows it. */
export interface TokenRecord {
  readonly id: string;
  readonly agency: string | null;
  readonly scopes: readonly Scope[];
  readonly algorithms: readonly string[] | null;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Is who makes a request. */
export interface Account {
  readonly token: TokenRecord;
}

/** Is a token about to be made, with the secret that is shown once. */
export interface NewToken {
  readonly id: string;
  readonly secret: string;
  readonly hash: Uint8Array;
}

/** Finds tokens by the hash of their secret. */
export interface Accounts {
  /** Finds the token with this SHA-256 hash, expired and revoked ones too. */
  findToken(hash: Uint8Array): Promise<TokenRecord | undefined>;
}
