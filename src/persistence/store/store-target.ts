// What a person writes for a database, read: a server's URL, a directory, or memory. Pure, and careful with what may be a
// password: a text that could be a misspelt URL is refused and never taken for a directory, and no sentence quotes any of it.

/** Where a database is. */
export type StoreTarget =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'memory' };

/** A directory as a target, whatever its name looks like. */
export const directoryTarget = (path: string): StoreTarget => ({ kind: 'directory', path });

/** Where a target is, for a person; never with a password. */
export const shownTarget = (target: StoreTarget): string => {
  if (target.kind === 'server') return withoutPassword(target.url);
  return target.kind === 'directory' ? target.path : 'memory';
};

/** A target, or the end of a sentence that begins with the name of the setting and says what is wrong. */
export type ReadTarget = StoreTarget | { readonly kind: 'wrong'; readonly words: string };

const example = 'postgres://user@host:5432/name';
const encoded = 'In a user or a password / is written %2F, # %23, @ %40, : %3A, ? %3F and % %25.';

const wrong = (words: string): ReadTarget => ({ kind: 'wrong', words });

const schemeOfServer = /^postgres(ql)?:\/\//i;
/** What makes a relative path look like an address: it can be said of a directory with ./ before it. */
const unlikeDirectory = /[:@?#=\\]|%[\da-f]{2}/i;
/** What no directory is called, however its path begins. */
const likeAddress = /:\/\/|:[^/]*@|\\|@[^/]*:\d|(pass(word|wd)?|pwd|secret)\s*=/i;

/** The text and what it says once its percent codes are resolved, with compatible characters made plain (a wide colon). */
const formsOf = (text: string): readonly string[] => {
  const plain = text.normalize('NFKC');
  const decoded = plain.replaceAll(/%([2-7][\da-f])/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
  return [text, plain, decoded];
};

const isHost = (host: string): boolean => /^(\[[\da-f:.]+\]|[\w.-]+|%2f[\w.%~-]*)$/i.test(host);
const isPort = (port: string): boolean => /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;

/** Whether every % begins a code, and the codes are UTF-8. */
const isDecodable = (text: string): boolean => {
  try {
    // Its value is asked for: a bundler takes the call for one without effect, and leaves it out.
    return decodeURIComponent(text).length <= text.length;
  } catch {
    return false;
  }
};

/** A URL of a server in its parts, as they are written: what stands before the last @ belongs to the user. */
interface Parts {
  readonly password: string | null;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly query: string | null;
}

const partsOf = (url: string): Parts => {
  const rest = url.replace(schemeOfServer, '');
  const authority = /^[^/?]*/.exec(rest)![0];
  const [path = '', query = null] = splitAt(rest.slice(authority.length), rest.slice(authority.length).indexOf('?'));
  const [login, address] = authority.includes('@') ? splitAt(authority, authority.lastIndexOf('@')) : ['', authority];
  const [, password = null] = splitAt(login!, login!.indexOf(':'));
  const bracket = address!.lastIndexOf(']');
  const [host = '', port = ''] = splitAt(address!, address!.indexOf(':', Math.max(bracket, 0)));
  return { password, host, port, database: path.replace(/^\//, ''), query };
};

/** What stands before and behind a place, without the character there; all of it where there is no such place. */
const splitAt = (text: string, at: number): readonly string[] =>
  at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];

const readServer = (text: string, hasHostElsewhere: boolean): ReadTarget => {
  if (/\s/.test(text)) return wrong('holds a space, which a URL writes as %20.');
  if (text.includes('#')) return wrong(`holds a #, which has no meaning there. ${encoded}`);
  if (text.includes('\\')) return wrong(`holds a backslash, which no URL has: ${example}.`);
  const { host, port, database, query } = partsOf(text);
  if (/[@:/]/.test(database) || query?.includes('@'))
    return wrong(`has a /, @ or : behind its host that does not belong there. ${encoded}`);
  const parameters =
    query === null || query === '' ? [] : query.split('&').map((each) => splitAt(each, each.indexOf('=')));
  if (parameters.some(([name, value]) => value === undefined || !/^[A-Za-z_]\w*$/.test(name!)))
    return wrong(`has something behind its ? that is no parameter, such as sslmode=require. ${encoded}`);
  if (!isDecodable(text)) return wrong(`holds a % that begins no code of a character. ${encoded}`);
  const given = new Map(parameters.map(([name, value]) => [name!, decodeURIComponent(value!)]));
  if (host === '' && !hasHostElsewhere && (given.get('host') ?? '') === '')
    return wrong(`names no host: ${example} does.`);
  if (host.includes(',')) return wrong(`names several hosts, and this engine connects to one: ${example}.`);
  if (host !== '' && !isHost(host)) return wrong(`names a host that cannot be one: ${example} has one. ${encoded}`);
  const ports = [port, given.get('port') ?? ''].filter((each) => each !== '');
  if (!ports.every(isPort)) return wrong(`names a port that is not a number from 1 to 65535. ${encoded}`);
  const url = text.replace(schemeOfServer, (scheme) => scheme.toLowerCase());
  return URL.canParse(url.replace(/@(?=[/?]|$)/, '@host'))
    ? { kind: 'server', url }
    : wrong(`is no URL: ${example} is one.`);
};

/**
 * Reads what a person wrote. `hasHostElsewhere` says that the environment names a host for a URL that names none. The words
 * of what is wrong quote nothing of the text, because any part of it may be the password.
 */
export const readTarget = (written: string, hasHostElsewhere = false): ReadTarget => {
  const text = written.trim();
  if (text === 'memory') return { kind: 'memory' };
  if (/\p{Cc}/u.test(text)) return wrong('holds a control character.');
  if (schemeOfServer.test(text)) return readServer(text, hasHostElsewhere);
  const forms = formsOf(text);
  if (forms.some((form) => form.includes('://')))
    return wrong(`is a URL of a kind that this engine does not know. A server's is ${example}.`);
  if (forms.some((form) => /^\W*postgres(ql)?\W*:/i.test(form)))
    return wrong(`begins like a URL and is none: behind postgres: stand two slashes, as in ${example}.`);
  if (forms.some((form) => likeAddress.test(form)))
    return wrong(`looks like a server's address. A server is named by a URL: ${example}.`);
  if (!/^\.{0,2}\//.test(text) && forms.some((form) => unlikeDirectory.test(form)))
    return wrong(
      `looks like a server's address, and not like a directory. A server is named by a URL: ${example}. ` +
        `A directory with such a name is written with ./ before it.`,
    );
  return { kind: 'directory', path: text };
};

/** A server's URL without its password, wherever it stands in it; other texts as they are. */
export const withoutPassword = (url: string): string => {
  if (!schemeOfServer.test(url)) return url;
  const { password, query } = partsOf(url);
  const kept = (query ?? '').split('&').filter((each) => !/^(ssl)?password=/i.test(each));
  const [before] = splitAt(url, url.indexOf('?'));
  const login = password === null ? before! : before!.replace(`:${password}@`, '@');
  return kept.join('') === '' ? login : `${login}?${kept.join('&')}`;
};

/** Whether a URL holds a password. */
export const holdsPassword = (url: string): boolean => schemeOfServer.test(url) && withoutPassword(url) !== url;

/**
 * Whether a word is a database's URL, or was meant to be one. It is asked of words that stand where none is expected, so
 * that no command shows one, and none makes a file of that name.
 */
export const looksLikeUrl = (word: string): boolean =>
  formsOf(word).some((form) =>
    /\/\/[^\s]*:[^\s]*@|:\/\/[^\s]*@|^\W*postgres(ql)?\W*:|^[^\s/]*:[^\s]*@|(pass(word|wd)?|pwd)\s*=\S/i.test(form),
  );

/** A text with the password of every URL in it replaced by three stars. */
export const masked = (text: string): string =>
  text.includes('://')
    ? text
        .replaceAll(/(\w:\/\/[^\s/?#:@]*):[^\s]*@/g, '$1:***@')
        .replaceAll(/([?&](?:ssl)?password=)[^\s&'"]*/gi, '$1***')
    : text;
