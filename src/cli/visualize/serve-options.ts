// Where to listen, as options of the commands that serve the page.
import { InvalidArgumentError, Option, type Command } from 'commander';

/** Where to listen, as it was typed. */
export interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
}

/** The port where nobody names one. */
export const PORT_USUAL = 4_280;
const PORT_MAX = 65_535;

/** Reads a port as it is typed; where it is none, the hint is added to what is said of it. */
export const portParser =
  (hint = '') =>
  (text: string): number => {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port > PORT_MAX)
      throw new InvalidArgumentError(`A port is a whole number from 0 to ${PORT_MAX}; 0 is any that is free${hint}.`);
    return port;
  };

/** Adds the options of where to listen. */
export const addServeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--port <number>', `serve on this port; ${PORT_USUAL} if left out, 0 for any`).argParser(portParser()),
    )
    .addOption(new Option('--host <address>', 'serve on this address, and not for this machine alone'));
