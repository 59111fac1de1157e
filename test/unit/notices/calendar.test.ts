import ICAL from 'ical.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Recurrence } from '../../../src/accounts/room.js';
import type { RoomId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { occurrencesOf } from '../../../src/booking/occurrences.js';
import type { Meeting } from '../../../src/notices/meeting.js';
import { cancelPart, requestPart } from '../../../src/notices/meeting-calendar.js';

const test = suite('calendar events of meetings [S9]');

/** A Thursday before the clocks change, in spring and autumn, in the zones below. */
const START_MS = Date.UTC(2026, 2, 19, 13, 30);
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

const meeting = (changes: Partial<Meeting> = {}): Meeting => ({
  room: 'room-1' as RoomId,
  name: '周会, "A"; B\\C\n第二行 ' + '很长的名字'.repeat(20),
  organiser: '王先生',
  roomNumber: '1234567',
  attendeePassword: '6666',
  startMs: utcMs(START_MS),
  durationMs: HOUR_MS,
  recurrence: null,
  timeZone: 'Europe/Berlin',
  accessNumbers: ['4006701018'],
  sequence: 3,
  ...changes,
});

const around = (of: Meeting) => ({
  meeting: of,
  guest: { name: 'Li', email: 'li@example.cn', number: '' },
  from: 'huitong@example.cn',
  description: 'a\nb',
  stampMs: utcMs(START_MS - WEEK_MS),
});

/** The starts that a calendar program shows, which knows no zone but those in the file. */
function starts(content: string, countMax = 100): readonly number[] {
  const calendar = new ICAL.Component(ICAL.parse(content));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const [master, ...moved] = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  for (const event of moved) master!.relateException(event);
  const iterator = master!.iterator();
  const found: number[] = [];
  for (let next = iterator.next(); next && found.length < countMax; next = iterator.next())
    found.push(master!.getOccurrenceDetails(next).startDate.toJSDate().getTime());
  ICAL.TimezoneService.reset();
  return found;
}

for (const timeZone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
  for (const every of ['day', 'week', 'two-weeks', 'month'] as const) {
    test(`what repeats every ${every} in ${timeZone} shows where we hold it`, () => {
      const planned = occurrencesOf(
        { startMs: utcMs(START_MS), durationMs: HOUR_MS, recurrence: { every, count: 12, exceptions: [] } },
        timeZone,
      );
      const recurrence: Recurrence = {
        every,
        count: 12,
        exceptions: [
          { plannedStartMs: planned[2]!.plannedStartMs, instead: undefined },
          {
            plannedStartMs: planned[4]!.plannedStartMs,
            instead: { startMs: utcMs(planned[4]!.startMs + 2 * HOUR_MS), durationMs: HOUR_MS },
          },
        ],
      };
      const of = meeting({ recurrence, timeZone });
      const ours = occurrencesOf({ ...of, recurrence }, timeZone).map(({ startMs }) => startMs);
      assert.equal(starts(requestPart(around(of)).content), ours);
    });
  }
}

test('an end date is the last local date on which it starts', () => {
  const recurrence: Recurrence = { every: 'week', untilDate: '2026-04-09', exceptions: [] };
  const of = meeting({ recurrence });
  assert.is(starts(requestPart(around(of)).content).length, 4);
});

test('lines are folded at 75 octets, and text comes back as it was', () => {
  const { content } = requestPart(around(meeting()));
  for (const line of content.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.not.match(content.replaceAll('\r\n', ''), /[\r\n]/);
  const event = new ICAL.Component(ICAL.parse(content)).getFirstSubcomponent('vevent')!;
  assert.is(event.getFirstPropertyValue('summary'), meeting().name);
  assert.is(event.getFirstPropertyValue('sequence'), 3);
});

test('a cancellation names the event, or single dates of it', () => {
  const whole = new ICAL.Component(ICAL.parse(cancelPart(around(meeting()), undefined).content));
  assert.is(whole.getFirstPropertyValue('method'), 'CANCEL');
  const [event] = whole.getAllSubcomponents('vevent');
  assert.equal(
    [event!.getFirstPropertyValue('uid'), event!.getFirstPropertyValue('status')],
    ['room-1@huitong', 'CANCELLED'],
  );
  assert.is(event!.getFirstPropertyValue('recurrence-id'), null);
  const dates = [utcMs(START_MS), utcMs(START_MS + WEEK_MS)];
  const single = new ICAL.Component(ICAL.parse(cancelPart(around(meeting()), dates).content));
  assert.is(single.getAllSubcomponents('vevent').length, 2);
});

test.run();
