// The server of the visualizer as a function of requests: the page, and what it asks about runs. It only reads, and knows
// neither sockets nor commands; who may ask is decided before it.
import { Hono, type Context } from 'hono';
import { answerAsset, type Assets } from '../../http/assets.ts';
import { encodeRecord } from '../../journal/encode.ts';
import { entryOf, headOf, timelineOf } from './ask/head.ts';
import { hopsOf } from './ask/hops.ts';
import type { Life } from './answers.ts';
import { lifeOf } from './ask/life.ts';
import { arbitragesOf, find, marksOf, ordersOf, type Filter, type Part } from './ask/lists.ts';
import { chartModels } from '../index/charts/model.ts';
import { PAGE_MAX, type InspectedRun, type Runs } from '../sources/inspected-run.ts';
import { NOBODY } from '../index/actors.ts';

/** What the server shows. */
export interface InspectOptions {
  readonly runs: Runs;
  readonly assets: Assets;
}

const QUERY_LENGTH_MAX = 200;
const PLACES_MAX = 4_096;

const isWhen = (text: string | undefined): text is 'now' | 'ever' => text === 'now' || text === 'ever';

const filterOf = (context: Context): Filter => {
  const given = (name: string): string | undefined => context.req.query(name)?.slice(0, QUERY_LENGTH_MAX);
  const when = given('when');
  return {
    venue: given('venue'),
    market: given('market'),
    pair: given('pair'),
    status: given('status'),
    state: given('state'),
    when: isWhen(when) ? when : undefined,
    oddity: given('oddity'),
    refusal: given('refusal'),
  };
};

const countOf = (text: string | undefined, usual: number, max: number): number => {
  const count = text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : usual;
  return Math.min(count, max);
};

const partOf = (context: Context): Part => ({
  offset: countOf(context.req.query('offset'), 0, Number.MAX_SAFE_INTEGER),
  limit: countOf(context.req.query('limit'), 100, PAGE_MAX),
});

const placesOf = (text: string | undefined): readonly number[] =>
  (text ?? '')
    .split(',')
    .filter((place) => /^\d{1,6}$/.test(place))
    .slice(0, PLACES_MAX)
    .map(Number);

/** The life of an arbitrage or a plain order by its number, or of an order by its id; null where there is none. */
const lifeNamed = async (run: InspectedRun, id: string): Promise<Life | null> => {
  const { actors } = run.index;
  const number = /^\d{1,9}$/.test(id) ? Number(id) : 0;
  if (actors.arbitrages.firstSeq.at(number) > 0) return lifeOf(await run.recordsOf(number), number, null);
  const plain = number > 0 ? actors.plainOrderOf(number) : NOBODY;
  const place = plain === NOBODY ? actors.orderOf(id) : plain;
  if (place === NOBODY) return null;
  const arbitrage = actors.arbitrageAt(place);
  const records = await (arbitrage > 0 ? run.recordsOf(arbitrage) : run.recordsOfPlain(place));
  return records.length === 0 ? null : lifeOf(records, arbitrage, actors.clOrdIdAt(place));
};

type WithRun = { Variables: { run: InspectedRun } };

const runRoutes = (runs: Runs): Hono<WithRun> => {
  const routes = new Hono<WithRun>();
  routes.use('/:run/*', async (context, next) => {
    const run = runs.get(context.req.param('run'));
    if (run === undefined) return context.json({ problem: 'There is no such run here.' }, 404);
    // A run is read further while its page is open.
    void run.read();
    context.set('run', run);
    return await next();
  });
  routes.get('/:run/head', (context) => context.json(headOf(context.get('run'))));
  routes.get('/:run/timeline', (context) =>
    context.json(timelineOf(context.get('run'), placesOf(context.req.query('places')))),
  );
  routes.get('/:run/hops', (context) => context.json(hopsOf(context.get('run'))));
  routes.get('/:run/orders', (context) =>
    context.json(ordersOf(context.get('run').index, filterOf(context), partOf(context))),
  );
  routes.get('/:run/arbitrages', (context) =>
    context.json(arbitragesOf(context.get('run').index, filterOf(context), partOf(context))),
  );
  routes.get('/:run/marks', (context) => {
    const { kind, name } = context.req.query();
    return context.json(marksOf(context.get('run').index, { kind, name }, partOf(context)));
  });
  routes.get('/:run/find', (context) =>
    context.json(find(context.get('run').index, (context.req.query('q') ?? '').slice(0, QUERY_LENGTH_MAX))),
  );
  routes.get('/:run/lives/:id', async (context) => {
    const run = context.get('run');
    const id = context.req.param('id');
    const life = await lifeNamed(run, id);
    if (life === null)
      return context.json({ problem: `There is no order or arbitrage '${id.slice(0, 100)}' in this run.` }, 404);
    return context.json(life);
  });
  routes.get('/:run/records', async (context) => {
    const run = context.get('run');
    const first = Math.max(1, countOf(context.req.query('first'), 1, Number.MAX_SAFE_INTEGER));
    const last = Math.min(run.index.lastSeq, first + countOf(context.req.query('limit'), 100, PAGE_MAX) - 1);
    const records = await run.source.read(first, last);
    const lines = records.map((record) => encodeRecord(record, record.seq, record.atUs));
    return context.body(`[${lines.join(',')}]`, 200, { 'Content-Type': 'application/json; charset=utf-8' });
  });
  return routes;
};

/** The server: give its `fetch` requests to GET. */
export const createInspectApp = ({ runs, assets }: InspectOptions): Hono => {
  const app = new Hono();
  app.get('/api/runs', (context) => context.json(runs.list().map(entryOf)));
  app.get('/api/charts', (context) => context.json(chartModels));
  app.route('/api/runs', runRoutes(runs));
  app.get('/api/*', (context) => context.json({ problem: 'There is nothing under this address.' }, 404));
  app.get('*', (context) => answerAsset(assets, context.req.path));
  app.onError((error, context) => context.json({ problem: `The server could not answer: ${error.message}` }, 500));
  return app;
};
