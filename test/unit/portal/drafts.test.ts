import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  draftKey,
  dropDrafts,
  keepDraft,
  readDraft,
  type DraftStorage,
} from '../../../src/portal/components/drafts.js';

const test = suite('what is typed and not saved');

const sessionOf = (account: string, login: string) =>
  ({ account: { id: account }, login }) as Parameters<typeof draftKey>[0];
const LI = sessionOf('account-1', '13800138000');
const HAN = sessionOf('account-1', '13800138001');
const INITIAL = { name: '', numbers: [''], hours: null };
const TYPED = { name: '</script>🦊', numbers: ['1', '2'], hours: 3 };

class MemoryStorage implements DraftStorage {
  readonly #items = new Map<string, string>();
  charsMax = Infinity;

  get length(): number {
    return this.#items.size;
  }

  key(at: number): string | null {
    return [...this.#items.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    if (text.length > this.charsMax) throw new Error('QuotaExceededError');
    this.#items.set(key, text);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

function typed(storage: DraftStorage, key: string, basis = '1', values: typeof TYPED = TYPED): void {
  keepDraft<object>(storage, key, { basis, values, initial: INITIAL });
}

test('is there again for the same person and form, and for no other', () => {
  const storage = new MemoryStorage();
  const key = draftKey(LI, '/rooms/new ');
  typed(storage, key);
  assert.equal(readDraft(storage, key, '1'), TYPED);
  for (const other of [draftKey(HAN, '/rooms/new '), draftKey(LI, '/rooms/7/edit ')])
    assert.is(readDraft(storage, other, '1'), undefined);
});

test('into an older version is forgotten', () => {
  const storage = new MemoryStorage();
  const key = draftKey(LI, '/rooms/7/edit ');
  typed(storage, key, '1');
  assert.is(readDraft(storage, key, '2'), undefined);
  assert.is(storage.length, 0);
});

test('and taken back again needs not be kept', () => {
  const storage = new MemoryStorage();
  const key = draftKey(LI, '/rooms/new ');
  typed(storage, key);
  keepDraft<object>(storage, key, { basis: '1', values: { ...INITIAL }, initial: INITIAL });
  assert.is(storage.length, 0);
});

test('too much of it, or a full storage, leaves nothing half old', () => {
  const storage = new MemoryStorage();
  const key = draftKey(LI, '/rooms/new ');
  typed(storage, key);
  storage.charsMax = 10;
  typed(storage, key, '1', { ...TYPED, name: 'newer' });
  assert.is(storage.length, 0);
  storage.charsMax = Infinity;
  typed(storage, key);
  typed(storage, key, '1', { ...TYPED, name: 'x'.repeat(200_000) });
  assert.is(storage.length, 0);
});

test('what cannot be read is as nothing', () => {
  const storage = new MemoryStorage();
  const key = draftKey(LI, '/rooms/new ');
  storage.setItem(key, '{"basis":');
  assert.is(readDraft(storage, key, '1'), undefined);
});

test('goes with who logs out, and when somebody else logs in', () => {
  const storage = new MemoryStorage();
  typed(storage, draftKey(LI, '/rooms/new '));
  typed(storage, draftKey(LI, '/instant '));
  typed(storage, draftKey(HAN, '/rooms/new '));
  storage.setItem('of another program', 'kept');
  dropDrafts(storage, HAN);
  assert.is(readDraft(storage, draftKey(LI, '/rooms/new '), '1'), undefined);
  assert.equal(readDraft(storage, draftKey(HAN, '/rooms/new '), '1'), TYPED);
  dropDrafts(storage);
  assert.equal([storage.length, storage.key(0)], [1, 'of another program']);
});

test.run();
