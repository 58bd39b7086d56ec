// The standard normal distribution and its inverse, to full double precision.
//
// On determinism: + - * / and Math.sqrt are fixed by IEEE 754 on every engine, Math.exp and Math.log are not;
// they are the same on one build of Node, and the build is part of a run's inputs. The central branches below
// (85 % of inverse values) use the fixed operations alone, and nothing here uses Math.pow.

// W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), in the form
// scaled for the normal distribution. Each list runs from the highest power down.
const centreNumerator = [
  0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249,
];
const centreDenominator = [
  1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956,
];
const flankNumerator = [
  1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
  2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218,
];
const flankDenominator = [
  1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
  34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
];
const tailNumerator = [
  0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466,
  2.9112874951168792e-5,
];
const tailDenominator = [
  1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5,
];

type Eight = readonly [number, number, number, number, number, number, number, number];

// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Appl. Stat. 37 (1988).
const inverseCentreNumerator: Eight = [
  2.5090809287301226727e3, 3.3430575583588128105e4, 6.726577092700870085e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608,
];
const inverseCentreDenominator: Eight = [
  5.226495278852854561e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.871870074920579083e2, 4.2313330701600911252e1, 1,
];
const inverseFlankNumerator: Eight = [
  7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const inverseFlankDenominator: Eight = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
  6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const inverseTailNumerator: Eight = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
  2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
];
const inverseTailDenominator: Eight = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1,
];

const polynomial = (coefficients: readonly number[], x: number): number => {
  let value = 0;
  for (let index = 0; index < coefficients.length; index += 1) value = value * x + (coefficients[index] ?? Number.NaN);
  return value;
};

const ratio = (numerator: readonly number[], denominator: readonly number[], x: number): number =>
  polynomial(numerator, x) / polynomial(denominator, x);

// The same without a loop, which would double the cost of a sample.
const polynomialOfEight = (c: Eight, x: number): number =>
  ((((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5]) * x + c[6]) * x + c[7];

const ratioOfEight = (numerator: Eight, denominator: Eight, x: number): number =>
  polynomialOfEight(numerator, x) / polynomialOfEight(denominator, x);

const inverseSquareRootOfTwoPi = 0.3989422804014327;

// exp(-x²/2) with the square split, so that its rounding error is not magnified by the exponential.
const gaussian = (x: number): number => {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head * 0.5) * Math.exp(-(x - head) * (x + head) * 0.5);
};

/** The density of the standard normal distribution. */
export const normalDensity = (score: number): number => inverseSquareRootOfTwoPi * gaussian(score);

/** The probability that a standard normal value is at most `score`, with a relative error below 10^-15 down to -37. */
export const normalCdf = (score: number): number => {
  const size = Math.abs(score);
  if (size <= 0.67448975) return 0.5 + score * ratio(centreNumerator, centreDenominator, score * score);
  let tail: number;
  if (size <= 5.656854249492381) {
    tail = gaussian(size) * ratio(flankNumerator, flankDenominator, size);
  } else {
    const inverseSquare = 1 / (size * size);
    const correction = inverseSquare * ratio(tailNumerator, tailDenominator, inverseSquare);
    tail = (gaussian(size) * (inverseSquareRootOfTwoPi - correction)) / size;
  }
  return score > 0 ? 1 - tail : tail;
};

/** The score that a standard normal value stays under with `probability`, which lies in the open interval (0, 1). */
export const inverseNormalCdf = (probability: number): number => {
  const fromCentre = probability - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    const x = 0.180625 - fromCentre * fromCentre;
    return fromCentre * ratioOfEight(inverseCentreNumerator, inverseCentreDenominator, x);
  }
  const depth = Math.sqrt(-Math.log(fromCentre < 0 ? probability : 1 - probability));
  const size =
    depth <= 5
      ? ratioOfEight(inverseFlankNumerator, inverseFlankDenominator, depth - 1.6)
      : ratioOfEight(inverseTailNumerator, inverseTailDenominator, depth - 5);
  return fromCentre < 0 ? -size : size;
};
