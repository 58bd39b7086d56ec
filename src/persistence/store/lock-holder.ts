// Which process holds a directory, and whether it still lives. A number of a process says little by itself: the system gives
// it again, another boot counts anew, and a container or another machine counts for itself. So a holder also says when it
// was started and where it counts.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What a process does with the directory that it holds. */
export type DirectoryUse = 'write' | 'read';

/** The process that holds a directory. */
export interface Holder {
  readonly pid: number;
  /** When the process was started, in ticks since the boot; '' where the system does not say. */
  readonly startedAt: string;
  /** The machine, by its name and its id; '' in the lock of a former build. */
  readonly machine: string;
  /** The boot of that machine; '' where the system does not say. */
  readonly boot: string;
  /** Where the process is counted: containers of one machine count for themselves; '' where the system does not say. */
  readonly namespace: string;
  readonly use: DirectoryUse;
  /** The number of the run that it writes; null where it writes none, or none yet. */
  readonly run: number | null;
}

/** `unseen`: it is counted elsewhere, so that nobody here can say whether it lives. */
export type Fate = 'lives' | 'dead' | 'unseen';

/** The fields of a process's line in `/proc`, counted behind the name in brackets. */
const stateField = 0;
const startField = 19;
/** A process that has ended, and that its parent has not asked for yet. */
const endedStates = /^[ZX]$/;

const textIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

const linkIn = (file: string): string => {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
};

const fieldsOf = (pid: number): readonly string[] => {
  const line = textIn(`/proc/${pid}/stat`);
  return line.slice(line.lastIndexOf(')') + 2).split(' ');
};

const startOf = (pid: number): string => fieldsOf(pid)[startField] ?? '';

/** Where this process is counted. */
const ownPlace = (): Pick<Holder, 'machine' | 'boot' | 'namespace'> => ({
  machine: `${hostname()} ${textIn('/etc/machine-id')}`.trim(),
  boot: textIn('/proc/sys/kernel/random/boot_id'),
  namespace: linkIn('/proc/self/ns/pid'),
});

/** This process. */
export const ownHolder = (use: DirectoryUse, run: number | null = null): Holder => ({
  pid: process.pid,
  startedAt: startOf(process.pid),
  ...ownPlace(),
  use,
  run,
});

const isAlive = ({ pid, startedAt }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It lives, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (endedStates.test(fieldsOf(pid)[stateField] ?? '')) return false;
  const startsNow = startOf(pid);
  return startedAt === '' || startsNow === '' || startsNow === startedAt;
};

/** What became of a holder, as far as this process can see. A machine that was booted again has none of its processes left. */
export const fateOf = (holder: Holder, own: Pick<Holder, 'machine' | 'boot' | 'namespace'> = ownPlace()): Fate => {
  const isHere = holder.machine === '' || holder.machine === own.machine;
  if (holder.boot !== '' && own.boot !== '' && holder.boot !== own.boot) return isHere ? 'dead' : 'unseen';
  const isSameBoot = holder.boot !== '' && holder.boot === own.boot;
  if (!isSameBoot && !isHere) return 'unseen';
  if (holder.namespace !== '' && own.namespace !== '' && holder.namespace !== own.namespace) return 'unseen';
  return isAlive(holder) ? 'lives' : 'dead';
};

/** A holder as a lock has it: one line, that {@link holderOfText} reads. */
export const textOfHolder = (holder: Holder): string => `${JSON.stringify(holder)}\n`;

const isText = (value: unknown): value is string => typeof value === 'string';

/** The holder that a lock names; null where the text is none that this engine or a former build writes. */
export const holderOfText = (text: string): Holder | null => {
  const former = /^(\d+)(?: (\d*))?\s*$/.exec(text);
  if (former !== null)
    return {
      pid: Number(former[1]),
      startedAt: former[2] ?? '',
      machine: '',
      boot: '',
      namespace: '',
      use: 'write',
      run: null,
    };
  let read: Partial<Holder> | null;
  try {
    read = JSON.parse(text) as Partial<Holder> | null;
  } catch {
    return null;
  }
  const { pid, startedAt, machine, boot, namespace, use, run = null } = read ?? {};
  if (!Number.isSafeInteger(pid) || !isText(startedAt) || !isText(machine) || !isText(boot) || !isText(namespace))
    return null;
  const number = Number.isSafeInteger(run) ? run : null;
  return { pid: pid!, startedAt, machine, boot, namespace, use: use === 'read' ? 'read' : 'write', run: number };
};
