import type { UtcMs } from '../../base/units.js';
import type { LocalTime } from '../../billing/local-time.js';
import { yuanText } from '../../billing/money.js';
import type { ConferenceSummary } from '../../store/repositories/conference-record-reads.js';
import type { ListedLeg } from '../../store/repositories/leg-record-reads.js';
import type { CsvValue } from '../csv.js';

/** A column of a file: its title in Chinese and English, and what stands in it. */
type Column<Row> = readonly [chinese: string, english: string, value: (row: Row) => CsvValue];
export type Columns<Row> = readonly Column<Row>[];

/** Times are local, without a zone, so that a spreadsheet takes them for times. */
export function conferenceColumns(local: LocalTime): Columns<ConferenceSummary> {
  return [
    ['会议', 'Conference', ({ conference }) => conference],
    ['会议室号', 'Room', ({ roomNumber }) => roomNumber],
    ['开始时间', 'Start', ({ startedMs }) => local.textOf(startedMs)],
    ['结束时间', 'End', ({ endedMs }) => timeOf(local, endedMs)],
    ['时长（秒）', 'Duration (s)', ({ startedMs, endedMs }) => secondsOf(endedMs && endedMs - startedMs)],
    ['参会人数', 'Parties', ({ parties }) => parties],
    ['呼叫数', 'Calls', ({ legs }) => legs],
    ['费用（元）', 'Cost (CNY)', ({ cost }) => yuanText(cost)],
  ];
}

export function callColumns(local: LocalTime): Columns<ListedLeg> {
  return [
    ['话单', 'Record', ({ opened }) => opened.leg],
    ['会议', 'Conference', ({ joined }) => joined?.conference],
    ['会议室号', 'Room', ({ roomNumber }) => roomNumber],
    ['方向', 'Direction', ({ opened }) => opened.direction],
    ['主叫', 'Calling', ({ opened }) => opened.callingE164 ?? opened.callingNumber],
    ['被叫', 'Called', ({ opened }) => opened.calledE164 ?? opened.calledNumber],
    ['接通时间', 'Answered', ({ opened }) => local.textOf(opened.answerMs)],
    ['结束时间', 'End', ({ closed }) => timeOf(local, closed?.endMs)],
    ['时长（秒）', 'Duration (s)', ({ closed }) => secondsOf(closed?.durationMs)],
    ['挂机原因', 'End reason', ({ closed }) => closed?.reason],
    ['业务', 'Service', ({ charge, opened }) => charge?.service ?? opened.service],
    ['类型', 'Kind', ({ charge }) => charge?.kind],
    [
      '单价（元/分钟）',
      'Price (CNY/min)',
      ({ charge }) => charge && yuanText(charge.rate.microYuanPerMinute),
    ],
    ['计费秒数', 'Charged (s)', ({ charge }) => charge?.chargedS],
    ['费用（元）', 'Amount (CNY)', ({ charge }) => charge && yuanText(charge.amount)],
  ];
}

const timeOf = (local: LocalTime, atMs: UtcMs | undefined): CsvValue =>
  atMs === undefined ? undefined : local.textOf(atMs);

const secondsOf = (durationMs: number | undefined): CsvValue =>
  durationMs === undefined ? undefined : Math.round(durationMs / 1_000);
