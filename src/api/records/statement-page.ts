import { html } from 'hono/html';
import type { Account, Language } from '../../accounts/account.js';
import type { ChargedService, LegKind } from '../../billing/charge.js';
import type { LedgerEntry } from '../../billing/ledger-entry.js';
import { LocalTime } from '../../billing/local-time.js';
import { yuanText } from '../../billing/money.js';
import type { ChargeLine } from '../../store/repositories/statement-repository.js';
import type { StatementView } from './statement-schema.js';

export interface StatementPage {
  readonly account: Account;
  readonly statement: StatementView;
  /** All that makes up what the statement says was charged. */
  readonly charges: readonly ChargeLine[];
  /** All that makes up what the statement says was recharged: also what was taken back. */
  readonly recharges: readonly LedgerEntry[];
  /** There are older ones that it has no room for. */
  readonly isCut: boolean;
}

interface NamesOfLegs {
  readonly services: Readonly<Record<ChargedService, string>>;
  readonly kinds: Readonly<Record<LegKind, string>>;
}

const WORDS = {
  'zh-CN': {
    title: '对账单',
    account: '账户',
    month: '月份',
    running: '本月尚未结束',
    opening: '期初余额',
    recharged: '充值',
    charged: '话费',
    closing: '期末余额',
    calls: '话务明细',
    kind: '类型',
    legs: '呼叫数',
    minutes: '计费分钟',
    amount: '金额（元）',
    recharges: '充值记录',
    time: '时间',
    method: '方式',
    note: '备注',
    cut: '充值记录过多,仅列出最近的部分;其余请在网页的充值记录中查看。',
    unknown: '其他话费(话单已过保存期)',
    reversal: '冲正',
    services: { bridge: '会议室', direct: '直拨会议', quick: '快速会议', instant: '即时通话' },
    kinds: {
      'host-dial-in': '主持人拨入',
      'attendee-dial-in': '参会者拨入',
      'dial-out': '呼叫参会者',
      'host-callback': '呼叫主持人',
      browser: '用电脑加入',
      operator: '话务员',
      verification: '验证电话',
      test: '测试电话',
    },
    methods: { cash: '现金', transfer: '转账', gateway: '在线支付' },
  },
  en: {
    title: 'Statement',
    account: 'Account',
    month: 'Month',
    running: 'The month is not over yet',
    opening: 'Opening balance',
    recharged: 'Recharged',
    charged: 'Calls',
    closing: 'Closing balance',
    calls: 'Calls by kind',
    kind: 'Kind',
    legs: 'Calls',
    minutes: 'Charged minutes',
    amount: 'Amount (CNY)',
    recharges: 'Recharges',
    time: 'Time',
    method: 'Method',
    note: 'Note',
    cut: 'There are more recharges than can be listed: see the ledger for the older ones.',
    unknown: 'Other calls (their records are no longer kept)',
    reversal: 'Reversal',
    services: {
      bridge: 'Conference room',
      direct: 'Direct dial',
      quick: 'Quick conference',
      instant: 'Instant call',
    },
    kinds: {
      'host-dial-in': 'Host dials in',
      'attendee-dial-in': 'Participant dials in',
      'dial-out': 'Participant is called',
      'host-callback': 'Host is called',
      browser: 'By computer',
      operator: 'Operator',
      verification: 'Verification call',
      test: 'Test call',
    },
    methods: { cash: 'Cash', transfer: 'Transfer', gateway: 'Online payment' },
  },
} as const satisfies Record<Language, Readonly<Record<string, unknown>> & NamesOfLegs>;

type Words = (typeof WORDS)[Language];

/** A statement to be printed [S43]. The template escapes whatever stands in it. */
export function statementPage({ account, statement, charges, recharges, isCut }: StatementPage) {
  const words = WORDS[account.language];
  const local = new LocalTime(account.timeZone);
  return html`<!doctype html>
    <html lang="${account.language}">
      <head>
        <meta charset="utf-8" />
        <title>${words.title} ${statement.month} ${account.name}</title>
        <link rel="stylesheet" href="/api/v1/statement.css" />
      </head>
      <body>
        <h1>${words.title}</h1>
        <p>${words.account}: ${account.name} (${account.number})<br />${words.month}: ${statement.month}</p>
        ${statement.complete ? '' : html`<p class="note">${words.running}</p>`}
        <table>
          ${sumRow(words.opening, statement.openingFen)} ${sumRow(words.recharged, statement.rechargedFen)}
          ${sumRow(words.charged, -statement.chargedFen)} ${sumRow(words.closing, statement.closingFen)}
        </table>
        <h2>${words.calls}</h2>
        <table>
          <tr>
            <th>${words.kind}</th>
            <th>${words.legs}</th>
            <th>${words.minutes}</th>
            <th>${words.amount}</th>
          </tr>
          ${charges.map(
            (line) =>
              html`<tr>
                <td>${chargeName(line, words)}</td>
                <td class="sum">${line.entries}</td>
                <td class="sum">${line.chargedS === undefined ? '' : minutesOf(line.chargedS)}</td>
                <td class="sum">${yuanText(line.amountMicroYuan)}</td>
              </tr>`,
          )}
        </table>
        <h2>${words.recharges}</h2>
        <table>
          <tr>
            <th>${words.time}</th>
            <th>${words.method}</th>
            <th>${words.note}</th>
            <th>${words.amount}</th>
          </tr>
          ${recharges.map(
            (entry) =>
              html`<tr>
                <td>${local.textOf(entry.utcMs)}</td>
                <td>${methodName(entry, words)}</td>
                <td>${entry.note}</td>
                <td class="sum">${yuanText(entry.amount)}</td>
              </tr>`,
          )}
        </table>
        ${isCut ? html`<p class="note">${words.cut}</p>` : ''}
      </body>
    </html>`;
}

function chargeName({ type, service = '', kind = '' }: ChargeLine, words: Words): string {
  if (type === 'unknown') return words.unknown;
  if (type === 'reversed') return words.reversal;
  return `${wordOf(words.services, service)} / ${wordOf(words.kinds, kind)}`;
}

function methodName({ kind, method = '' }: LedgerEntry, words: Words): string {
  if (kind === 'reversal') return words.reversal;
  return kind === 'opening' ? words.opening : wordOf(words.methods, method);
}

/** A method is whatever who booked it has written. */
const wordOf = (words: Readonly<Record<string, string>>, name: string): string =>
  (Object.hasOwn(words, name) ? words[name] : undefined) ?? name;

/** To a hundredth: blocks may be of any number of seconds. */
const minutesOf = (chargedS: number): number => Math.round((chargedS / 60) * 100) / 100;

const sumRow = (name: string, fen: number) =>
  html`<tr>
    <td>${name}</td>
    <td class="sum">${yuanText(fen * 10_000)}</td>
  </tr>`;

/** A file of its own, so that the page needs no style within it. */
export const STATEMENT_CSS = `@page { size: A4; margin: 20mm; }
body { font: 11pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 180mm; margin: 10mm auto; }
h1 { font-size: 18pt; }
h2 { font-size: 13pt; }
table { width: 100%; border-collapse: collapse; page-break-inside: auto; }
tr { page-break-inside: avoid; }
td, th { border-bottom: 0.5pt solid #999; padding: 1.5mm; text-align: left; }
.sum { text-align: right; font-variant-numeric: tabular-nums; }
.note { color: #a00; }
`;
