// Goal: every mistake in a scenario file is reported in one sentence with its line and its key, and none twice.
// Method: a scenario that is right is made wrong in one place, and all that is said of it is compared.
import { describe, expect, it } from 'vitest';
import { changed, problemsOf, rightScenario } from './problems-of.ts';

type Case = readonly [string, readonly (readonly [string, string])[], readonly string[]];

const cases: readonly Case[] = [
  [
    'a result that is none of the outcomes',
    [['    FED: {}', '    FED: { resolves: { at: 10min, to: maybe } }']],
    ['13 markets.kalshi.FED.resolves.to: to cannot be "maybe": there are yes, no, 50/50.'],
  ],
  [
    'a result that nobody disputes, and that changes',
    [['    FED: {}', '    FED: { resolves: { at: 10min, to: yes, finally: no } }']],
    [
      '13 markets.kalshi.FED.resolves.finally: finally says what a dispute makes of the result, but nothing is disputed: say disputedFor.',
    ],
  ],
  [
    'half a share that is no whole micro',
    [
      ['  kalshi: { opening', '  opinion: { opening: 1000 }\n  kalshi: { opening'],
      ['  kalshi:\n    FED: {}', '  opinion:\n    FED: { resolves: { at: 10min, to: 50/50 } }\n  kalshi:\n    FED: {}'],
    ],
    [
      "14 markets.opinion.FED.resolves.to: to can be 50/50 where half a share's payout is " +
        "whole, but the market's step is 0.000001: give it a step such as 0.01.",
    ],
  ],
  [
    'a venue that the engine does not know',
    [['polymarket: { opening', 'polymarkte: { opening']],
    [
      '7 venues.polymarkte: polymarkte is not a venue that the engine knows, and no kind says whose rules it follows: did you mean polymarket?',
    ],
  ],
  [
    'a negative size',
    [['min: 10', 'min: -10']],
    [
      '24 strategies.generator.sets.min: min must be a number of shares of up to 6 decimals, above 0 and at most 10000000, but it is -10.',
    ],
  ],
  [
    'a size of nothing',
    [['min: 10', 'min: 0']],
    [
      '24 strategies.generator.sets.min: min must be a number of shares of up to 6 decimals, above 0 and at most 10000000, but it is 0.',
    ],
  ],
  [
    'a price off the tick',
    [['{ cut: 0.4, hold: 0.6 }', '{ cut: 0.405, hold: 0.595 }']],
    [
      '20 pairs.FED.legs[0]: The fair price of yes of FED at polymarket is 0.405, which is off the tick: the nearest prices are 0.4 and 0.41.',
      '21 pairs.FED.legs[1]: The fair price of no of FED at kalshi is 0.595, which is off the tick: the nearest prices are 0.59 and 0.6.',
    ],
  ],
  [
    'a price out of bounds',
    [['{ cut: 0.4, hold: 0.6 }', '{ cut: 0, hold: 1 }']],
    [
      '20 pairs.FED.legs[0]: The fair price of yes of FED at polymarket is 0, but prices there are from 0.01 to 0.99.',
      '21 pairs.FED.legs[1]: The fair price of no of FED at kalshi is 1, but prices there are from 0.01 to 0.99.',
    ],
  ],
  [
    'fair prices that do not sum to 1',
    [['hold: 0.6 }', 'hold: 0.5 }']],
    ['18 pairs.FED.fair: fair must sum to 1, because exactly one outcome comes true, but it sums to 0.9.'],
  ],
  [
    'no fair prices',
    [['    fair: { cut: 0.4, hold: 0.6 }\n', '']],
    [
      '15 pairs.FED.fair: fair is missing: it is a price for each outcome, such as { yes: 0.6, no: 0.4 }, or of the first of two.',
    ],
  ],
  [
    'a fair price too few',
    [['{ cut: 0.4, hold: 0.6 }', '{ cut: 1 }']],
    ['18 pairs.FED.fair: fair must have a price for each outcome: hold is missing.'],
  ],
  [
    'a fair price of no outcome',
    [['{ cut: 0.4, hold: 0.6 }', '{ cut: 0.4, holt: 0.6 }']],
    ['18 pairs.FED.fair.holt: "holt" is not an outcome of the pair\'s event: did you mean hold?'],
  ],
  [
    'a spread off the tick',
    [['FED: {}', 'FED: { quotes: { spread: 0.015 } }']],
    ['13 markets.kalshi.FED.quotes.spread: spread must be a whole number of ticks of 0.01, but it is 0.015.'],
  ],
  [
    'legs that pay twice in an outcome',
    [['paysIn: [hold]', 'paysIn: [cut, hold]']],
    ['19 pairs.FED.legs: The legs of FED must pay in every outcome exactly once, but of them 2 pay in cut.'],
  ],
  [
    'legs that pay in no outcome',
    [['paysIn: [hold]', 'paysIn: [cut]']],
    [
      '19 pairs.FED.legs: The legs of FED must pay in every outcome exactly once, but of them 2 pay in cut, none pays in hold.',
    ],
  ],
  [
    'currencies without a rate',
    [['- { from: pUSD, to: USD, rate: 1 }', '- { from: USDT, to: USD, rate: 1 }']],
    [
      '15 pairs.FED: FED pays in pUSD at polymarket, and no rate to USD is stated: add to rates { from: pUSD, to: USD, rate: 1 }, or what is true.',
    ],
  ],
  [
    'a leg at no venue',
    [['{ venue: kalshi, market: FED', '{ venue: kalsi, market: FED']],
    ['21 pairs.FED.legs[1].venue: "kalsi" is not a venue of this scenario: did you mean kalshi?'],
  ],
  [
    'a leg in no market',
    [['{ venue: kalshi, market: FED', '{ venue: kalshi, market: FEDD']],
    ['21 pairs.FED.legs[1].market: "FEDD" is not a market of kalshi in this scenario: did you mean FED?'],
  ],
  [
    'a leg of no outcome of its market',
    [['outcome: no,', 'outcome: nope,']],
    ['21 pairs.FED.legs[1].outcome: "nope" is not an outcome of FED at kalshi: there are yes, no.'],
  ],
  [
    'a leg that pays in no outcome of the event',
    [['paysIn: [hold]', 'paysIn: [holt]']],
    ['21 pairs.FED.legs[1].paysIn: "holt" is not an outcome of the pair\'s event: did you mean hold?'],
  ],
  [
    'a leg that does not say in which outcome it pays',
    [[', paysIn: [hold]', '']],
    [
      '21 pairs.FED.legs[1].outcome: "no" is not an outcome of the pair\'s event: there are cut, hold. Say in paysIn in which a share pays.',
    ],
  ],
  [
    'a strategy for no pair',
    [['sets: { min: 10, max: 100 }', 'pairs: [FEDS]']],
    ['24 strategies.generator.pairs[0]: "FEDS" is not a pair of this scenario: did you mean FED?'],
  ],
  [
    'a strategy for a pair twice',
    [['sets: { min: 10, max: 100 }', 'pairs: [FED, FED]']],
    ['24 strategies.generator.pairs[1]: FED stands twice among the pairs of generator.'],
  ],
  [
    'a pair that nobody verified',
    [['    verified: compared on 2026-11-02\n', '']],
    [
      "15 pairs.FED.verified: FED is not verified, and an unverified pair is not traded: say in verified who compared the markets' rules, and when.",
    ],
  ],
  [
    'a pair that is said not to be verified',
    [['verified: compared on 2026-11-02', 'verified: no']],
    [
      "16 pairs.FED.verified: FED is not verified, and an unverified pair is not traded: say in verified who compared the markets' rules, and when.",
    ],
  ],
  [
    'a pair of one leg',
    [['\n      - { venue: kalshi, market: FED, outcome: no, paysIn: [hold] }', '']],
    ['19 pairs.FED.legs: legs must be 2 to 16, but there is 1.'],
  ],
  [
    'a leg twice',
    [['{ venue: kalshi, market: FED, outcome: no,', '{ venue: polymarket, market: FED, outcome: yes,']],
    ['21 pairs.FED.legs[1]: yes of FED at polymarket stands twice: the legs of a pair differ.'],
  ],
  [
    'a leg with sets of its own',
    [['paysIn: [hold] }', 'paysIn: [hold], sets: 20 }']],
    [
      "21 pairs.FED.legs[1].sets: sets is not known here: the legs of a pair are sized in equal shares, and the strategy's sets say how many.",
    ],
  ],
  [
    'a leg in dollars',
    [['paysIn: [hold] }', 'paysIn: [hold], dollars: 20 }']],
    [
      "21 pairs.FED.legs[1].dollars: dollars is not known here: the legs of a pair are sized in equal shares, and the strategy's sets say how many.",
    ],
  ],
  [
    'an account that cannot pay a set',
    [['polymarket: { opening: 1000 }', 'polymarket: { opening: 4 }']],
    [
      '7 venues.polymarket.opening: opening is 4 pUSD, too little for one smallest set of FED: it needs 4.12 pUSD at the fair price, fees included.',
    ],
  ],
  [
    'a smallest size above the largest',
    [['min: 10, max: 100', 'min: 100, max: 10']],
    ['24 strategies.generator.sets.min: min must be at most max, but 100 is above 10.'],
  ],
  [
    "sets below the venue's minimum size",
    [['min: 10', 'min: 4']],
    [
      '24 strategies.generator.sets.min: min is 4 shares, fewer than the 5 that an order for FED at polymarket must have.',
    ],
  ],
  [
    'sets off the step',
    [['min: 10', 'min: 10.005']],
    [
      '24 strategies.generator.sets.min: min is 10.005 shares, which is off the step of 0.01 that FED at polymarket has.',
    ],
  ],
  [
    'an unknown time in force',
    [['sets: { min', 'timeInForce: GTX\n    sets: { min']],
    ['24 strategies.generator.timeInForce: timeInForce cannot be "GTX": did you mean GTC?'],
  ],
  [
    "an account with a counter-account's name",
    [['kalshi: { opening: 1000', 'kalshi: { account: fees, opening: 1000']],
    ['8 venues.kalshi.account: account cannot be "fees": the ledger keeps that name for itself.'],
  ],
  [
    "':' in an account's name",
    [['kalshi: { opening: 1000', 'kalshi: { account: "a:b", opening: 1000']],
    [
      "8 venues.kalshi.account: account must be a name without ':', which separates the parts of the ledger's names, but it is \"a:b\".",
    ],
  ],
  [
    "':' in a currency",
    [['currency: USD', 'currency: "US:D"']],
    [
      "3 currency: currency must be a name without ':', which separates the parts of the ledger's names, but it is \"US:D\".",
    ],
  ],
  [
    "':' in an outcome",
    [['FED: {}', 'FED: { outcomes: ["yes:1", no] }']],
    [
      "13 markets.kalshi.FED.outcomes[0]: outcomes[0] must be a name without ':', which separates the parts of the ledger's names, but it is \"yes:1\".",
    ],
  ],
  [
    'a venue twice',
    [['  kalshi: { opening: 1000 }', '  kalshi: { opening: 1000 }\n  kalshi: { opening: 2000 }']],
    ['9 venues.kalshi: kalshi stands twice in the same map: keep one of the two.'],
  ],
  [
    'an outcome twice',
    [['[cut, hold]', '[cut, cut]']],
    ['17 pairs.FED.outcomes[1]: cut stands twice among the outcomes.'],
  ],
  [
    'no length',
    [['length: { intents: 10 }\n', '']],
    ['1 length: length is missing: say how long the run is, such as { intents: 2000 }.'],
  ],
  [
    'a length of nothing',
    [['length: { intents: 10 }', 'length: {}']],
    ['2 length: length must have intents, duration or both, such as { intents: 2000 }.'],
  ],
  [
    'a length without a value',
    [['length: { intents: 10 }', 'length:']],
    ['2 length: length is missing: say how long the run is, such as { intents: 2000 }.'],
  ],
  [
    'an unknown fault',
    [['fault: ackLost', 'fault: ackLots']],
    ['26 faults[0].fault: "ackLots" is not a fault: did you mean ackLost?'],
  ],
  [
    'a fault at no venue',
    [['venue: polymarket, chance', 'venue: polymarkt, chance']],
    ['26 faults[0].venue: "polymarkt" is not a venue of this scenario: did you mean polymarket?'],
  ],
  [
    'a fault without the delay that it needs',
    [['fault: ackLost', 'fault: ackLate']],
    [
      '26 faults[0].delay: delay of ackLate must be a distribution: how much later the answer comes, but it is missing.',
    ],
  ],
  [
    'a fault with a delay that it has not',
    [['chanceBps: 100 }', 'chanceBps: 100, delay: 2s }']],
    ['26 faults[0].delay: delay is of no use to ackLost: it takes no delay.'],
  ],
  [
    'a window that ends before it begins',
    [['chanceBps: 100 }', 'chanceBps: 100, window: { from: 3s, to: 2s } }']],
    ['26 faults[0].window: window must end after it begins: to must be above from.'],
  ],
  [
    'a chance in percent',
    [['chanceBps: 100', 'chanceBps: 2%']],
    [
      '26 faults[0].chanceBps: chanceBps must be a whole number from 0 to 10,000, but it is "2%": 2% are 200 basis points.',
    ],
  ],
  [
    'legs that pay twice in every outcome',
    [
      ['paysIn: [cut]', 'paysIn: [cut, hold]'],
      ['paysIn: [hold]', 'paysIn: [cut, hold]'],
    ],
    [
      '19 pairs.FED.legs: The legs of FED must pay in every outcome exactly once, but of them 2 pay in cut, 2 pay in hold.',
    ],
  ],
  [
    'a fault of settlement where nothing settles',
    [['fault: ackLost', 'fault: settlementFailed']],
    [
      '26 faults[0].venue: settlementFailed never strikes at polymarket, whose fills do not settle: say settlement there.',
    ],
  ],
  [
    'a fault twice',
    [['expect:', '  - { fault: ackLost, venue: polymarket, chanceBps: 1 }\nexpect:']],
    ['27 faults[1]: ackLost stands twice for polymarket: a venue has each fault once.'],
  ],
  [
    'an expectation of nothing known',
    [['exposed: 0', 'exposd: 0']],
    ['28 expect.exposd: exposd is nothing that a run is held to: did you mean exposed?'],
  ],
  [
    'an unknown comparison',
    [['exposed: 0', 'exposed: "~ 0"']],
    ['28 expect.exposed: exposed must be a number, or one of =, >=, <=, >, < and a number, but it is "~ 0".'],
  ],
  [
    'a comparison the wrong way round',
    [['exposed: 0', 'exposed: "=> 0"']],
    ['28 expect.exposed: exposed must be a number, or one of =, >=, <=, >, < and a number, but it is "=> 0".'],
  ],
  [
    'half an arbitrage',
    [['exposed: 0', 'exposed: 0.5']],
    [
      '28 expect.exposed: exposed counts arbitrages that ended with an exposure: it must be a whole number, but it is 0.5.',
    ],
  ],
  [
    'an expectation in a list',
    [['exposed: 0', 'exposed: [0]']],
    ['28 expect.exposed: exposed must be a number, or one of =, >=, <=, >, < and a number, but it is a list.'],
  ],
  [
    'an expectation in words',
    [['exposed: 0', 'maxLoss: five']],
    ['28 expect.maxLoss: maxLoss must be a number, or one of =, >=, <=, >, < and a number, but it is "five".'],
  ],
  ['an unknown key', [['faults:', 'fault:']], ['25 fault: fault is not known here: did you mean faults?']],
  [
    'a misspelt key',
    [['kalshi: { opening: 1000', 'kalshi: { openning: 1000']],
    ['8 venues.kalshi.openning: openning is not known here: did you mean opening?'],
  ],
  [
    'a list of venues',
    [['venues:\n  polymarket: { opening: 1000 }\n  kalshi: { opening: 1000 }', 'venues: [polymarket]']],
    ['6 venues: venues must be a map of names, but it is a list.'],
  ],
  [
    'a venue that is a number',
    [['kalshi: { opening: 1000 }', 'kalshi: 1000']],
    ['8 venues.kalshi: kalshi must be a map of keys, but it is 1000.'],
  ],
  [
    'legs by name',
    [
      ['legs:\n      - {', 'legs:\n        one: {'],
      ['\n      - { venue: kalshi', '\n        two: { venue: kalshi'],
    ],
    ['19 pairs.FED.legs: legs must be a list, but it is a map of keys.'],
  ],
  [
    'money with an exponent',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1e3 }']],
    [
      '8 venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is "1e3": write 1000.',
    ],
  ],
  [
    'money with seven decimals',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 0.1234567 }']],
    [
      '8 venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is 0.1234567.',
    ],
  ],
  [
    'money in hexadecimal',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 0x10 }']],
    [
      '8 venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is "0x10".',
    ],
  ],
  [
    'negative money',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: -1 }']],
    [
      '8 venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is -1.',
    ],
  ],
  [
    'more money than there is',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 99999999999999999999 }']],
    [
      '8 venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is 99999999999999999999.',
    ],
  ],
  [
    'a fraction of a basis point',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, rejectBps: 0.5 }']],
    ['8 venues.kalshi.rejectBps: rejectBps must be a whole number from 0 to 10,000, but it is 0.5.'],
  ],
  [
    'a duration without a unit',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: 40 }']],
    [
      '8 venues.kalshi.ackLatency: ackLatency must be a duration such as 40ms, but it is 40: say in which unit, such as 40ms or 40s.',
    ],
  ],
  [
    'half a microsecond',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: 0.5us }']],
    ['8 venues.kalshi.ackLatency: ackLatency must be a duration such as 40ms, but it is "0.5us".'],
  ],
  [
    'an unknown distribution',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: { lognormle: { median: 2ms, sigma: 1 } } }']],
    ['8 venues.kalshi.ackLatency.lognormle: lognormle is not known here: did you mean lognormal?'],
  ],
  [
    'a distribution without a parameter',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: { lognormal: { median: 2ms } } }']],
    ['8 venues.kalshi.ackLatency.lognormal.sigma: sigma is missing: it must be a number such as 0.4.'],
  ],
  [
    'an impossible distribution',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: { uniform: { min: 2ms, max: 1ms } } }']],
    [
      '8 venues.kalshi.ackLatency.uniform: uniform is impossible: max in microseconds of a uniform distribution ' +
        'must be a number at least 2000 and at most 31536000000000, but it is 1000.',
    ],
  ],
  [
    'no distribution',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, ackLatency: {} }']],
    [
      '8 venues.kalshi.ackLatency: ackLatency must have exactly one distribution: there are constant, uniform, normal, lognormal, gamma, pareto, empirical.',
    ],
  ],
  [
    'an unknown tier',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, tier: Premium }']],
    ['8 venues.kalshi.tier: tier cannot be "Premium": of the tiers of kalshi, did you mean Premier?'],
  ],
  [
    'a message dearer than the rate limit',
    [
      [
        'kalshi: { opening: 1000 }',
        'kalshi: { opening: 1000, lane: { rateLimit: { capacity: 5, refillPerSecond: 5 }, costs: { submit: 10 } } }',
      ],
    ],
    ['8 venues.kalshi.lane: lane cannot send a submit: it costs 10 tokens, and the rate limit holds 5 at most.'],
  ],
  [
    'settlement where there is none',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, settlement: { failBps: 5 } }']],
    ['8 venues.kalshi.settlement: settlement is of no use to kalshi: a fill there is final at the match.'],
  ],
  [
    'rules for a venue that has its own',
    [['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, rules: { tick: 0.1 } }']],
    ['8 venues.kalshi.rules: rules are for venues of the kind other: those of kalshi are its own.'],
  ],
  [
    'an unknown grid',
    [['FED: {}', 'FED: { grid: deci_cents }']],
    ['13 markets.kalshi.FED.grid: grid cannot be "deci_cents": of the grids of kalshi, did you mean deci_cent?'],
  ],
  [
    "another venue's fee terms",
    [['FED: {}', 'FED: { fees: { category: sports } }']],
    [
      '13 markets.kalshi.FED.fees.category: category says nothing about the fees of kalshi: they depend on feeType, feeMultiplier, membership.',
    ],
  ],
  [
    'two kinds of fee terms',
    [['fees: { category: economics }', 'fees: { category: economics, rate: 0.05 }']],
    ['11 markets.polymarket.FED.fees: fees have a category or a rate of their own, and not both.'],
  ],
  [
    "a step finer than the venue's",
    [['FED: {}', 'FED: { step: 0.015 }']],
    ['13 markets.kalshi.FED.step: step must be a multiple of 0.01, the finest that kalshi has, but it is 0.015.'],
  ],
  [
    'a minimum off the step',
    [['FED: {}', 'FED: { minSize: 0.015 }']],
    ["13 markets.kalshi.FED.minSize: minSize must be a multiple of the market's step of 0.01, but it is 0.015."],
  ],
  [
    'markets at no venue',
    [['  kalshi:\n    FED: {}', '  kalshy:\n    FED: {}']],
    ['12 markets.kalshy: kalshy is not a venue of this scenario: did you mean kalshi?'],
  ],
  [
    'a pair in full and in short',
    [['    legs:', '    yes: polymarket/FED\n    legs:']],
    ['19 pairs.FED.yes: A pair has legs, or in short yes and no, and not both.'],
  ],
  [
    'two arrival processes',
    [['currency: USD\n', 'arrivals: { poisson: { perSecond: 5 }, constant: { every: 5ms } }\ncurrency: USD\n']],
    ['3 arrivals: arrivals must be exactly one of constant, poisson and bursts.'],
  ],
  [
    'bursts without time',
    [['currency: USD\n', 'arrivals: { bursts: { size: 5, every: 0s, pause: 0s } }\ncurrency: USD\n']],
    ['3 arrivals.bursts: bursts must take time: every or pause must be above 0.'],
  ],
  [
    'a rate of a currency to itself',
    [['from: pUSD, to: USD', 'from: USD, to: USD']],
    [
      '5 rates[0]: A rate from USD to itself is 1 and need not be stated.',
      '15 pairs.FED: FED pays in pUSD at polymarket, and no rate to USD is stated: add to rates { from: pUSD, to: USD, rate: 1 }, or what is true.',
    ],
  ],
  [
    'a market maker where none trades',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, pool: {} }'],
      ['FED: {}', 'FED: { pool: { prob: 0.4 } }'],
    ],
    ['8 venues.kalshi.pool: pool is of no use to kalshi: no market maker trades there, and book: {} gives it books.'],
  ],
  [
    'a pool at a venue without a market maker',
    [['FED: {}', 'FED: { pool: { prob: 0.4 } }']],
    ['13 markets.kalshi.FED.pool: pool is of no use here: no market maker trades at kalshi.'],
  ],
  [
    'a market maker that begins at no price, and bettors who never stop',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { kind: manifold, opening: 1000, pool: { bettors: { spread: 0.6 } } }'],
      ['FED: {}', 'FED: { pool: { prob: 1, liquidity: 0 } }'],
    ],
    [
      '8 venues.kalshi.pool.bettors.lasts: lasts is missing: it must be a duration such as 500us, 40ms, 2s, 5min or 1h, above 0.',
      '8 venues.kalshi.pool.bettors.spread: spread must be a probability of up to 6 decimals, at least 0 and at most 0.49, but it is 0.6.',
      '13 markets.kalshi.FED.pool.prob: prob must be a probability of up to 6 decimals, at least 0.02 and at most 0.98, but it is 1.',
      '13 markets.kalshi.FED.pool.liquidity: liquidity must be a number of shares of up to 6 decimals, above 0 and at most 10000000, but it is 0.',
    ],
  ],
  [
    'quotes where the venue has a market of its own',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, book: { flow: { middle: 0.5, lasts: 1s } } }'],
      ['FED: {}', 'FED: { quotes: { depth: 4 } }'],
    ],
    ['13 markets.kalshi.FED.quotes: quotes are of no use here: what is seen of FED is what kalshi shows of it.'],
  ],
  [
    'a market maker between three outcomes',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { kind: manifold, opening: 1000, pool: {} }'],
      ['FED: {}', 'FED: {}\n    CUP: { outcomes: [home, draw, away] }'],
    ],
    [
      '14 markets.kalshi.CUP.outcomes: outcomes must be two where a market maker trades, but there are 3.',
      '16 pairs.FED: FED pays in mana at kalshi, and no rate to USD is stated: add to rates { from: mana, to: USD, rate: 1 }, or what is true.',
    ],
  ],
  [
    'a refill of no known form',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, book: { refill: whenever } }'],
      ['polymarket: { opening: 1000 }', 'polymarket: { opening: 1000, book: { refill: { halfLife: 0s } } }'],
    ],
    [
      '7 venues.polymarket.book.refill.halfLife: halfLife must be a duration such as 500us, 40ms, 2s, 5min or 1h, above 0, but it is "0s".',
      '8 venues.kalshi.book.refill: refill must be whenGrown, whenShown, or a map with a halfLife such as 5min.',
    ],
  ],
  [
    'unknown keys within a map',
    [
      ['FED: {}', 'FED: { quotes: { depht: 4 } }'],
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, lane: { rateLimit: { capacity: 5, refill: 3 } } }'],
    ],
    [
      '8 venues.kalshi.lane.rateLimit.refill: refill is not known here: did you mean refillPerSecond?',
      '13 markets.kalshi.FED.quotes.depht: depht is not known here: did you mean depth?',
    ],
  ],
  [
    'an unknown mode',
    [['sets: { min', 'mode: paralel\n    sets: { min']],
    ['24 strategies.generator.mode: mode cannot be "paralel": did you mean parallel?'],
  ],
  [
    'a time in force that the venue does not take',
    [
      ['kalshi: { opening: 1000 }', 'kalshi: { kind: manifold, opening: 1000 }'],
      ['    sets: {', '    timeInForce: FOK\n    sets: {'],
    ],
    [
      '15 pairs.FED: FED pays in mana at kalshi, and no rate to USD is stated: add to rates { from: mana, to: USD, rate: 1 }, or what is true.',
      '24 strategies.generator.timeInForce: timeInForce FOK is not taken by kalshi: a limit order there is GTC or GTD.',
    ],
  ],
  ['a name that is a list', [['name: small', 'name: [a]']], ['1 name: name must be a name, but it is a list.']],
  [
    'a key that is no name',
    [['name: small', '__proto__: small']],
    ['1 : A key must be a name, but it is "__proto__".'],
  ],
  ['a quote that does not end', [['name: small', 'name: "small']], ['29 : This is not YAML: missing closing "quote.']],
];

