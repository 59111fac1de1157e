import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';

const test = suite('contacts over the API [S39]');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

const V1 = '/api/v1';
let made = 0;
/** A mobile number that no other test uses. */
const mobile = (): string => `138${String(10_000_000 + made++)}`;
const add = (fields: object, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', `${V1}/contacts`, { name: '李雷', ...fields });
const numbersOf = ({ body }: Answer): string[] =>
  body.numbers.map(({ number, extension }: { number: string; extension: string }) =>
    extension === '' ? number : `${number}*${extension}`,
  );
const found = async (query: string): Promise<string[]> => {
  const { body } = await world.ask('mine', 'GET', `${V1}/contacts?${query}`);
  return body.items.map(({ name }: { name: string }) => name);
};

test('a contact has several numbers in E.164, a short one among them [S40]', async () => {
  const created = await add({
    name: '王小明 3号',
    email: 'wang@example.cn',
    numbers: [
      { number: '0138 0013 8000' },
      { number: '010-62345678*801', delayMs: 5_000 },
      { number: '+44 20 7946 0018' },
      { number: '8001' },
    ],
  });
  assert.is(created.status, 201, created.text);
  assert.equal(numbersOf(created), ['+8613800138000', '+861062345678*801', '+442079460018', '8001']);
  assert.equal(
    created.body.numbers.map(({ dialable, delayMs }: { dialable: boolean; delayMs: number }) => [
      dialable,
      delayMs,
    ]),
    [
      [true, 2_000],
      [true, 5_000],
      [true, 2_000],
      [false, 2_000],
    ],
  );
  const read = await world.ask('mine', 'GET', created.headers.get('location')!);
  assert.equal([read.status, read.body, read.headers.get('etag')], [200, created.body, '"1"']);
});

test('a landline without area code and other mistakes are named by their field [S40]', async () => {
  const wrong = await add({
    name: '—',
    email: 'a@b, c@d.cn',
    numbers: [{ number: '62345678' }, { number: 'abc' }, { number: '110' }],
    groupIds: ['nobody'],
  });
  assert.is(wrong.status, 400);
  assert.equal(
    wrong.body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`),
    [
      'name WRONG_FORMAT',
      'email WRONG_FORMAT',
      'numbers.0.number AREA_CODE_MISSING',
      'numbers.1.number NUMBER_INVALID',
      'numbers.2.number EMERGENCY_NUMBER',
      'groupIds.0 UNKNOWN',
    ],
  );
  const late = await add({ numbers: [{ number: mobile(), delayMs: 20_001 }] });
  assert.is(late.body.errors[0].field, 'numbers.0.delayMs');
  const bell = await add({ name: 'a\nb' });
  assert.equal([bell.status, bell.body.errors[0].field], [400, 'name']);
});

test('the same number and extension again: 合并, 仍然添加, or the existing contact is named', async () => {
  const number = mobile();
  const first = await add({ name: '韩梅梅', numbers: [{ number }] });
  const other = await add({ name: '韩梅梅分机', numbers: [{ number: `${number}*12` }] });
  assert.is(other.status, 201, 'another extension is another telephone');
  const wanted = {
    name: '韩梅',
    email: 'han@example.cn',
    numbers: [{ number: mobile() }, { number: `+86${number}` }],
  };
  const refused = await add(wanted);
  assert.equal([refused.status, refused.body.code], [409, 'CONTACT_DUPLICATE']);
  assert.equal(refused.body.existing, { id: first.body.id, name: '韩梅梅' });
  assert.is(refused.body.errors[0].field, 'numbers.1.number');
  const merged = await add({ ...wanted, onDuplicate: 'merge' });
  assert.equal([merged.status, merged.body.id, merged.body.version], [200, first.body.id, 2]);
  assert.equal(
    [merged.body.name, merged.body.email, merged.body.numbers.length],
    ['韩梅梅', 'han@example.cn', 2],
  );
  const added = await add({ ...wanted, onDuplicate: 'add' });
  assert.is(added.status, 201);
  assert.is.not(added.body.id, first.body.id);
  const foreign = await add({ numbers: [{ number }] }, 'other');
  assert.is(foreign.status, 201, 'another account knows nothing of it');
});

test('what is merged is not cut: a contact that would have too many numbers or groups stays as it was', async () => {
  const numbers = Array.from({ length: 10 }, () => ({ number: mobile() }));
  const full = await add({ name: '满', numbers });
  const wanted = { numbers: [numbers[9]!, { number: mobile() }], onDuplicate: 'merge' };
  const refused = await add(wanted);
  assert.equal([refused.status, refused.body.code], [400, 'FIELDS_INVALID'], refused.text);
  const [error] = refused.body.errors;
  assert.equal([error.field, error.code], ['numbers', 'TOO_LONG']);
  assert.match(error.message, '满');
  const read = await world.ask('mine', 'GET', full.headers.get('location')!);
  assert.equal(read.body, full.body);
  const known = await add({ numbers: numbers.slice(2), email: 'man@example.cn', onDuplicate: 'merge' });
  assert.equal([known.status, known.body.email, known.body.numbers.length], [200, 'man@example.cn', 10]);
});

test('of several who add the same number in the same moment one adds, and the others are told whose it is', async () => {
  const number = mobile();
  const answers = await Promise.all([1, 2, 3, 4].map((n) => add({ name: `甲${n}`, numbers: [{ number }] })));
  assert.equal(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 409, 409, 409],
  );
  const refused = answers.filter(({ status }) => status === 409);
  assert.equal([...new Set(refused.map(({ body }) => body.code))], ['CONTACT_DUPLICATE']);
  const other = mobile();
  const [one, two] = await Promise.all(
    ['乙', '丙'].map((name) =>
      add({ name, numbers: [{ number: other }, { number: mobile() }], onDuplicate: 'merge' }),
    ),
  );
  assert.is(one!.body.id, two!.body.id, 'merged into the one that came first');
  assert.equal(
    [one!.status, two!.status].toSorted((a, b) => a - b),
    [200, 201],
  );
});

test('contacts are found by part of a name and by digits as people write them', async () => {
  await add({ name: 'Müller 100%', numbers: [{ number: '0571-87654321*66' }] });
  assert.equal(await found(`q=${encodeURIComponent('müller')}`), ['Müller 100%']);
  assert.equal(await found(`q=${encodeURIComponent('0%')}`), ['Müller 100%']);
  assert.equal(await found(`q=${encodeURIComponent('M_ller')}`), []);
  for (const digits of ['0571-8765', '+86 571 8765', '8765432166', '（0571）87654321'])
    assert.equal(await found(`q=${encodeURIComponent(digits)}`), ['Müller 100%'], digits);
});

test('a list comes in pages', async () => {
  const names = ['分页1', '分页2', '分页3'];
  for (const name of names) await add({ name });
  const query = `${V1}/contacts?q=${encodeURIComponent('分页')}&limit=2`;
  const first = await world.ask('mine', 'GET', query);
  const rest = await world.ask('mine', 'GET', `${query}&after=${first.body.next}`);
  const all = [...first.body.items, ...rest.body.items].map(({ name }: { name: string }) => name);
  assert.equal([all, rest.body.next], [names, null]);
});

test('a change names the version it saw, and its numbers are looked at like new ones', async () => {
  const taken = mobile();
  await add({ name: '占号', numbers: [{ number: taken }] });
  const created = await add({ name: '改名', numbers: [{ number: mobile() }] });
  const path = `${V1}/contacts/${created.body.id}`;
  const change = (body: object, headers = {}): Promise<Answer> =>
    world.ask('mine', 'PATCH', path, body, headers);
  assert.is((await change({ name: '新名' })).body.errors[0].field, 'version');
  const endless = await change({ name: '新名', version: Number.MAX_SAFE_INTEGER });
  assert.equal([endless.status, endless.body.errors[0].field], [400, 'version']);
  const changed = await change({ name: '新名' }, { 'if-match': '"1"' });
  assert.equal([changed.status, changed.body.name, changed.body.version], [200, '新名', 2]);
  assert.equal(changed.body.numbers, created.body.numbers);
  assert.is((await change({ name: '迟了', version: 1 })).body.code, 'VERSION_CONFLICT');
  const numbers = [{ number: taken }];
  assert.is((await change({ numbers, version: 2 })).body.code, 'CONTACT_DUPLICATE');
  const both = await change({ numbers, version: 2, onDuplicate: 'add' });
  assert.equal([both.status, numbersOf(both)], [200, [`+86${taken}`]]);
  assert.is((await world.ask('mine', 'DELETE', path, undefined, { 'if-match': '"2"' })).status, 409);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 204);
  assert.is((await world.ask('mine', 'GET', path)).status, 404);
});

test("another account's contacts and groups do not exist [S53]", async () => {
  const contact = (await add({ name: '别人的' })).body.id;
  const group = (await world.ask('mine', 'POST', `${V1}/contact-groups`, { name: '别人的组' })).body.id;
  const tries: [string, string, unknown?][] = [
    ['GET', `/contacts/${contact}`],
    ['PATCH', `/contacts/${contact}`, { name: 'x', version: 1 }],
    ['DELETE', `/contacts/${contact}`],
    ['PATCH', `/contact-groups/${group}`, { name: 'x', version: 1 }],
    ['DELETE', `/contact-groups/${group}`],
    ['POST', `/contact-groups/${group}/members`, { contactIds: [contact] }],
    ['DELETE', `/contact-groups/${group}/members/${contact}`],
  ];
  for (const [method, path, body] of tries)
    assert.is((await world.ask('other', method, V1 + path, body)).status, 404, `${method} ${path}`);
  const theirs = (await add({ name: '我的' }, 'other')).body.id;
  const stolen = await world.ask('mine', 'POST', `${V1}/contact-groups/${group}/members`, {
    contactIds: [theirs],
  });
  assert.equal([stolen.status, stolen.body.errors[0].code], [400, 'UNKNOWN']);
  assert.is((await add({ name: '混', groupIds: [group] }, 'other')).status, 400);
});

test('groups are made, renamed, filled and removed; their contacts stay', async () => {
  const groups = `${V1}/contact-groups`;
  const group = await world.ask('mine', 'POST', groups, { name: '销售部' });
  assert.is(group.status, 201);
  assert.is(
    (await world.ask('mine', 'POST', groups, { name: '销售部' })).body.code,
    'CONTACT_GROUP_NAME_TAKEN',
  );
  const path = `${groups}/${group.body.id}`;
  const renamed = await world.ask('mine', 'PATCH', path, { name: '市场部', version: 1 });
  assert.equal([renamed.status, renamed.body.name, renamed.body.version], [200, '市场部', 2]);
  assert.is((await world.ask('mine', 'PATCH', path, { name: '又改', version: 1 })).status, 409);
  const inIt = await add({ name: '甲', groupIds: [group.body.id] });
  const later = await add({ name: '乙' });
  const joined = await world.ask('mine', 'POST', `${path}/members`, {
    contactIds: [later.body.id, inIt.body.id],
  });
  assert.equal([joined.status, joined.body.contacts], [200, 2]);
  assert.equal(await found(`groupId=${group.body.id}`), ['甲', '乙']);
  assert.is((await world.ask('mine', 'DELETE', `${path}/members/${later.body.id}`)).status, 204);
  assert.equal(await found(`groupId=${group.body.id}`), ['甲']);
  assert.is((await world.ask('mine', 'DELETE', path)).status, 204);
  const read = await world.ask('mine', 'GET', `${V1}/contacts/${inIt.body.id}`);
  assert.equal([read.status, read.body.groupIds], [200, []]);
});

test('a key without the scope sees and changes nothing', async () => {
  assert.is((await world.raw('GET', `${V1}/contacts`)).status, 401);
  assert.is((await world.raw('GET', `${V1}/contacts.csv`)).status, 401);
});

test.run();
