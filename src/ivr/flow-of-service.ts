import type { Language } from '../accounts/account.js';
import type { TestKind } from '../accounts/service-number.js';
import { unreachable } from '../base/errors.js';
import type { KeyTimes } from './digit-collector.js';
import type { Flow, PlayNumbers } from './flow.js';
import { BridgeEntry } from './flows/bridge-entry.js';
import { DirectEntry } from './flows/direct-entry.js';
import { TestEcho } from './flows/test-echo.js';
import { TestKeys } from './flows/test-keys.js';
import { TestLoop } from './flows/test-loop.js';
import { TestSound } from './flows/test-sound.js';

/** What the called number leads to; for `direct`, the room number that it or its pattern names. */
export type Service = { readonly language: Language | 'both' } & (
  | { readonly service: 'bridge' }
  | { readonly service: 'direct'; readonly roomNumber: string }
  | { readonly service: 'test'; readonly test: TestKind }
);

/** The first flow of a call. Only `bridge` asks for the language; elsewhere both means Chinese. */
export function flowOf(service: Service, keyTimes: KeyTimes, plays: PlayNumbers): Flow {
  const language = service.language === 'both' ? 'zh-CN' : service.language;
  switch (service.service) {
    case 'bridge':
      return new BridgeEntry({ language: service.language, keyTimes, plays });
    case 'direct':
      return new DirectEntry({ roomNumber: service.roomNumber, language, keyTimes, plays });
    case 'test':
      return testFlow(service.test, { language, plays });
    default:
      return unreachable(service);
  }
}

function testFlow(
  test: TestKind,
  options: { readonly language: Language; readonly plays: PlayNumbers },
): Flow {
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
