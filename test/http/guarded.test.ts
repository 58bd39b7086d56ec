// Goal: whatever a server is, nothing reaches it past the guard, and no answer leaves it without the headers.
import { expect, it } from 'vitest';
import { guarded, type Fetch } from '../../src/http/guarded.ts';

const seen: string[] = [];
const inner: Fetch = (request) => {
  seen.push(request.url);
  return new Response('inside', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'public' } });
};
const answer = guarded(inner, { host: '127.0.0.1', sources: { 'img-src': "'self' data:", 'connect-src': "'none'" } });
const ask = (method: string, headers: Record<string, string>): Promise<Response> =>
  Promise.resolve(answer(new Request('http://127.0.0.1:1/page', { method, headers })));

it('lets its own page through, and nothing else', async () => {
  const host = '127.0.0.1:1';
  expect(await (await ask('GET', { host })).text()).toBe('inside');
  expect(seen).toHaveLength(1);
  const refused = await ask('GET', { host: 'evil.example' });
  expect([refused.status, await refused.json()]).toEqual([
    403,
    { problem: "This server does not answer for the host 'evil.example'." },
  ]);
  expect((await ask('GET', { host, origin: 'http://evil.example' })).status).toBe(403);
  expect((await ask('GET', { host, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status, headers } = await ask(method, { host });
    expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
  }
  expect(seen).toHaveLength(1);
  expect((await ask('HEAD', { host })).status).toBe(200);
});

it('puts the headers on each answer, over those that the server had', async () => {
  for (const host of ['127.0.0.1:1', 'evil.example']) {
    const { headers } = await ask('GET', { host });
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; img-src 'self' data:",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBe(null);
  }
});
