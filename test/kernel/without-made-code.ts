// What a part does where code may not be made from strings.

/** What `make` gives while `Function` refuses, as it does under `--disallow-code-generation-from-strings`. */
export const withoutMadeCode = <T>(make: () => T): T => {
  const made = globalThis.Function;
  globalThis.Function = function refuse(): never {
    throw new EvalError('Code generation from strings disallowed for this context');
  } as unknown as FunctionConstructor;
  try {
    return make();
  } finally {
    globalThis.Function = made;
  }
};
