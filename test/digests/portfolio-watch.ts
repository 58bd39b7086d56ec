// What accounting makes of a run, as it goes: no journal holds what is free, at risk, tied up, or what shares have
// cost. A portfolio of our own observes the journal and is queried after each record for what that record may have changed.
import { createHash } from 'node:crypto';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import type { RecordBody } from '../../src/journal/records.ts';

/** How many records pass from one look at all positions to the next. */
const POSITIONS_EVERY = 2_000;

/** A portfolio that records the answers to its queries. */
export class PortfolioWatch {
  private readonly portfolio = new Portfolio();
  private readonly seen = createHash('sha256');
  private readonly venues = new Set<string>();
  private records = 0;

  /** Takes a record in. */
  observe(body: RecordBody): void {
    this.portfolio.observe(body);
    this.records += 1;
    if (this.records % POSITIONS_EVERY === 0) this.lookAtPositions();
    switch (body.type) {
      case 'account.opened':
        this.venues.add(body.venue);
        return this.lookAtAccounts();
      case 'intent.received':
        return this.note(...body.legs.map((_, leg) => this.portfolio.costOfLeg(body.intent, leg)));
      case 'order.created':
      case 'order.moved': {
        const arbitrage = this.portfolio.arbitrageOfOrder(body.clOrdId)!;
        const { worstCase, lockedPayout, residueQty, hedgedQty } = this.portfolio.exposureOf(arbitrage);
        this.note(worstCase, lockedPayout, residueQty, hedgedQty);
        return this.lookAtAccounts();
      }
      case 'arbitrage.moved': {
        const { openExposure, drawdown, made } = this.portfolio;
        this.note(openExposure, drawdown, made.captured, made.expected);
        return this.note(...Object.values(this.portfolio.arbitrageOf(body.arbitrage).result()));
      }
      case 'resolution.told':
        this.note(this.portfolio.results().captured);
        return this.lookAtAccounts();
      default:
        return undefined;
    }
  }

  /** All that was seen, in hex. */
  digest(): string {
    this.lookAtPositions();
    return this.seen.digest('hex');
  }

  private lookAtAccounts(): void {
    for (const venue of this.venues) this.note(this.portfolio.accounts.fundsOf(venue), this.portfolio.atWork(venue));
  }

  private lookAtPositions(): void {
    for (const { venue, market, outcome, qty, cost, realised, fees } of this.portfolio.accounts.positionList()) {
      this.seen.update(`${venue} ${market} ${outcome}`);
      this.note(qty, cost, realised, fees);
    }
  }

  private note(...amounts: readonly bigint[]): void {
    this.seen.update(amounts.join(' ').concat('\n'));
  }
}
