// The options of `dte run --inspect`. The page and its server are loaded when somebody asks for them.
import { Option, type Command } from 'commander';
import { wrongInput } from '../command-failed.ts';
import { addServeOptions, type ServeOptions } from '../visualize/serve-options.ts';

/** Whether to watch, as it was typed. */
export interface InspectOptions extends ServeOptions {
  readonly inspect?: true;
}

/** Adds `--inspect` and where it listens. */
export const addInspectOption = (command: Command): Command =>
  addServeOptions(
    command.addOption(new Option('--inspect', 'watch the run live in a browser, and stay until Ctrl-C; see --speed')),
  );

/** Throws `CommandFailed` for `--port` or `--host` without `--inspect`: there is no page whose place they name. */
export const refusePlaceAlone = ({ inspect, port, host }: InspectOptions): void => {
  if (inspect === undefined && (port !== undefined || host !== undefined))
    throw wrongInput('--port and --host say where --inspect serves its page; --stately <port> has its own.');
};
