// The engine's version, as runs carry it. A test holds it to the package's.

/** The version of this engine: runs of two versions need not have the same journal. */
export const ENGINE_VERSION = '0.1.0';
