// What a journal has stated of the accounts at a venue, so that only what has changed is stated again.
import type { RecordBody } from '../journal/records.ts';
import type { VenueBalance } from '../venues/simulation/types.ts';

/** The balances of a venue's accounts, as they were last stated. */
export class StatedBalances {
  /** By account, then by asset. */
  private readonly known = new Map<string, Map<string, bigint>>();

  /** An account opens with what its record says. */
  open({ account, currency, amount, holdings = [] }: Extract<RecordBody, { readonly type: 'account.opened' }>): void {
    const shares = holdings.map(({ asset, amount: qty }) => [asset, qty] as const);
    this.known.set(account, new Map([[currency, amount], ...shares]));
  }

  /** What of those balances is not what was last stated; it is from now on. Shares that are all gone are named at 0. */
  changes(balances: readonly VenueBalance[]): readonly VenueBalance[] {
    const changed: VenueBalance[] = [];
    for (const [account, known] of this.known) {
      const gone = new Set(known.keys());
      for (const balance of balances) {
        if (balance.account !== account) continue;
        gone.delete(balance.asset);
        if (known.get(balance.asset) === balance.amount) continue;
        known.set(balance.asset, balance.amount);
        changed.push(balance);
      }
      for (const asset of gone) {
        known.delete(asset);
        changed.push({ account, asset, amount: 0n });
      }
    }
    return changed;
  }
}
