import type { Clock } from '../../base/clock.js';
import type { IdMaker } from '../../base/ids.js';
import type { Log } from '../../base/log.js';
import type { Random } from '../../base/random.js';
import type { Config } from '../../config/schema.js';
import type { OutboxRunner } from '../../delivery/outbox-runner.js';
import type { WebhookChannel } from '../../delivery/webhook-channel.js';
import type { PortPool } from '../../mixer/io/port-pool.js';
import type { MixerClient } from '../../mixer/mixer-client.js';
import type { PromptBank } from '../../mixer/prompt-bank.js';
import type { SipEndpoint } from '../../sip/endpoint.js';
import type { MessageMemory } from '../../sip/io/message-memory.js';
import type { SipRunner } from '../../sip/io/sip-runner.js';
import type { Browsers } from '../browsers.js';
import type { Bookkeeping } from '../bookkeeping.js';
import type { CaptureDesk } from '../captures.js';
import type { Durable } from '../durable.js';
import type { Rules } from '../rules.js';

/** Everything that the API and the metrics look at. */
export interface WebAround extends Rules {
  readonly config: Config;
  readonly durable: Durable;
  readonly mixer: MixerClient;
  readonly ports: PortPool;
  readonly sip: SipRunner;
  readonly browsers: Browsers;
  readonly endpoint: SipEndpoint;
  readonly messages: MessageMemory;
  readonly captures: CaptureDesk;
  readonly prompts: PromptBank;
  readonly outbox: OutboxRunner;
  readonly webhooks: WebhookChannel;
  readonly books: Bookkeeping;
  readonly ids: IdMaker;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
}
