/** Is a record of the catalogue as collections and generators give it; a text is a map from language to text. */
export interface MeasuredRecord {
  /** `agency/name`. */
  readonly id: string;
  /** Main language. */
  readonly lang?: string;
  readonly title: Readonly<Record<string, string>>;
  readonly summary?: Readonly<Record<string, string>>;
  readonly description?: Readonly<Record<string, string>>;
  readonly keywords?: Readonly<Record<string, readonly string[]>>;
  readonly kind?: string;
  readonly sectors?: readonly string[];
  /** ISO 3166-2 code of a region, or `MA`. */
  readonly region?: string;
  readonly agency?: string;
  readonly license?: string;
  readonly languages?: readonly string[];
  readonly risk?: string;
  readonly status?: string;
}
