import { utcMs } from '../../src/base/units.js';
import type { AccountId, BookingId, ConferenceId, ParticipantId } from '../../src/base/ids.js';
import { fail, ok } from '../../src/base/result.js';
import type { DoorRefusal } from '../../src/conference/admission.js';
import type { Place } from '../../src/conference/participant.js';
import type { Answer, Payer, Question } from '../../src/ivr/desk.js';
import { DEFAULT_KEY_TIMES } from '../../src/ivr/digit-collector.js';
import { flowOf, type Service } from '../../src/ivr/flow-of-service.js';
import { PlayNumbers, type Flow, type FlowEffect, type FlowInput } from '../../src/ivr/flow.js';
import { InCall } from '../../src/ivr/flows/in-call.js';
import { SpokenCode } from '../../src/ivr/flows/spoken-code.js';
import { greetingFlow } from '../../src/ivr/greeting-flow.js';
import { FlowScript } from './flow-script.js';

/**
 * Every flow with a world that answers it, and in each of its states what a caller may do there: what comes of
 * it, the machine tells. docs/flows.md is made from this, and the fuzz test knocks at all of it.
 */
export interface CataloguedFlow {
  readonly name: string;
  readonly title: string;
  /** What of the world the labels do not tell. */
  readonly world: string;
  readonly flow: () => Flow;
  readonly answer: (effect: FlowEffect) => FlowInput | undefined;
  /** State → what is done there. */
  readonly acts: Readonly<Record<string, readonly Act[]>>;
  /** It does not end by itself: its caller is in a conference, or measures. */
  readonly endless?: boolean;
}

/** Keys, with `…` keys and then silence, `silence`, or something else that happens. */
export type Act = string | { readonly label: string; readonly input: FlowInput };

export const scriptOf = ({ flow, answer }: CataloguedFlow): FlowScript => new FlowScript(flow(), answer);

const PAYER: Payer = {
  account: 'a' as AccountId,
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  activatedNow: true,
};
/** 22 November, nine in the morning in Shanghai. */
const START = utcMs(Date.UTC(2026, 10, 22, 1));

const around = () => ({
  language: 'zh-CN' as const,
  keyTimes: DEFAULT_KEY_TIMES,
  plays: new PlayNumbers(),
});
const service = (called: Service): Flow => flowOf(called, DEFAULT_KEY_TIMES, new PlayNumbers());

const desk = (answer: (question: Question) => Answer | undefined) => (effect: FlowEffect) => {
  if (effect.type !== 'ask') return undefined;
  const answered = answer(effect.question);
  return answered && ({ type: 'answer', answer: answered } as const);
};

const callee = (keyed: string): Answer | undefined => {
  if (keyed === '0') return undefined;
  return keyed === '110'
    ? { type: 'callee', result: fail({ code: 'EMERGENCY_NUMBER' }) }
    : { type: 'callee', result: ok({ e164: `+86${keyed.split('*')[0]}` }) };
};

const door = (effect: FlowEffect): FlowInput | undefined => {
  if (effect.type === 'find-room') {
    if (effect.roomNumber === '9999') return undefined;
    const known = effect.roomNumber !== '4444';
    const attendeesNeedPassword = effect.roomNumber !== '1002';
    return { type: 'room', answer: { known, attendeesNeedPassword, concealed: false } };
  }
  if (effect.type === 'record-name') return undefined;
  if (effect.type !== 'admit') return undefined;
  return { type: 'admission', waitMs: effect.password === '5555' ? 4_000 : 0, result: verdict(effect) };
};

function verdict({ password, proven }: FlowEffect & { type: 'admit' }) {
  const refused = (code: Exclude<DoorRefusal['code'], 'NOT_STARTED'>) => fail({ code });
  if (proven !== undefined) return ok({ role: proven, announced: false });
  if (password === '8888') return ok({ role: 'chair', announced: true } as const);
  if (password === '6666' || password === '') return ok({ role: 'attendee', announced: false } as const);
  return refused(password === '7777' ? 'CONFERENCE_LOCKED' : 'PASSWORD_WRONG');
}

