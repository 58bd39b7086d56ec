// The files of a page, in memory: what is not among them cannot be asked for.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The files by their path, which begins with a slash. */
export type Assets = ReadonlyMap<string, Asset>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
};

/** Reads the files of a folder. Throws what the file system says. */
export const readAssets = (folder: string): Assets => {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    assets.set(`/${relative(folder, path).split(sep).join('/')}`, { type, body: new Uint8Array(readFileSync(path)) });
  }
  return assets;
};

/** Texts as files: each path with its type and its text. */
export const textAssets = (
  files: Readonly<Record<string, readonly [ending: '.html' | '.js' | '.css', text: string]>>,
): Assets =>
  new Map(
    Object.entries(files).map(([path, [ending, text]]) => [
      path,
      { type: types[ending] ?? '', body: new TextEncoder().encode(text) },
    ]),
  );

/** The file at a path, of which `/` is the page; where there is none, that is said. */
export const answerAsset = (assets: Assets, path: string): Response => {
  const asset = assets.get(path === '/' ? '/index.html' : path);
  return asset === undefined
    ? new Response('There is nothing under this address.', {
        status: 404,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      })
    : new Response(asset.body, { headers: { 'Content-Type': asset.type } });
};
