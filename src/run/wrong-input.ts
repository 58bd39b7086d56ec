// What a run was given cannot be run.

/** Something that was given is wrong: a file, a key, an option. Its message is whole sentences, and all that a user sees. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}
