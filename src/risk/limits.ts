// What a run may risk. Null: no limit.

/** The limits of a run. Money in micros of the run's currency, positions in micros of a share. */
export interface RiskLimits {
  /** The most shares held and on order of one outcome of one market. */
  readonly marketPositionMax: bigint | null;
  /** The most money, at cost, in positions and open orders at one venue. */
  readonly venuePositionMax: bigint | null;
  /** The most that all live arbitrages together may lose in their worst cases. */
  readonly openExposureMax: bigint | null;
  readonly liveArbitragesMax: number | null;
  /** How far realised P&L may fall below its highest: beyond it, the kill switch. */
  readonly drawdownMax: bigint | null;
}