const REFUSED: Act = {
  label: 'the entry is refused: CONFERENCE_FULL',
  input: { type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 },
};
const IN_ROOM_OR_LEAVING: CataloguedFlow['acts'] = {
  entering: [REFUSED, 'silence'],
  leaving: ['5', 'silence'],
  over: ['5', 'silence'],
};
const say: Act = {
  label: 'the conference says 「您已被主席静音」',
  input: { type: 'say', announcement: { kind: 'muted-by-chair' }, language: 'zh-CN' },
};
const guide: Act = {
  label: 'the conference tells a host who is alone how to go on',
  input: { type: 'say', announcement: { kind: 'how-to-go-on' }, language: 'zh-CN' },
};
const place = (to: Place, connected = false): Act => ({
  label: `place: ${to}${connected ? ', connected' : ''}`,
  input: { type: 'place', place: to, connected },
});
const ringback = (on: boolean): Act => ({
  label: `ringback ${on ? 'on' : 'off'}`,
  input: { type: 'ringback', on },
});
const music = (on: boolean): Act => ({ label: `music ${on ? 'on' : 'off'}`, input: { type: 'music', on } });
const kicked: Act = {
  label: 'the conference lets it go: kicked',
  input: { type: 'farewell', announcement: { kind: 'kicked' }, language: 'zh-CN', reason: 'kicked' },
};

/** The conference does at once what it is asked. */
function conference(effect: FlowEffect): FlowInput | undefined {
  const to = (where: Place): FlowInput => ({ type: 'place', place: where, connected: false });
  if (effect.type === 'consult') {
    const full = effect.called.e164 === '+865';
    return full
      ? { type: 'reply', reply: { id: 'r', result: fail({ code: 'CONFERENCE_FULL' }) } }
      : to('consult');
  }
  if (effect.type !== 'command')
    return desk((asked) => (asked.type === 'callee' ? callee(asked.keyed) : undefined))(effect);
  const places: Readonly<Record<string, Place>> = {
    'step-out': 'aside',
    'request-operator': 'operator',
    'step-in': 'room',
    merge: 'room',
    drop: 'room',
  };
  const where = places[effect.command.type];
  return where && to(where);
}

const CONFIRM: CataloguedFlow['acts'] = { confirming: ['1', '9', '5', 'silence'], ...IN_ROOM_OR_LEAVING };
const NEVER = (): undefined => undefined;

