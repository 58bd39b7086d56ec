// The one place where text gets into the page: what a name brings along to turn the direction of writing is shown, and not
// obeyed. Markup in it is text anyway.
import { options, type VNode } from 'preact';
import { printable } from '../../src/kernel/printable.ts';

/** What a reader sees besides text. */
const readAttributes = ['title', 'aria-label', 'placeholder', 'alt'];

const shown = (child: unknown): unknown => {
  if (typeof child === 'string') return printable(child);
  return Array.isArray(child) ? child.map(shown) : child;
};

const showIn = ({ type, props }: VNode): void => {
  if (typeof type !== 'string') return;
  const fields = props as Record<string, unknown>;
  if ('children' in fields) fields['children'] = shown(fields['children']);
  for (const name of readAttributes) if (name in fields) fields[name] = shown(fields[name]);
};

/** From here on every element that is made shows the controls in its text. */
export const showControls = (): void => {
  const before = options.vnode;
  options.vnode = (vnode) => {
    showIn(vnode);
    before?.(vnode);
  };
};

/** Names the page in its window, as its text does. */
export const nameWindow = (name: string): void => {
  document.title = printable(name);
};
