// The headers of every answer: nothing from elsewhere is loaded, framed, guessed or remembered.

/** Where a page may load from, by the directives of its content security policy. */
export type Sources = Readonly<Record<string, string>>;

const sourcesOfAll: Sources = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** The headers by name, for a server whose page also loads from these sources. */
export const answerHeaders = (sources: Sources = {}): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': Object.entries({ ...sourcesOfAll, ...sources })
    .map(([directive, source]) => `${directive} ${source}`)
    .join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
});
