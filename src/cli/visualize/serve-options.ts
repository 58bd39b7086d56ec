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

const parsePort = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > PORT_MAX)
    throw new InvalidArgumentError(`A port is a whole number from 0 to ${PORT_MAX}; 0 is any that is free.`);
  return port;
};

/** Adds the options of where to listen. */
export const addServeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--port <number>', `serve on this port; ${PORT_USUAL} if left out, 0 for any`).argParser(parsePort),
    )
    .addOption(new Option('--host <address>', 'serve on this address, and not for this machine alone'));