export const FLOWS: readonly CataloguedFlow[] = [
  {
    name: 'bridge-entry',
    title: 'Dial-in to a room [S10] [S13] [S2] [S3] [S52]',
    world:
      'A number in both languages; the caller was lost from room 1001 a moment ago. 1001 and 1003 are rooms, 1002 has no attendee password, 1003 knows the caller as an invitee, 4444 is no room, for 9999 the door does not answer. 8888 is the chair, who is announced, 6666 an attendee, 7777 meets a lock, 5555 is wrong and kept waiting.',
    flow: () => service({ service: 'bridge', language: 'both' }),
    answer: (effect) =>
      door(effect) ??
      desk((question) => {
        if (question.type !== 'keyless')
          return {
            type: 'lost-conference',
            found: {
              conference: 'c' as ConferenceId,
              role: 'attendee',
              roomNumber: '1001…',
              asksPassword: false,
            },
          };
        return { type: 'keyless', role: question.roomNumber === '1003' ? 'attendee' : undefined };
      })(effect),
    acts: {
      new: [],
      language: ['1', '2', '7', '#', 'silence'],
      return: ['1', '2', '4', '#', 'silence'],
      room: ['1001#', '1001…', '1003#', '4444#', '9999#', '99*1002#', '#', '*', 'A', 'silence'],
      finding: ['5', 'silence'],
      password: ['8888#', '6666#', '7777#', '5555#', '1234#', '#', 'silence'],
      holding: ['5', 'silence'],
      'asking-name': ['5', 'silence'],
      'recording-name': [
        '#',
        '5',
        { label: 'the name is recorded', input: { type: 'name-recorded', name: undefined } },
        'silence',
      ],
      ...IN_ROOM_OR_LEAVING,
    },
  },
  {
    name: 'direct-entry',
    title: 'A number that leads straight into a room [S38a]',
    world: 'The door lets in.',
    flow: () => service({ service: 'direct', roomNumber: '42', language: 'zh-CN' }),
    answer: (effect) =>
      effect.type === 'admit'
        ? { type: 'admission', result: ok({ role: 'attendee', announced: false }), waitMs: 0 }
        : undefined,
    acts: { new: [], ...IN_ROOM_OR_LEAVING },
  },
  {
    name: 'in-call',
    title: 'Keys in the conference [S14]–[S23] [S28]',
    world:
      "A chair. An attendee has no 2 and 3 in the menu, no 6 where it may not invite, and hears 「此功能仅限主席使用」 for a chair's key. The convener of 多方通 begins at `*6`, who wants an operator from the menu of 多方通话 at `*0`. 110 may not be called, for 0 the desk does not answer, and 5 meets a full conference.",
    flow: () =>
      new InCall({
        participant: 'p' as ParticipantId,
        role: 'chair',
        language: 'zh-CN',
        plays: new PlayNumbers(),
        mayInvite: true,
        account: 'a' as AccountId,
        opening: 'talk',
      }),
    answer: conference,
    acts: {
      room: [
        '*',
        '*0',
        '*1',
        '*2',
        '*3',
        '*4',
        '*5',
        '*6',
        '*7',
        '*8',
        '*9',
        '**1',
        '*#',
        '#',
        '5',
        'A',
        say,
        guide,
        music(true),
        kicked,
        place('held'),
      ],
      star: ['1', '8', '*', '#', 'silence'],
      'menu-playing': ['1', '6', '8', '*', '#', 'silence'],
      'menu-waiting': ['1', '8', '*', '#', 'silence'],
      number: [
        '139#',
        '139*8*1#',
        '139**138#',
        '*#',
        '139*#',
        '#',
        '110#',
        '0#',
        '5#',
        '139…',
        'silence',
        say,
        place('room'),
      ],
      asking: ['*#', '5', 'silence'],
      consult: [
        '**',
        '*#',
        '*1',
        '#',
        '5',
        ringback(true),
        ringback(false),
        place('consult', true),
        place('room'),
        place('aside'),
      ],
      operator: [
        '*#',
        '**',
        '*1',
        '#',
        '5',
        music(true),
        music(false),
        place('operator', true),
        place('room'),
      ],
      held: ['*1', '*6', '*#', '5', place('room'), kicked],
      leaving: ['*1', 'silence'],
    },
    endless: true,
  },
  {
    name: 'quick-entry',
    title: '多方通: who convenes [S27] [S28] [S52]',
    world:
      'The number that calls is not bound. Account 10000001 has the PIN 123456; 00000000 is closed; for 9 the desk does not answer.',
    flow: () => service({ service: 'quick', language: 'zh-CN' }),
    answer: desk((question) => {
      if (question.type !== 'phone-pin')
        return { type: 'payer', result: fail({ code: 'UNKNOWN_NUMBER' }), waitMs: 0 };
      const { accountNumber, pin } = question;
      if (pin === '9') return undefined;
      if (accountNumber === '00000000')
        return { type: 'payer', result: fail({ code: 'ACCOUNT_CLOSED' }), waitMs: 0 };
      const right = accountNumber === '10000001' && pin === '123456';
      return right
        ? { type: 'payer', result: ok(PAYER), waitMs: 0 }
        : { type: 'payer', result: fail({ code: 'WRONG' }), waitMs: pin === '5' ? 4_000 : 0 };
    }),
    acts: {
      new: [],
      account: ['10000001#', '10000001…', '99*10000001#', '#', 'silence', '00000000#1#'],
      pin: ['123456#', '123456…', '111111#', '5#', '9#', '#', 'silence'],
      holding: ['5', 'silence'],
      proving: ['5', 'silence'],
      ...IN_ROOM_OR_LEAVING,
    },
  },
  {
    name: 'instant-menu',
    title: '多方通话: the phone menu [S30] [S31]',
    world:
      'The first call of an eligible number, which has one booking and may call three. 110 may not be called, for 0 the desk does not answer. 11220900 is a time, 02300000 none, 11220001 too soon; 11229999 is booked out.',
    flow: () => service({ service: 'instant', language: 'zh-CN', partiesMax: 4 }),
    answer: desk((question): Answer | undefined => {
      switch (question.type) {
        case 'subscriber':
          return { type: 'payer', result: ok(PAYER), waitMs: 0 };
        case 'callee':
          return callee(question.keyed);
        case 'booking-time': {
          if (question.keyed === '02300000')
            return { type: 'booking-time', result: fail({ code: 'IMPOSSIBLE' }) };
          if (question.keyed === '11220001')
            return { type: 'booking-time', result: fail({ code: 'TOO_SOON' }) };
          return {
            type: 'booking-time',
            result: ok(question.keyed === '11229999' ? utcMs(START + 1) : START),
          };
        }
        case 'book':
          return question.startMs === START
            ? { type: 'booked', result: ok('b' as BookingId) }
            : { type: 'booked', result: fail({ code: 'LINES_FULL' }) };
        case 'bookings':
          return {
            type: 'bookings',
            bookings: [{ booking: 'b' as BookingId, startMs: START, parties: 3 }],
          };
        case 'cancel-booking':
          return { type: 'cancelled', done: true };
        default:
          return { type: 'unavailable' };
      }
    }),
    acts: {
      new: [],
      menu: ['1', '2', '3', '0', '7', '*', 'silence'],
      numbers: [
        '139#',
        '139*8#',
        '139#138##',
        '139#138#137#',
        '139**138#',
        '139*#',
        '#',
        '110#',
        '0#',
        '139…',
        'silence',
      ],
      checking: ['5', 'silence'],
      'list-full': ['5', 'silence'],
      'read-back': ['1', '2', '*', '7', 'silence'],
      'booking-time': [
        '11220900#',
        '02300000#',
        '11220001#',
        '1122*11220900#',
        '11229999#139##1',
        '#',
        'silence',
      ],
      bookings: ['9', '1', '7', 'silence'],
      'confirm-cancel': ['1', '9', 'silence'],
      ...IN_ROOM_OR_LEAVING,
    },
  },
  {
    name: 'invited',
    title: 'A called party, greeted and in [S35] [S41]',
    world: 'Opting out is offered.',
    flow: () => greetingFlow('invited', { ...around(), optOut: true }),
    answer: desk(() => ({ type: 'opted-out' })),
    acts: { new: [], greeting: ['1', '9', '5', 'silence'], ...IN_ROOM_OR_LEAVING },
  },
  {
    name: 'press-1',
    title: 'A called party that has to press 1 [S35] [S41]',
    world: 'Opting out is offered.',
    flow: () => greetingFlow('press-1', { ...around(), optOut: true }),
    answer: desk(() => ({ type: 'opted-out' })),
    acts: { new: [], ...CONFIRM },
  },
  {
    name: 'host',
    title: 'The host of an instant conference [S35] [S37]',
    world: '',
    flow: () => greetingFlow('host', { ...around(), optOut: true }),
    answer: NEVER,
    acts: { new: [], ...CONFIRM },
  },
  {
    name: 'operator',
    title: 'An operator is offered a request [S14]',
    world: '',
    flow: () => greetingFlow('operator', { ...around(), optOut: true }),
    answer: NEVER,
    acts: { new: [], ...CONFIRM },
  },
  {
    name: 'consult',
    title:
      'Called onto a private line, a lost host rung again, and an operator who answers in a browser [S20] [S36] [S44]',
    world: '',
    flow: () => greetingFlow('consult', { ...around(), optOut: true }),
    answer: NEVER,
    acts: { new: [], ...IN_ROOM_OR_LEAVING },
  },
  {
    name: 'spoken-code',
    title: 'A spoken code [S26] [S32] [S38]',
    world: 'The code 103118, for a registration.',
    flow: () => new SpokenCode({ ...around(), purpose: 'registration', code: '103118' }),
    answer: NEVER,
    acts: { new: [], code: ['1', '5', 'silence'], leaving: ['5', 'silence'], over: ['5', 'silence'] },
  },
  {
    name: 'test-echo',
    title: 'Test: echo [S38b]',
    world: 'A round trip of 30 ms, and a buffer that cannot be measured.',
    flow: () => service({ service: 'test', test: 'echo', language: 'zh-CN' }),
    answer: (effect) =>
      effect.type === 'measure' ? { type: 'measured', roundTripMs: 30, bufferMs: undefined } : undefined,
    acts: { new: [], introduction: ['5', 'silence'], echo: ['5', 'silence'] },
    endless: true,
  },
  {
    name: 'test-dtmf',
    title: 'Test: key read-back [S38b]',
    world: '',
    flow: () => service({ service: 'test', test: 'dtmf', language: 'zh-CN' }),
    answer: NEVER,
    acts: {
      'test-keys': [
        '5',
        {
          label: '1 is released after 102 ms, RFC 4733',
          input: { type: 'key-end', key: '1', durationMs: 102, by: 'rtp-event' },
        },
      ],
    },
    endless: true,
  },
  {
    name: 'test-loop',
    title: 'Test: loop [S38b]',
    world: '',
    flow: () => service({ service: 'test', test: 'loop', language: 'zh-CN' }),
    answer: NEVER,
    acts: {
      waiting: ['5', { label: 'the second caller is there', input: { type: 'paired' } }],
      paired: [{ label: 'the other has gone', input: { type: 'unpaired' } }],
    },
    endless: true,
  },
];
