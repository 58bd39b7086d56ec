// A server as a function of requests, behind its guard: foreign pages and hosts are refused, only GET and HEAD are taken,
// and every answer has the headers. It knows no sockets.
import { askingOf, refusalOf, type Door } from './guard.ts';
import { answerHeaders, type Sources } from './headers.ts';

/** Answers requests. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** Who is answered, and where the page that is served may load from. */
export interface Guarded extends Door {
  readonly sources?: Sources;
}

const problem = (status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json({ problem: sentence }, { status, headers });

/** That server, behind its guard. A refusal is JSON: `{ "problem": "<one sentence>" }`. */
export const guarded = (served: Fetch, options: Guarded): Fetch => {
  const headers = Object.entries(answerHeaders(options.sources));
  const answer = async (request: Request): Promise<Response> => {
    const refusal = refusalOf(
      askingOf((name) => request.headers.get(name) ?? undefined),
      options,
    );
    if (refusal !== null) return problem(403, refusal);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return problem(405, 'This server only shows: it takes GET and HEAD.', { Allow: 'GET, HEAD' });
    return await served(request);
  };
  return async (request) => {
    const response = await answer(request);
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  };
};