describe('a scenario with a mistake', () => {
  it('is right without it', () => {
    expect(problemsOf(rightScenario)).toEqual([]);
  });

  it.each(cases)('%s is reported by line and key', (_, changes, problems) => {
    expect(problemsOf(changed(...changes))).toEqual(problems);
  });
});

describe('a scenario with several mistakes', () => {
  it('has all of them told at once, by line, whatever is wrong beside them', () => {
    const text = changed(
      ['from: pUSD, to: USD', 'from: pUSD, to: EUR'],
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: lots }'],
      ['fees: { category: economics }', 'fees: { category: economicz }'],
      ['sets: { min: 10, max: 100 }', 'minEdgeBps: some'],
      ['fault: ackLost', 'fault: everything'],
      ['exposed: 0', 'happy: 1'],
    );
    const lines = problemsOf(text).map((problem) => problem.split(':')[0]);
    expect(lines).toEqual([
      '8 venues.kalshi.opening',
      '11 markets.polymarket.FED.fees.category',
      '24 strategies.generator.minEdgeBps',
      '26 faults[0].fault',
      '28 expect.happy',
    ]);
  });

  it('is not blamed for what refers to a part that is wrong itself', () => {
    expect(problemsOf(changed(['kalshi: { opening: 1000 }', 'kalshi: { opening: -5 }']))).toHaveLength(1);
    expect(problemsOf(changed(['fees: { category: economics }', 'fees: 5']))).toHaveLength(1);
    expect(problemsOf(changed(['fair: { cut: 0.4, hold: 0.6 }', 'fair: often']))).toHaveLength(1);
  });
});

describe("a strategy's module", () => {
  const withModule = changed(['sets: { min: 10', 'module: ./mine.ts\n    sets: { min: 10']);

  it('is reported by its line where there is no such file', () => {
    expect(problemsOf(withModule, () => false)).toEqual([
      '24 strategies.generator.module: module "./mine.ts" is not there: it is looked for at /there/mine.ts.',
    ]);
  });

  it('is looked for from where the scenario is', () => {
    expect(problemsOf(withModule, (path) => path === '/there/mine.ts')).toEqual([]);
  });
});
