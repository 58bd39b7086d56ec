// Why a file cannot be read or written, in words.

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

/** The end of a sentence that begins with a file; the system's own words where there are no better ones. */
export const fileFault = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  const known = typeof code === 'string' ? words[code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
};
