import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ok } from '../../../src/base/result.js';
import { SelectGatherer, type SelectOutcome } from '../../../src/store/select-gatherer.js';

const test = suite('SelectGatherer');

/** A thread that answers when it is told to; with a limit, only the first selects of a message. */
class Thread {
  readonly messages: string[] = [];
  readonly #unanswered: (() => void)[] = [];
  readonly gatherer: SelectGatherer;

  constructor(answeredMax = Infinity) {
    this.gatherer = new SelectGatherer((selects) => {
      const asked = selects.map(({ sql }) => sql);
      this.messages.push(asked.join(' '));
      const outcomes = asked
        .slice(0, answeredMax)
        .map((sql): SelectOutcome => ok({ columns: '', rows: sql }));
      return new Promise((resolve) => this.#unanswered.push(() => resolve(outcomes)));
    });
  }

  async ask(sql: string): Promise<unknown> {
    const outcome = await this.gatherer.select({ sql, parameters: [] });
    return outcome.ok ? outcome.value.rows : outcome.error.code;
  }

  async answer(): Promise<void> {
    this.#unanswered.shift()?.();
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('reads of one turn go in one message, and each gets its own answer', async () => {
  const thread = new Thread();
  const answers = Promise.all([thread.ask('a'), thread.ask('b'), thread.ask('c')]);
  await turn();
  assert.equal(thread.messages, ['a b c']);
  await thread.answer();
  assert.equal(await answers, ['a', 'b', 'c']);
});

test('while a message is on its way the next one grows', async () => {
  const thread = new Thread();
  const answers = [thread.ask('a')];
  await turn();
  answers.push(thread.ask('b'));
  await turn();
  answers.push(thread.ask('c'));
  await turn();
  assert.equal(thread.messages, ['a']);
  await thread.answer();
  assert.equal(thread.messages, ['a', 'b c']);
  await thread.answer();
  assert.equal(await Promise.all(answers), ['a', 'b', 'c']);
});

test('a read asked for when the answer of another arrives is sent', async () => {
  const thread = new Thread();
  const second = thread.ask('a').then(() => thread.ask('b'));
  await turn();
  await thread.answer();
  assert.equal(thread.messages, ['a', 'b']);
  await thread.answer();
  assert.is(await second, 'b');
});

test('what waits is sent at once before something else is', async () => {
  const thread = new Thread();
  const answers = [thread.ask('a')];
  await turn();
  answers.push(thread.ask('b'));
  thread.gatherer.flush();
  assert.equal(thread.messages, ['a', 'b']);
  await thread.answer();
  await thread.answer();
  assert.equal(await Promise.all(answers), ['a', 'b']);
});

test('selects that found no room in an answer are asked for again, the first ones first', async () => {
  const thread = new Thread(2);
  const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map((sql) => thread.ask(sql)));
  const settled = thread.gatherer.settled();
  for (let times = 0; times < 3; times++) await thread.answer();
  assert.equal(thread.messages, ['a b c d e', 'c d e', 'e']);
  await settled;
  assert.equal(await answers, ['a', 'b', 'c', 'd', 'e']);
});

test('a message has a bounded number of selects', async () => {
  const thread = new Thread();
  for (let index = 0; index < 100; index++) void thread.ask('a');
  await turn();
  assert.is(thread.messages[0]!.split(' ').length, 64);
  await thread.answer();
  assert.is(thread.messages[1]!.split(' ').length, 36);
});

test.run();
