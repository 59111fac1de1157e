import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../../src/accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type RoomOptions } from '../../src/accounts/room.js';
import type { AccountId, RoomId } from '../../src/base/ids.js';
import { utcMs } from '../../src/base/units.js';
import { microYuan } from '../../src/billing/money.js';
import type { RoomAndAccount } from '../../src/call/ports.js';

export const ACCOUNT: Account = {
  id: 'account-1' as AccountId,
  number: '10000001',
  name: 'Huitong',
  role: 'customer',
  tier: 'standard',
  paymentMode: 'prepaid',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  status: 'active',
  creditLimit: microYuan(0),
  outgoing: DEFAULT_OUTGOING_RIGHTS,
  createdMs: utcMs(0),
};

/** Room 73, open for a long time; chairs key 8888, attendees 6666. */
export const sampleRoom = (options: Partial<RoomOptions> = {}): RoomAndAccount => ({
  room: {
    id: 'room-73' as RoomId,
    account: ACCOUNT.id,
    name: 'Room 73',
    organiser: '',
    number: '73',
    chairPassword: '8888',
    attendeePassword: '6666',
    options: { ...DEFAULT_ROOM_OPTIONS, ...options },
    startMs: utcMs(1_699_999_000_000),
    durationMs: 2_000 * 3_600_000,
    language: 'zh-CN',
    recurrence: undefined,
    version: 1,
    createdMs: utcMs(0),
  },
  account: ACCOUNT,
});
