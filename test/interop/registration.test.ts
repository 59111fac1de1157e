import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { INSTANT, ServiceWorld } from '../support/service-world.js';
import { codeHeardBy } from '../support/spoken-code.js';
import { storiesOf } from '../support/stories.js';

/** Who registers on the web proves by telephone who he is: form, calls and code as people live through them. */
const test = suite('registration over HTTP and UDP');
const story = storiesOf(test);

const chinese = new PromptRecognizer('zh-CN');
const PASSWORD = 'a password of mine';
const BUSY = { refusesWith: 486, answersAfterMs: 0 };
let world: ServiceWorld;

test.before(async () => {
  world = await ServiceWorld.start();
});
test.after(() => world.stop());

interface Answer {
  readonly status: number;
  readonly cookie: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at any field of any answer
  readonly body: any;
}

async function ask(method: string, path: string, body?: unknown, cookie = ''): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${world.server.httpPort}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-requested-with': 'test', cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    body: text === '' ? undefined : JSON.parse(text),
  };
}

const register = (number: string): Promise<Answer> =>
  ask('POST', '/registrations', { agreementAccepted: true, number, name: '王先生', password: PASSWORD });

/** As the page does: asks until the registration has come so far. */
async function comesTo(state: string, id: string): Promise<void> {
  let { body } = await ask('GET', `/registrations/${id}`);
  for (let looks = 0; body.state !== state && looks < 10; looks++)
    ({ body } = await ask('GET', `/registrations/${id}?wait=10&progress=${body.progress}`));
  assert.is(body.state, state);
}

async function isRegistered(id: string, code: string, number: string): Promise<void> {
  assert.match(code, /^\d{6}$/);
  const { status, body, cookie } = await ask('POST', `/registrations/${id}/confirmation`, { code });
  assert.equal([status, body.login], [201, `+86${number}`]);
  assert.is((await ask('GET', '/session', undefined, cookie)).status, 200);
  assert.is((await ask('POST', '/session', { login: number, password: PASSWORD })).status, 201);
}

story('[S32] a new number is activated by its call, then rung by itself, and hears its code', async () => {
  const number = '13800000041';
  world.phone(`0${number}`, BUSY);
  const { body } = await register(number);
  assert.is(body.state, 'awaiting-activation');
  const activation = await world.call({ called: INSTANT, caller: number });
  await activation.hear(chinese, 'number-activated');
  // It is rung while its owner is still on the line, and again when he has hung up.
  await world.carrier.called(`0${number}`);
  world.phone(`0${number}`);
  await activation.hangUp();
  await comesTo('code-spoken', body.id);
  const code = await codeHeardBy(chinese, await world.carrier.called(`0${number}`));
  await isRegistered(body.id, code, number);
});

story('[S32] [S33] an activated number is rung at once, and logs in by its number afterwards', async () => {
  const number = '13800000042';
  const activation = await world.call({ called: INSTANT, caller: number });
  await activation.hear(chinese, 'number-activated');
  await activation.hangUp();
  world.phone(`0${number}`);
  const { body } = await register(number);
  await comesTo('code-spoken', body.id);
  const code = await codeHeardBy(chinese, await world.carrier.called(`0${number}`));
  const wrong = code === '000000' ? '000001' : '000000';
  assert.is(
    (await ask('POST', `/registrations/${body.id}/confirmation`, { code: wrong })).body.code,
    'CODE_WRONG',
  );
  await isRegistered(body.id, code, number);
});

story('[S32] a phone that does not answer is told to the page', async () => {
  const number = '13800000043';
  const activation = await world.call({ called: INSTANT, caller: number });
  await activation.hear(chinese, 'number-activated');
  await activation.hangUp();
  world.phone(`0${number}`, BUSY);
  const { body } = await register(number);
  await comesTo('call-failed', body.id);
  assert.is((await ask('GET', `/registrations/${body.id}`)).body.failure, 'busy');
});

test.run();
