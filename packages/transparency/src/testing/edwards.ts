// Arithmetic on edwards25519 (RFC 8032 §5.1), slow and plain: the tests compute the points of small order by it, so that
// the constants of the implementation are not compared with themselves.
const P = 2n ** 255n - 19n;
const mod = (n: bigint): bigint => ((n % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b);
  return result;
}

const inverse = (n: bigint): bigint => power(n, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Is a point of the curve. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** Adds two points (RFC 8032 §5.1.4, affine). */
function add(a: Point, b: Point): Point {
  const product = D * a.x * b.x * a.y * b.y;
  return {
    x: mod((a.x * b.y + b.x * a.y) * inverse(mod(1n + product))),
    y: mod((a.y * b.y + a.x * b.x) * inverse(mod(1n - product))),
  };
}

/** Multiplies a point. */
function multiply(point: Point, factor: bigint): Point {
  let result: Point = { x: 0n, y: 1n };
  for (let p = point, e = factor; e > 0n; e >>= 1n, p = add(p, p)) if (e & 1n) result = add(result, p);
  return result;
}

/** Finds the point with this y and an even x; undefined when there is none (RFC 8032 §5.1.3). */
export function pointAt(y: bigint): Point | undefined {
  const square = mod((y * y - 1n) * inverse(mod(D * y * y + 1n)));
  const root = power(square, (P + 3n) / 8n);
  const x = [root, mod(root * ROOT_OF_MINUS_ONE)].find((one) => mod(one * one) === square);
  return x === undefined ? undefined : { x: x % 2n === 0n ? x : mod(-x), y };
}

/** Lists the eight points whose order divides 8: multiples of one that the group order times some point gives. */
export function torsionPoints(): readonly Point[] {
  for (let y = 2n; ; y += 1n) {
    const point = pointAt(y);
    const torsion = point && multiply(point, GROUP_ORDER);
    if (torsion && multiply(torsion, 4n).y !== 1n)
      return Array.from({ length: 8 }, (_, n) => multiply(torsion, BigInt(n)));
  }
}

/** Lists every encoding of a point in 32 bytes: y and y + p where they fit, and both signs where x is zero. */
export function encodingsOf({ x, y }: Point): readonly Uint8Array[] {
  const ys = [y, y + P].filter((value) => value < 2n ** 255n);
  const signs = x === 0n ? [0, 1] : [Number(x % 2n)];
  return ys.flatMap((value) => signs.map((sign) => encode(value, sign)));
}

function encode(y: bigint, sign: number): Uint8Array {
  const bytes = Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse();
  bytes[31] = (bytes[31] ?? 0) | (sign << 7);
  return new Uint8Array(bytes);
}
