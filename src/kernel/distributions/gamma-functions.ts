// The gamma function's logarithm, the regularized incomplete gamma functions and their inverse. They rest on
// Math.exp, Math.log and Math.log1p alone (see normal-functions.ts on determinism), never on Math.pow.

import { assert } from '../assert.ts';
import { inverseNormalCdf } from './normal-functions.ts';

const halfLogOfTwoPi = 0.9189385332046728;

// From here up Stirling's series with seven terms is exact to 10^-16.
const stirlingFrom = 10;

// Far more than the series and the continued fraction take for a shape up to 10,000: about 1,000.
const stepsMax = 10_000;

// What ln Γ(x + 1) has beyond (x + 1/2) ln x - x + ln √(2π), for x of at least `stirlingFrom`.
const stirlingError = (x: number): number => {
  const inverse = 1 / x;
  const square = inverse * inverse;
  const tail = 1 / 1188 - square * (691 / 360_360 - square * (1 / 156));
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * tail))));
};

/** ln Γ(x) for x > 0, with an absolute error below 10^-14 times the larger of 1 and the result. */
export const logGamma = (x: number): number => {
  let product = 1;
  let shifted = x;
  while (shifted < stirlingFrom) {
    product *= shifted;
    shifted += 1;
  }
  const large = (shifted - 0.5) * Math.log(shifted) - shifted + halfLogOfTwoPi + stirlingError(shifted);
  return large - Math.log(product);
};

// x^a e^-x / Γ(a + 1). For a large shape by deviance from the mode (C. Loader, "Fast and accurate computation of
// binomial probabilities", 2000), since the plain exponent would cancel digits there.
const gammaTerm = (shape: number, x: number): number => {
  if (shape < stirlingFrom) return Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
  const distance = (x - shape) / shape;
  const logOfRatio = Math.abs(distance) < 0.5 ? Math.log1p(distance) : Math.log(x / shape);
  const deviance = shape * (distance - logOfRatio);
  return Math.exp(-deviance - stirlingError(shape)) / Math.sqrt(2 * Math.PI * shape);
};

// P / gammaTerm as the power series 1 + x/(a+1) + x²/((a+1)(a+2)) + …; every term is positive.
const lowerSeries = (shape: number, x: number): number => {
  let term = 1;
  let sum = 1;
  for (let step = 1; ; step += 1) {
    assert(step <= stepsMax, () => `the incomplete gamma series must converge (shape ${shape}, x ${x})`);
    term *= x / (shape + step);
    sum += term;
    if (term < sum * 1e-17) return sum;
  }
};

// Q / gammaTerm by Legendre's continued fraction, evaluated after Lentz.
const upperFraction = (shape: number, x: number): number => {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let step = 1; ; step += 1) {
    assert(step <= stepsMax, () => `the incomplete gamma fraction must converge (shape ${shape}, x ${x})`);
    const a = -step * (step - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) return value * shape;
  }
};

/** Both regularized incomplete gamma functions at `x` ≥ 0 for a shape > 0: the lower P and the upper Q = 1 - P. */
export const regularizedGamma = (shape: number, x: number): { readonly lower: number; readonly upper: number } => {
  if (x === 0) return { lower: 0, upper: 1 };
  const term = gammaTerm(shape, x);
  if (x < shape + 1) {
    const lower = term * lowerSeries(shape, x);
    return { lower, upper: 1 - lower };
  }
  const upper = term * upperFraction(shape, x);
  return { lower: 1 - upper, upper };
};

/** The density of the gamma distribution of this shape and scale 1, at x > 0. */
export const gammaDensity = (shape: number, x: number): number => (shape / x) * gammaTerm(shape, x);

// Where x^a / Γ(a + 1) equals the probability: exact as x goes to 0, and a start below the root elsewhere.
const smallRoot = (shape: number, lower: number): number => Math.exp((Math.log(lower) + logGamma(shape + 1)) / shape);

// E. B. Wilson and M. M. Hilferty (1931): the cube root of a gamma value is nearly normal.
const wilsonHilferty = (shape: number, score: number): number => {
  const root = 1 - 1 / (9 * shape) + score / (3 * Math.sqrt(shape));
  return root > 0.1 ? shape * root * root * root : 0;
};

const firstGuess = (shape: number, lower: number, upper: number): number => {
  const small = smallRoot(shape, lower);
  if (small < 0.2 * shape + 0.1) return small;
  const score = lower <= upper ? inverseNormalCdf(lower) : -inverseNormalCdf(upper);
  return Math.max(small, wilsonHilferty(shape, score));
};

/**
 * The x where the lower regularized gamma function P(shape, x) is `lower`, in the open interval (0, 1), with a
 * relative error below 10^-12. `upper` is 1 - `lower`, for a caller who knows it to more digits.
 *
 * Newton's method on the logarithm of the smaller tail against ln x. The logarithm of a gamma value has a
 * log-concave density, so both tails are concave there, and from any start the method converges from one side
 * after its first move; a move is capped, so that none lands where the tail underflows.
 */
export const inverseRegularizedGamma = (shape: number, lower: number, upper = 1 - lower): number => {
  const isUpper = lower > upper;
  const target = Math.log(isUpper ? upper : lower);
  let x = firstGuess(shape, lower, upper);
  if (x < 1e-17) return x;
  for (let step = 1; ; step += 1) {
    assert(step <= 100, () => `the inverse gamma must converge (shape ${shape}, lower tail ${lower})`);
    const reached = regularizedGamma(shape, x);
    const tail = isUpper ? reached.upper : reached.lower;
    const slope = ((isUpper ? -x : x) * gammaDensity(shape, x)) / tail;
    const move = Math.max(-1, Math.min(1, (target - Math.log(tail)) / slope));
    x *= Math.exp(move);
    // Convergence is quadratic: what is left after a move this small is its square.
    if (Math.abs(move) < 1e-8) return x;
  }
};
