import type { Language } from '../accounts/account.js';
import type { ParticipantId } from '../base/ids.js';
import type { Role } from '../conference/participant.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import type { Flow, PlayNumbers } from '../ivr/flow.js';
import { BridgeEntry } from '../ivr/flows/bridge-entry.js';
import { DirectEntry } from '../ivr/flows/direct-entry.js';
import { InCall } from '../ivr/flows/in-call.js';
import { testFlow } from '../ivr/flows/test-flow.js';
import type { CallRoute } from './call-router.js';

/** The dialogue that a call begins with, by the service that was dialled. */
export function entryFlow(route: CallRoute, keyTimes: KeyTimes, plays: PlayNumbers): Flow {
  const { service } = route;
  const language = spokenLanguage(route);
  switch (service.service) {
    case 'bridge':
      return new BridgeEntry({ language: service.language, keyTimes, plays });
    case 'direct':
      return new DirectEntry({ roomNumber: route.directRoom ?? '', language, plays });
    case 'test':
      return testFlow(service.test, { language, plays });
  }
}

export const inCallFlow = (
  participant: ParticipantId,
  role: Role,
  language: Language,
  plays: PlayNumbers,
): Flow => new InCall({ participant, role, language, plays });

/** Before anybody has chosen. */
export const spokenLanguage = ({ service }: CallRoute): Language =>
  service.language === 'both' ? 'zh-CN' : service.language;
