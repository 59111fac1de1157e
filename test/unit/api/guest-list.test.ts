import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { partiesOf } from '../../../src/api/contacts/guest-list.js';
import { PARTIES_PER_REQUEST_MAX } from '../../../src/api/live/party-schema.js';
import { silentLog } from '../../../src/base/log.js';
import type { Contact, ContactGroupId, ContactNumber } from '../../../src/contacts/contact.js';
import { openStore } from '../../../src/store/open-store.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { ContactGroupRepository } from '../../../src/store/repositories/contact-group-repository.js';
import { ContactRepository } from '../../../src/store/repositories/contact-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { NOW_MS, sampleAccount, sampleIds } from '../../support/store-samples.js';

const test = suite('whom contacts and groups mean');
const ids = sampleIds();
const account = sampleAccount(ids);
const group: ContactGroupId = ids.next();
const SHORT: ContactNumber = { number: '8001', extension: '', delayMs: 0 };

let store: Store;
test.before.each(async () => {
  const opened = await openStore({ kind: 'sqlite', file: ':memory:' }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  const groups = new ContactGroupRepository(store);
  const made = { id: group, account: account.id, name: '销售', version: 1, createdMs: NOW_MS };
  await store.commit(unit(new AccountRepository(store).create(account), groups.create(made)));
});
test.after.each(() => store.close());

async function addMembers(count: number, numberOf: (index: number) => ContactNumber): Promise<void> {
  const contacts = new ContactRepository(store);
  const members = Array.from({ length: count }, (_, index): Contact => {
    const numbers = [numberOf(index)];
    const { id } = account;
    const sort = { groups: [group], version: 1, createdMs: NOW_MS };
    return { id: ids.next(), account: id, name: `${index}`, email: '', numbers, ...sort };
  });
  const outcome = await store.commit(unit(...members.flatMap((contact) => contacts.create(contact))));
  if (!outcome.ok) throw new Error(outcome.error.message);
}

const mobile = (index: number): ContactNumber => ({
  number: `+86138${String(index).padStart(8, '0')}`,
  extension: '',
  delayMs: 0,
});
const numbersCalled = async (): Promise<readonly string[]> =>
  (await partiesOf(store, account.id, { contacts: [], groups: [group] })).parties.map(
    ({ called }) => called.e164,
  );

test('[S39] a group of more members than numbers is called whole: none is cut off in silence', async () => {
  await addMembers(1_400, (index) => (index < 1_300 ? SHORT : mobile(index)));
  const called = await numbersCalled();
  assert.is(called.length, 100);
  assert.equal([called[0], called.at(-1)], [mobile(1_300).number, mobile(1_399).number]);
});

test('more than one request may call are still more than that, so that the request is refused', async () => {
  await addMembers(PARTIES_PER_REQUEST_MAX + 1, mobile);
  assert.ok((await numbersCalled()).length > PARTIES_PER_REQUEST_MAX);
});

test.run();
