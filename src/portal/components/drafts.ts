import type { Session } from '../../client/index.js';

/** What of the browser's storage is needed; that of a tab ends with it. */
export interface DraftStorage {
  readonly length: number;
  key(at: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

const PREFIX = 'huitong draft ';
/** Some hundred kilobytes of text are no form that somebody fills in. */
const CHARS_MAX = 200_000;

interface Draft {
  /** What the form was opened on, such as the version of a room: typed into an older one it is no longer right. */
  readonly basis: string;
  readonly values: unknown;
}

const userOf = ({ account, login }: Pick<Session, 'account' | 'login'>): string =>
  `${PREFIX}${JSON.stringify([account.id, login])} `;

/** `form`: the path of its page, and its name where a page has several. */
export const draftKey = (session: Pick<Session, 'account' | 'login'>, form: string): string =>
  userOf(session) + form;

/** Undefined: nothing was typed, or into something that has changed since. */
export function readDraft<Values>(storage: DraftStorage, key: string, basis: string): Values | undefined {
  const draft = parsed(storage.getItem(key));
  if (draft === undefined) return undefined;
  if (draft.basis === basis) return draft.values as Values;
  storage.removeItem(key);
  return undefined;
}

/** As typed now; what is again as at first need not be kept. */
export function keepDraft<Values>(
  storage: DraftStorage,
  key: string,
  { basis, values, initial }: { readonly basis: string; readonly values: Values; readonly initial: Values },
): void {
  const text = JSON.stringify({ basis, values } satisfies Draft);
  if (text.length > CHARS_MAX || text === JSON.stringify({ basis, values: { ...values, ...initial } })) {
    storage.removeItem(key);
    return;
  }
  try {
    storage.setItem(key, text);
  } catch {
    // The storage is full: the form works all the same, it only is not there again after a login.
    storage.removeItem(key);
  }
}

/** Of everybody, or of everybody else: who logs out or in as another leaves nothing that others could read. */
export function dropDrafts(storage: DraftStorage, but?: Pick<Session, 'account' | 'login'>): void {
  const kept = but && userOf(but);
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const key of keys) {
    if (key.startsWith(PREFIX) && (kept === undefined || !key.startsWith(kept))) storage.removeItem(key);
  }
}

function parsed(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return undefined;
  }
}
