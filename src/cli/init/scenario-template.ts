// The scenario that `dte init` writes.

/** A scenario to start from, commented. */
export const scenarioTemplate = `# yaml-language-server: $schema=./scenario.schema.json
#
# A scenario to start from. Run it, change it, run it again:
#
#   dte run scenario.yaml
#
# Nothing here can trade: the venues are simulated, in virtual time. The same file and seed give the same run.
# Amounts are written as they are meant, durations carry their unit (500us, 40ms, 2s, 5min). What is left out follows
# the venue's own rules; \`dte venues\` shows them.
name: my-scenario
about: One event at two venues, bought at both whenever YES here and NO there cost less than 1 together.
seed: 7
length: { intents: 500 } # or { duration: 60s }, or both
arrivals:
  poisson: { perSecond: 10 } # or constant: { every: 100ms }, or bursts: { size: 50, every: 1ms, pause: 5s }

# Limits and results are counted in this currency; nothing is taken to be at par.
currency: USD
rates:
  - { from: pUSD, to: USD, rate: 1 }

# polymarket, kalshi, manifold, opinion, gemini; or a name of your own with \`kind: other\` and \`rules\`.
venues:
  polymarket:
    opening: 10000
    ackLatency: { lognormal: { median: 90ms, sigma: 0.5 } }
    rejectBps: 100 # 1 % of all orders are refused by chance
    partialBps: 2000 # a fifth of all fills are not the whole of what is open
  kalshi:
    opening: 10000
    tier: Advanced

markets:
  polymarket:
    FED-DEC: { fees: { category: economics }, quotes: { spread: 0.02, noise: 0.03, depth: 400 } }
  kalshi:
    KXFED-26DEC: { step: 1, quotes: { noise: 0.03 } } # whole contracts: finer ones make worse fees

# Which outcomes are the same event's. The person who compared the markets' rules signs it.
pairs:
  FED-DEC:
    verified: rules compared by me on 2026-11-02
    yes: polymarket/FED-DEC # where YES is bought
    no: kalshi/KXFED-26DEC # where NO is bought
    fair: 0.36 # the price of YES at the beginning
    mispricing: 0.07 # how much less than 1 the venues take both legs together to be worth, on average

# The strategy stands in my-strategy.ts, beside this file. Without \`module\` it is the built-in generator.
strategies:
  mine:
    module: ./my-strategy.ts
    minEdgeBps: 20 # least edge after the worst fees, of what the sets cost
    sets: { min: 10, max: 50 } # shares of every leg alike
    policy: unwind # what is done with a set that came out exposed

risk:
  openExposureMax: 1000
  drawdownMax: 500

# What goes wrong, and how often; \`dte faults\` lists and explains them all.
faults:
  - { fault: ackLost, venue: polymarket, chanceBps: 200 }

# What must hold of the run: otherwise it exits 1, so that this file is a test in your CI.
expect:
  violations: 0
`;
