// A latency as a scenario file writes it: `40ms`, or one distribution such as `lognormal: { median: 40ms, sigma: 0.4 }`.
import { z } from 'zod';
import { InvalidDistribution } from '../../kernel/distributions/invalid-distribution.ts';
import { createDistribution, type DistributionSpec } from '../../kernel/distributions/spec.ts';
import { choicesText, described } from '../problem.ts';
import { amountHint, durationHint } from './hints.ts';
import { durationUsOf } from './scalars.ts';

interface Part {
  readonly key: string;
  readonly spec: string;
  readonly isDuration: boolean;
  readonly isOptional?: true;
}

const time = (key: string, spec: string): Part => ({ key, spec, isDuration: true });
const plain = (key: string): Part => ({ key, spec: key, isDuration: false });

const partsOf = {
  constant: [time('value', 'valueUs')],
  uniform: [time('min', 'minUs'), time('max', 'maxUs')],
  normal: [
    time('mean', 'meanUs'),
    time('standardDeviation', 'standardDeviationUs'),
    { ...time('min', 'minUs'), isOptional: true },
  ],
  lognormal: [time('median', 'medianUs'), plain('sigma')],
  gamma: [plain('shape'), time('scale', 'scaleUs')],
  pareto: [time('min', 'minUs'), plain('alpha')],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

type Kind = keyof typeof partsOf;
const kinds = [...Object.keys(partsOf), 'empirical'];

class Refusal extends Error {
  readonly path: readonly (string | number)[];

  constructor(path: readonly (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

type Entries = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numberAt = (value: unknown, isDuration: boolean, path: readonly (string | number)[]): number => {
  const text = typeof value === 'string' ? value : '';
  const result = isDuration ? durationUsOf(text) : /^\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
  if (result !== undefined) return result;
  const wanted = isDuration ? 'a duration such as 40ms' : 'a number such as 0.4';
  const meant = isDuration ? durationHint(text) : amountHint(text);
  const end = meant === undefined ? '.' : `: ${meant}`;
  throw new Refusal(
    path,
    value === undefined
      ? `is missing: it must be ${wanted}.`
      : `must be ${wanted}, but it is ${described(value)}${end}`,
  );
};

const refuseOthers = (value: Entries, known: readonly string[], path: readonly string[]): void => {
  for (const key of Object.keys(value))
    if (!known.includes(key)) throw new Refusal([...path, key], `is not known here: ${meantBy(key, known, path)}`);
};

const exampleOf = (parts: readonly Part[]): string =>
  parts
    .filter(({ isOptional }) => isOptional !== true)
    .map(({ key, isDuration }) => `${key}: ${isDuration ? '40ms' : '0.4'}`)
    .join(', ');

const meansMean = /^(mean|average|avg|mu)(Us|Ms)?$/i;

// A part that stands where its distribution should, and the mean, which several have in mind and one has.
const meantBy = (key: string, known: readonly string[], path: readonly string[]): string => {
  if (path.at(-1) === 'lognormal' && meansMean.test(key))
    return 'a lognormal is written by its median, which is below its mean; normal: { mean: 40ms, standardDeviation: 10ms } has one.';
  const isTop = known.includes('lognormal');
  const owner = isTop
    ? Object.entries<readonly Part[]>(partsOf).find(([, parts]) => parts.some((part) => part.key === key))
    : undefined;
  return owner === undefined
    ? choicesText(key, known)
    : `it is a part of a distribution, such as ${owner[0]}: { ${exampleOf(owner[1])} }.`;
};

const fieldsOf = (kind: Kind, value: unknown): Readonly<Record<string, number>> => {
  const parts: readonly Part[] = partsOf[kind];
  if (kind === 'constant' && typeof value === 'string') return { valueUs: numberAt(value, true, [kind]) };
  const example = exampleOf(parts);
  if (!isMap(value)) throw new Refusal([kind], `must be a map such as { ${example} }, but it is ${described(value)}.`);
  refuseOthers(
    value,
    parts.map(({ key }) => key),
    [kind],
  );
  const given = parts.filter(({ key, isOptional }) => isOptional !== true || value[key] !== undefined);
  return Object.fromEntries(
    given.map(({ key, spec, isDuration }) => [spec, numberAt(value[key], isDuration, [kind, key])]),
  );
};

const pointsOf = (value: unknown): readonly { readonly quantile: number; readonly valueUs: number }[] => {
  if (!Array.isArray(value))
    throw new Refusal(
      ['empirical'],
      `must be a list of { quantile: 0.5, value: 40ms }, but it is ${described(value)}.`,
    );
  return value.map((point: unknown, index) => {
    const entries = isMap(point) ? point : {};
    return {
      quantile: numberAt(entries['quantile'], false, ['empirical', index, 'quantile']),
      valueUs: numberAt(entries['value'], true, ['empirical', index, 'value']),
    };
  });
};

const specOf = (value: unknown): DistributionSpec => {
  if (typeof value === 'string') return { kind: 'constant', valueUs: numberAt(value, true, []) };
  if (!isMap(value)) {
    const stands = value === undefined ? 'is missing: it must be' : 'must be';
    throw new Refusal(
      [],
      `${stands} a duration such as 40ms, or a distribution such as lognormal: { median: 40ms, sigma: 0.4 }.`,
    );
  }
  refuseOthers(value, [...kinds, 'burst'], []);
  const [kind, ...others] = Object.keys(value).filter((key) => key !== 'burst');
  if (kind === undefined || others.length > 0)
    throw new Refusal([], `must have exactly one distribution: there are ${kinds.join(', ')}.`);
  const fields = kind === 'empirical' ? { points: pointsOf(value[kind]) } : fieldsOf(kind as Kind, value[kind]);
  const burst = isMap(value['burst'])
    ? { burst: { rho: numberAt(value['burst']['rho'], false, ['burst', 'rho']) } }
    : {};
  if (value['burst'] !== undefined && !isMap(value['burst']))
    throw new Refusal(['burst'], 'must be a map such as { rho: 0.8 }.');
  const spec = { kind, ...fields, ...burst } as unknown as DistributionSpec;
  refuseImpossible(spec, kind);
  return spec;
};

const refuseImpossible = (spec: DistributionSpec, kind: string): void => {
  if (spec.burst !== undefined && !(spec.burst.rho >= 0 && spec.burst.rho < 1))
    throw new Refusal(['burst', 'rho'], 'must be at least 0 and below 1.');
  try {
    createDistribution(spec);
  } catch (error) {
    if (!(error instanceof InvalidDistribution)) throw error;
    throw new Refusal([kind], `is impossible: ${error.message.replaceAll(/(\w+)Us\b/g, '$1 in microseconds')}`);
  }
};

const durationJson = { type: 'string' };
const partJson = (parts: readonly Part[]) => ({
  type: 'object',
  properties: Object.fromEntries(
    parts.map(({ key, isDuration }) => [key, isDuration ? durationJson : { type: 'number' }]),
  ),
  required: parts.filter(({ isOptional }) => isOptional !== true).map(({ key }) => key),
  additionalProperties: false,
});

const latencyJson = {
  oneOf: [
    { type: 'string', description: 'always the same, such as 40ms' },
    {
      type: 'object',
      properties: {
        ...Object.fromEntries(Object.entries(partsOf).map(([kind, parts]) => [kind, partJson(parts)])),
        constant: { oneOf: [durationJson, partJson(partsOf.constant)] },
        empirical: {
          type: 'array',
          items: { type: 'object', properties: { quantile: { type: 'number' }, value: durationJson } },
        },
        burst: { type: 'object', properties: { rho: { type: 'number' } }, required: ['rho'] },
      },
      additionalProperties: false,
    },
  ],
};

/** A latency: the distribution it is drawn from. */
export const latency = () =>
  z
    .unknown()
    .transform((value, context): DistributionSpec => {
      try {
        return specOf(value);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        context.addIssue({ code: 'custom', message: error.message, path: [...error.path] });
        return z.NEVER;
      }
    })
    .meta(latencyJson);
