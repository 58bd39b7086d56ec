// Whether a commit that changes the pinned runs says why: by a line `Digest: why` in its body.

/** A commit. */
export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
}

/** Commits of `git log --format=%H%n%B%x00`. */
export const readLog = (text: string): readonly Commit[] =>
  text
    .split('\0')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [hash = '', subject = '', ...body] = entry.split('\n');
      return { hash, subject, body: body.join('\n') };
    });

/** Those that say no reason, by hash and subject. */
export const reasonless = (commits: readonly Commit[]): readonly string[] =>
  commits.filter(({ body }) => !/^Digest: *\S/m.test(body)).map(({ hash, subject }) => `${hash} ${subject}`);
