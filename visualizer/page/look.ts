// Dark or light, as the reader wants it or the system says.
import { signal } from '@preact/signals';

/** A look. */
export type Look = 'dark' | 'light';

const KEY = 'dte-look';
const asked = matchMedia('(prefers-color-scheme: light)');

const remembered = (): Look | null => {
  const text = localStorage.getItem(KEY);
  return text === 'dark' || text === 'light' ? text : null;
};

/** The look of the page. */
export const look = signal<Look>(remembered() ?? (asked.matches ? 'light' : 'dark'));

const show = (): void => {
  document.documentElement.dataset['look'] = look.value;
};
show();

/** Changes from one to the other, and remembers it. */
export const changeLook = (): void => {
  look.value = look.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, look.value);
  show();
};

/** A colour of the look, by the name of its variable. */
export const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
