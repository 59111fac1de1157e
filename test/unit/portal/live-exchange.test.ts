import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LiveLine, LiveMessage } from '../../../src/portal/live/live-message.js';
import { LiveExchange, type ExchangeMessage } from '../../../src/portal/live/live-exchange.js';

const test = suite('one line for all pages of a browser');

class FakeLine implements LiveLine {
  readonly doings: string[] = [];
  tell: (message: LiveMessage) => void = () => undefined;

  start(receive: (message: LiveMessage) => void): void {
    this.doings.push('start');
    this.tell = receive;
  }

  stop(): void {
    this.doings.push('stop');
  }
}

class FakePage {
  readonly got: ExchangeMessage[] = [];

  postMessage(message: ExchangeMessage): void {
    this.got.push(message);
  }

  get names(): readonly string[] {
    return this.got.map(({ name }) => name);
  }
}

const SNAPSHOT: LiveMessage = { name: 'snapshot', data: { conferences: [] } };

test('a second page opens no second line, and is told where things stand', () => {
  const line = new FakeLine();
  const exchange = new LiveExchange(line);
  const [one, two] = [new FakePage(), new FakePage()];
  exchange.on(one, 'hello');
  line.tell(SNAPSHOT);
  line.tell({ name: 'lost' });
  exchange.on(two, 'hello');
  line.tell({ name: 'returned' });
  assert.equal(line.doings, ['start']);
  assert.equal(one.names, ['snapshot', 'lost', 'returned']);
  assert.equal(two.names, ['state', 'returned']);
  const [first] = two.got;
  assert.is(first?.name === 'state' && first.data.link, 'lost');
});

test('the line is let go with the last page, and made anew for the next one, from nothing', () => {
  const line = new FakeLine();
  const exchange = new LiveExchange(line);
  const [one, two, three] = [new FakePage(), new FakePage(), new FakePage()];
  exchange.on(one, 'hello');
  exchange.on(two, 'hello');
  exchange.on(one, 'bye');
  line.tell(SNAPSHOT);
  assert.equal([one.got, line.doings], [[], ['start']]);
  exchange.on(two, 'bye');
  exchange.on(two, 'bye');
  assert.equal(line.doings, ['start', 'stop']);
  exchange.on(three, 'hello');
  assert.equal([line.doings, three.got], [['start', 'stop', 'start'], []]);
});

test('a page that comes back is told everything anew', () => {
  const line = new FakeLine();
  const exchange = new LiveExchange(line);
  const [one, two] = [new FakePage(), new FakePage()];
  exchange.on(one, 'hello');
  exchange.on(two, 'hello');
  line.tell(SNAPSHOT);
  exchange.on(one, 'bye');
  exchange.on(one, 'hello');
  assert.equal(one.names, ['snapshot', 'state']);
});

test.run();
