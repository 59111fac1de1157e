import { utcMs } from '../../base/units.js';
import type { LocalTime } from '../../billing/local-time.js';
import { microYuan, yuanText } from '../../billing/money.js';
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
    ['话单', 'Record', ({ id }) => id],
    ['会议', 'Conference', ({ conference }) => conference],
    ['会议室号', 'Room', ({ roomNumber }) => roomNumber],
    ['方向', 'Direction', ({ direction }) => direction],
    ['主叫', 'Calling', ({ callingNumber }) => callingNumber],
    ['被叫', 'Called', ({ calledNumber }) => calledNumber],
    ['接通时间', 'Answered', ({ answerMs }) => timeOf(local, answerMs)],
    ['结束时间', 'End', ({ endMs }) => timeOf(local, endMs)],
    ['时长（秒）', 'Duration (s)', ({ durationMs }) => secondsOf(durationMs)],
    ['挂机原因', 'End reason', ({ endReason }) => endReason],
    ['业务', 'Service', ({ chargeService, service }) => chargeService ?? service],
    ['类型', 'Kind', ({ chargeKind }) => chargeKind],
    ['单价（元/分钟）', 'Price (CNY/min)', ({ microYuanPerMinute }) => yuanOf(microYuanPerMinute)],
    ['计费秒数', 'Charged (s)', ({ chargedS }) => chargedS],
    ['费用（元）', 'Amount (CNY)', ({ amountMicroYuan }) => yuanOf(amountMicroYuan)],
  ];
}

const timeOf = (local: LocalTime, atMs: number | null | undefined): CsvValue =>
  typeof atMs === 'number' ? local.textOf(utcMs(atMs)) : undefined;

const secondsOf = (durationMs: number | null | undefined): CsvValue =>
  typeof durationMs === 'number' ? Math.round(durationMs / 1_000) : undefined;

const yuanOf = (amount: number | null): CsvValue =>
  amount === null ? undefined : yuanText(microYuan(amount));
