import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Conference, MeasuresEvent, Participant, Room, Session } from '../src/client/index.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};
const ROOM = 'room';
const CONFERENCE = 'conference';

/** The API as the live page sees it, with one conference that a script plays: no caller is needed for a crowd. */
export class StagedConference {
  readonly #server: Server;
  readonly #portal: string;
  readonly #streams = new Set<ServerResponse>();
  readonly #conference: Conference;
  #sequence = 1;

  private constructor(portal: string, participants: number) {
    this.#portal = portal;
    this.#conference = conferenceOf(participants);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** `portal`: the folder of the built pages. */
  static async start(portal: string, participants: number): Promise<StagedConference> {
    const self = new StagedConference(portal, participants);
    await new Promise<void>((resolve) => self.#server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  get pageUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/rooms/${ROOM}`;
  }

  /** Some begin to talk and some stop, as it is told five times a second. */
  talk(random: () => number): void {
    const talking = this.#conference.participants.filter(() => random() < TALKING_SHARE).map(({ id }) => id);
    this.#tell('talking', { conferenceId: CONFERENCE, talking });
  }

  /** New figures of every line. */
  measure(random: () => number): void {
    const lines = this.#conference.participants.map(({ id: participantId }) => ({
      participantId,
      quality: {
        mos: 3 + 1.4 * random(),
        lossPercent: 2 * random(),
        jitterMs: 20 * random(),
        roundTripMs: 40,
      },
    }));
    this.#tell('measures', {
      conferenceId: CONFERENCE,
      costMicroYuan: 1_000_000,
      costLimitMicroYuan: null,
      lines,
    } satisfies MeasuresEvent);
  }

  /** One leaves, and another one comes. */
  replace(random: () => number): void {
    const { participants } = this.#conference;
    const at = Math.floor(random() * participants.length);
    const gone = participants[at]!;
    const come = participantOf(participants.length + this.#sequence);
    participants.splice(at, 1);
    participants.push(come);
    const standing = { parties: participants.length, host: null, hostLost: false };
    this.#change({
      type: 'participant-left',
      ...standing,
      participantId: gone.id,
      reason: 'hung-up',
      departed: null,
    });
    this.#change({ type: 'participant-entered', ...standing, participant: come });
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #change(change: object): void {
    this.#sequence += 1;
    this.#tell('change', {
      conferenceId: CONFERENCE,
      sequence: this.#sequence,
      atMs: Date.now(),
      ...change,
    });
  }

  #tell(event: string, data: object): void {
    for (const stream of this.#streams) stream.write(frame(event, data));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://staged');
    if (pathname === '/api/v1/events') return this.#follow(response);
    if (pathname.startsWith('/api/v1/')) {
      const body = ANSWERS[pathname.slice('/api/v1'.length)] ?? { items: [], next: null };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      return;
    }
    const name = extname(pathname) === '' ? '/index.html' : pathname;
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    response.end(await readFile(join(this.#portal, name)));
  }

  #follow(response: ServerResponse): void {
    response.setHeader('content-type', 'text/event-stream');
    response.write(frame('snapshot', { conferences: [{ ...this.#conference, sequence: this.#sequence }] }));
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
  }
}

/** Of so many one talks at a time; more than in life, where three hundred listen to a few. */
const TALKING_SHARE = 0.03;

const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const NAMES = ['张伟', '王芳', '李娜', '刘洋', '陈静', '杨帆', '赵磊', '黄敏'];

const participantOf = (index: number): Participant => ({
  id: `participant-${index}`,
  role: index === 0 ? 'chair' : 'attendee',
  name: index % 4 === 3 ? null : `${NAMES[index % NAMES.length]} ${index}`,
  number: `+86138${String(10_000_000 + index * 37)}`,
  contactName: null,
  operator: false,
  browser: false,
  state: 'connected',
  place: 'room',
  mutes: { own: index % 5 === 4, byChair: false, byRoom: false, waiting: false },
  heard: index % 5 !== 4,
  handRaised: index % 60 === 7,
  handOrder: index % 60 === 7 ? index : null,
  talking: false,
  enteredMs: Date.now() - index * 1_000,
  quality: { mos: 4.2, lossPercent: 0, jitterMs: 3, roundTripMs: 20 },
});

const conferenceOf = (participants: number): Conference => ({
  id: CONFERENCE,
  kind: 'bridge',
  room: ROOM,
  roomNumber: '620011',
  name: '全国销售月会',
  account: 'account',
  openedMs: Date.now() - 600_000,
  windowEndMs: Date.now() + 3_600_000,
  locked: false,
  muteAll: false,
  chairArrived: true,
  host: null,
  hostLost: false,
  recording: 'recording',
  barred: 0,
  sequence: 1,
  parties: participants,
  costMicroYuan: 400_000_000,
  costLimitMicroYuan: null,
  participants: Array.from({ length: participants }, (_, index) => participantOf(index)),
  invitations: [],
  departed: [],
});

const SESSION: Session = {
  login: 'bench',
  helpSeen: true,
  passwordTemporary: false,
  role: 'customer',
  scopes: [],
  account: {
    id: 'account',
    number: '100001',
    name: '演示公司',
    tier: 'standard',
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  },
  expiresMs: null,
};

const ROOM_SHOWN: Pick<Room, 'id' | 'name' | 'number' | 'chairPassword' | 'attendeePassword'> = {
  id: ROOM,
  name: '全国销售月会',
  number: '620011',
  chairPassword: '246810',
  attendeePassword: '13579',
};

const ANSWERS: Readonly<Record<string, object>> = {
  '/session': SESSION,
  [`/rooms/${ROOM}`]: ROOM_SHOWN,
  '/service-numbers': { items: [{ number: '4006701018', service: 'bridge', language: 'zh-CN' }] },
};
