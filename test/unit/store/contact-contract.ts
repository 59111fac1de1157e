import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import { numberKey, type Contact } from '../../../src/contacts/contact.js';
import { DEFAULT_INVITATIONS } from '../../../src/notices/room-invitations.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { ContactGroupRepository } from '../../../src/store/repositories/contact-group-repository.js';
import { ContactImportRepository } from '../../../src/store/repositories/contact-import-repository.js';
import { ContactRepository } from '../../../src/store/repositories/contact-repository.js';
import { RoomInvitationRepository } from '../../../src/store/repositories/room-invitation-repository.js';
import { RoomRepository } from '../../../src/store/repositories/room-repository.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds, sampleRoom } from '../../support/store-samples.js';
import { outcomeOf, withStoreOf, type Backend } from './backend.js';

const ids = sampleIds(21);

/** Everything that holds of contacts, their files, and invitations of rooms on either database. */
export function contactContract(test: Test, backend: Backend): void {
  const withStore = (
    name: string,
    run: (store: Store, account: ReturnType<typeof sampleAccount>) => Promise<void>,
  ): void => {
    test(name, () =>
      withStoreOf(backend, async (store) => {
        const account = sampleAccount(ids, '44444444');
        assert.is(await outcomeOf(store, new AccountRepository(store).create(account)), 'ok');
        await run(store, account);
      }),
    );
  };

  withStore(
    'a number is of the oldest contact without an extension, or of the only one',
    async (store, mine) => {
      const contacts = new ContactRepository(store);
      const other = sampleAccount(ids, '55555555');
      assert.is(await outcomeOf(store, new AccountRepository(store).create(other)), 'ok');
      const contact = (name: string, account: typeof mine, ...numbers: readonly string[]): Contact => ({
        id: ids.next(),
        name,
        email: '',
        numbers: numbers.map((written) => {
          const [number = '', extension = ''] = written.split('*');
          return { number, extension, delayMs: 2_000 };
        }),
        groups: [],
        account: account.id,
        version: 1,
        createdMs: NOW_MS,
      });
      const all = [
        contact('before', mine, '+861062340001*801'),
        contact('first', mine, '+8613800138000', '+861062340001'),
        contact('second', mine, '+8613800138000'),
        contact('desk 1', mine, '+861062340002*1', '+861062340003*1'),
        contact('desk 2', mine, '+861062340002*2'),
        contact('elsewhere', other, '+8613900139000'),
      ];
      assert.is(await outcomeOf(store, ...contacts.createAll(all)), 'ok');
      const asked = ['+8613800138000', '+8613800138000', '+8613900139000', '+8613700137000'];
      const offices = ['+861062340001', '+861062340002', '+861062340003'];
      assert.equal(Object.fromEntries(await contacts.namesOf(mine.id, [...asked, ...offices])), {
        '+861062340001': 'first',
        '+861062340003': 'desk 1',
        '+8613800138000': 'first',
      });
      assert.is((await contacts.namesOf(mine.id, [])).size, 0);
    },
  );

  withStore('contacts are found by name, digits, group and number', async (store, { id: account }) => {
    const contacts = new ContactRepository(store);
    const groups = new ContactGroupRepository(store);
    const of = { account, version: 1, createdMs: NOW_MS };
    const group = { id: ids.next<never>(), name: '销售', ...of };
    const number = { number: '+861062345678', extension: '801', delayMs: 2_000 };
    const li: Contact = {
      id: ids.next(),
      name: 'Li 100%',
      email: '',
      numbers: [number],
      groups: [group.id],
      ...of,
    };
    const han: Contact = { id: ids.next(), name: '韩', email: 'h@e.cn', numbers: [], groups: [], ...of };
    assert.is(await outcomeOf(store, groups.create(group), ...contacts.createAll([li, han])), 'ok');
    assert.is(await outcomeOf(store, groups.create({ ...group, id: ids.next() })), 'UNIQUE');
    const found = async (filter: Parameters<ContactRepository['list']>[2]): Promise<readonly string[]> =>
      (await contacts.list(account, { limit: 9 }, filter)).map(({ name }) => name);
    assert.equal(await contacts.list(account, { limit: 9 }), [li, han]);
    assert.equal(await found({ text: 'lI 1' }), ['Li 100%']);
    assert.equal(await found({ text: '0%' }), ['Li 100%']);
    assert.equal(await found({ text: 'L%0' }), []);
    assert.equal(await found({ text: '010 6234' }), ['Li 100%']);
    assert.equal(await found({ group: group.id }), ['Li 100%']);
    assert.equal((await contacts.ownersOf(account, [number])).get(numberKey(number))?.id, li.id);
    assert.is(await contacts.count(account), 2);
    assert.is((await groups.list(account))[0]?.contacts, 1);

    assert.is(await outcomeOf(store, ...contacts.change({ ...li, name: 'Lu', numbers: [] })), 'ok');
    assert.is(await outcomeOf(store, ...contacts.change(li)), 'CONFLICT');
    assert.equal((await contacts.find(li.id, account))?.numbers, []);
    assert.is(await outcomeOf(store, contacts.remove(han.id, account)), 'ok');
    assert.is(await outcomeOf(store, groups.remove(group.id, account)), 'ok');
    assert.equal((await contacts.find(li.id, account))?.groups, []);
  });

  withStore('a lot of a file is taken once', async (store, { id: account }) => {
    const imports = new ContactImportRepository(store);
    const summary = { rows: 2, new: 0, duplicate: 0, bad: 2, groups: [] };
    const begun = { id: ids.next<never>(), account, summary, createdMs: NOW_MS };
    const bad = (row: number) => ({ row, verdict: 'bad', problem: 'NAME_MISSING', name: '' }) as const;
    const lots = [imports.addLot(begun.id, [bad(2), bad(3)]), imports.addLot(begun.id, [bad(9)])];
    assert.is(await outcomeOf(store, imports.create(begun), ...lots), 'ok');
    assert.equal((await imports.find(begun.id, account))?.summary, summary);
    assert.is(await imports.lotOf(begun.id, 4), 2);
    assert.equal((await imports.nextLot(begun.id, 2))?.rows, [bad(9)]);
    assert.is(await outcomeOf(store, imports.takeLot(begun.id, 2)), 'ok');
    assert.is(await outcomeOf(store, imports.takeLot(begun.id, 2)), 'CONFLICT');
    assert.is(await outcomeOf(store, imports.removeAllOf(account)), 'ok');
    assert.is(await imports.nextLot(begun.id, 0), undefined);
  });

  withStore(
    'invitations go with their room, and a reminder is moved on once',
    async (store, { id: account }) => {
      const rooms = new RoomRepository(store);
      const repository = new RoomInvitationRepository(store);
      const room = sampleRoom(ids, account, '7654321');
      const invitations = { ...DEFAULT_INVITATIONS, guests: [{ name: '', email: 'a@b.cn', number: '' }] };
      const numbers = repository.putNumbers(room.id, ['+8613800138000']);
      assert.is(
        await outcomeOf(store, rooms.create(room), repository.put(room.id, invitations, NOW_MS), ...numbers),
        'ok',
      );
      assert.equal(await repository.find(room.id), invitations);
      const off = { ...invitations, notify: false };
      assert.is(await outcomeOf(store, repository.put(room.id, off, NOW_MS), ...numbers), 'ok');
      assert.equal(await repository.find(room.id), off);
      assert.equal(await repository.remindersDue(NOW_MS, 9), [{ room: room.id, dueMs: NOW_MS }]);
      assert.equal(await repository.remindersDue(utcMs(NOW_MS - 1), 9), []);
      assert.is(await outcomeOf(store, repository.reminded(room.id, NOW_MS, undefined)), 'ok');
      assert.is(await outcomeOf(store, repository.reminded(room.id, NOW_MS, undefined)), 'CONFLICT');
      assert.is(await outcomeOf(store, rooms.remove(room.id, account)), 'ok');
      assert.is(await repository.find(room.id), undefined);
    },
  );
}
