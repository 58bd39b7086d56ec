// Where the page is, as its address says it: everything that is looked at survives a reload and can be sent to others.
import { signal } from '@preact/signals';

/** The views of the page. */
export const views = ['runs', 'run', 'charts', 'find', 'life', 'compare'] as const;
/** A view of the page. */
export type View = (typeof views)[number];

/** An address: `#/life/demo/12.1?step=3`. */
export interface Route {
  readonly view: View;
  /** The run; of `compare` several, with commas between. */
  readonly run: string;
  /** What of the run: a chart, or an actor. */
  readonly what: string;
  readonly params: Readonly<Record<string, string>>;
}

const parse = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', run = '', ...rest] = path.split('/').map((part) => decodeURIComponent(part));
  const view = views.find((one) => one === first) ?? 'runs';
  return { view, run, what: rest.join('/'), params: Object.fromEntries(new URLSearchParams(query)) };
};

/** Where the page is. */
export const route = signal<Route>(parse(location.hash));

addEventListener('hashchange', () => {
  route.value = parse(location.hash);
});

/** The address of a route; parameters that are empty are left out. */
export const hrefOf = (
  view: View,
  run: string,
  what = '',
  params: Readonly<Record<string, string | undefined>> = {},
): string => {
  const kept = Object.entries(params).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const query = new URLSearchParams(kept).toString();
  const path = [view, run, what]
    .filter((part) => part !== '')
    .map((part) => encodeURIComponent(part).replaceAll('%2C', ','))
    .join('/');
  return `#/${path}${query === '' ? '' : `?${query}`}`;
};

/** Goes there; with `isStep` the way back leads past where the page is now. */
export const go = (href: string, isStep = false): void => {
  if (isStep) {
    history.replaceState(null, '', href);
    route.value = parse(href);
  } else location.hash = href;
};

/** Changes parameters of the address and stays. */
export const setParams = (params: Readonly<Record<string, string | undefined>>): void => {
  const { view, run, what, params: before } = route.value;
  go(hrefOf(view, run, what, { ...before, ...params }), true);
};
