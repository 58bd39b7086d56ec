// One asset of an account, on either side.

/** One asset of an account: what both sides' trades come to, and what each side says that it is. Micros. */
export class AssetState {
  readonly asset: string;
  /** From the opening and all that the venue made and has not taken back. */
  venueAmount = 0n;
  /** From the opening and all that the client received. */
  ledgerAmount = 0n;
  venueStated: bigint | null = null;
  ledgerStated: bigint | null = null;

  constructor(asset: string) {
    this.asset = asset;
  }
}
