// What a run may risk. Null: no limit.

/** The limits of a run. Money in micros of the run's currency, positions in micros of a share. */
export interface RiskLimits {
  /** The most shares held and on order of one outcome of one market. */
  readonly marketPositionMax: bigint | null;
  /** The most money of an account in use at one venue: spent and not returned, or reserved by open orders. */
  readonly venuePositionMax: bigint | null;
  /** The most that all arbitrages together may lose: those that live, in their worst case, and what ended exposed. */
  readonly openExposureMax: bigint | null;
  readonly liveArbitragesMax: number | null;
  /** How far realised P&L may fall below its highest: beyond it, the kill switch. */
  readonly drawdownMax: bigint | null;
}

/** A run without limits. */
export const noLimits: RiskLimits = {
  marketPositionMax: null,
  venuePositionMax: null,
  openExposureMax: null,
  liveArbitragesMax: null,
  drawdownMax: null,
};

/** A limit that stands in the way: what it would come to, and the most that it may. */
export interface LimitBreach {
  readonly limit: 'marketPosition' | 'venuePosition' | 'openExposure' | 'liveArbitrages' | 'drawdown';
  /** Micros; live arbitrages are counted in millionths too. */
  readonly value: bigint;
  readonly max: bigint;
}
