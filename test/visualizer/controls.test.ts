// Goal: the page shows the controls in names. Method: elements as Preact makes them, without a browser.
import { h } from 'preact';
import { expect, it } from 'vitest';
import { showControls } from '../../visualizer/page/controls.ts';

it('shows controls in text and in what is read out, wherever an element is made', () => {
  showControls();
  const name = 'FED\u202E\u001B[2J';
  const made = h('p', { title: name, class: name }, name, [name, 7], h('b', null, name));
  const props = made.props as unknown as Readonly<Record<string, unknown>>;
  const shown = 'FED\\u202e\\u001b[2J';
  expect(props['title']).toBe(shown);
  expect(props['class']).toBe(name);
  expect(JSON.stringify(props['children'])).not.toMatch(/\u202E/);
  expect((props['children'] as unknown[]).slice(0, 2)).toEqual([shown, [shown, 7]]);
});
