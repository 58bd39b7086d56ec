import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { requireKnownKeys, requireNumber } from './invalid-distribution.ts';

/** Always the same latency. A sample still draws its uniform, so that another kind in its place shifts no stream. */
export interface ConstantSpec {
  readonly kind: 'constant';
  readonly valueUs: number;
}

/** The constant distribution; throws `InvalidDistribution`. */
export const createConstant = (spec: ConstantSpec): Distribution => {
  const owner = 'a constant distribution';
  requireKnownKeys(owner, spec, ['kind', 'valueUs', 'burst']);
  requireNumber(owner, 'valueUs', spec.valueUs, { atLeast: 0, atMost: latencyUsMax });
  const { valueUs } = spec;
  return { kind: 'constant', mean: valueUs, quantile: () => valueUs };
};
