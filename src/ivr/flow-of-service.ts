import type { Language } from '../accounts/account.js';
import type { TestKind } from '../accounts/service-number.js';
import type { Role } from '../conference/participant.js';
import { unreachable } from '../base/errors.js';
import type { KeyTimes } from './digit-collector.js';
import type { Flow, PlayNumbers } from './flow.js';
import { BridgeEntry } from './flows/bridge-entry.js';
import { DirectEntry } from './flows/direct-entry.js';
import { InstantMenu } from './flows/instant-menu.js';
import { QuickEntry } from './flows/quick-entry.js';
import { TestCall, type TestCallOptions } from './flows/test-call.js';
import { TestEcho } from './flows/test-echo.js';
import { TestKeys } from './flows/test-keys.js';
import { TestLoop } from './flows/test-loop.js';
import { TestSound } from './flows/test-sound.js';

/** What the called number leads to; for `direct`, the room number that it or its pattern names. */
export type Service = { readonly language: Language | 'both' } & (
  | { readonly service: 'bridge' }
  | { readonly service: 'quick' }
  /** `partiesMax`: the host included. */
  | { readonly service: 'instant'; readonly partiesMax: number }
  /** `proven`: as what somebody enters who has logged in, and needs no password. */
  | { readonly service: 'direct'; readonly roomNumber: string; readonly proven?: Role }
  | { readonly service: 'test'; readonly test: TestKind }
);

/**
 * The first flow of a call. Of both languages `bridge` asks for one, `quick` and `instant` take the account's,
 * elsewhere it is Chinese.
 */
export function flowOf(service: Service, keyTimes: KeyTimes, plays: PlayNumbers): Flow {
  const language = service.language === 'both' ? 'zh-CN' : service.language;
  switch (service.service) {
    case 'bridge':
      return new BridgeEntry({ language: service.language, keyTimes, plays });
    case 'quick':
      return new QuickEntry({ language: service.language, keyTimes, plays });
    case 'instant': {
      const { language: spoken, partiesMax } = service;
      return new InstantMenu({ language: spoken, keyTimes, plays, partiesMax });
    }
    case 'direct': {
      const { roomNumber, proven } = service;
      return new DirectEntry({ roomNumber, proven, language, keyTimes, plays });
    }
    case 'test':
      return new TestCall(testFlow(service.test, { language, plays }), { language, plays });
    default:
      return unreachable(service);
  }
}

function testFlow(test: TestKind, options: TestCallOptions): Flow {
  switch (test) {
    case 'echo':
      return new TestEcho(options);
    case 'tone':
    case 'silence':
      return new TestSound(test, options);
    case 'dtmf':
      return new TestKeys(options);
    case 'loop':
      return new TestLoop(options);
    default:
      return unreachable(test);
  }
}
