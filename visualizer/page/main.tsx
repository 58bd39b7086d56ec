// The entry of the page.
import { render } from 'preact';
import { App } from './app.tsx';
import { showControls } from './controls.ts';

showControls();
const root = document.getElementById('page');
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
