import { wordsOf, type Texts } from '../../../words/words.js';

const listed = {
  title: '号码名单',
  lead: '谁可以使用即时通话业务;名单优先于号段规则。「不再接听」的号码不会再被呼叫。',
  which: '名单',
  numbers: '业务名单',
  optOuts: '不再接听',
  number: '号码',
  verdict: '结果',
  verdicts: { allowed: '允许', refused: '拒绝' },
  prefix: '号码前缀,如 +8613',
  empty: '名单中没有号码',
  emptyHint: '没有名单时,只按号段规则判断。',
  optOutsEmpty: '没有人拒绝接听',
  optOutsHint: '被叫方按 9 后,其号码会列在这里。',
  since: '登记时间',
  addTitle: '加入名单',
  numberHint: '手机号,或带区号的固定电话',
  removeTitle: '从名单中删除 {{number}}?',
  removeText: '此后只按号段规则判断该号码。',
  optIn: '允许再次呼叫',
  optInTitle: '允许再次呼叫 {{number}}?',
  optInText: '机主曾按 9 表示不再接听。请仅在其本人要求时允许。',
  optedIn: '可以再次呼叫此号码',
  import: '导入',
  importTitle: '导入号码',
  importHint: '每行一个号码,可在逗号后写 allowed(允许)或 refused(拒绝)。已有的号码会被更新。',
  importVerdict: '未写明的号码',
  file: '选择文件',
  text: '号码',
  imported: '已导入 {{count}} 个号码',
  refused: '{{count}} 行没有导入',
  refusedLine: '第 {{line}} 行:{{problem}}',
};

const listedEn: Texts<typeof listed> = {
  title: 'Number lists',
  lead: 'Who may use the instant service; the list wins over the patterns. Who has opted out is called no more.',
  which: 'Which list',
  numbers: 'Eligible numbers',
  optOuts: 'Opted out',
  number: 'Number',
  verdict: 'Verdict',
  verdicts: { allowed: 'Allowed', refused: 'Refused' },
  prefix: 'Prefix, like +8613',
  empty: 'No number is listed',
  emptyHint: 'Without a list the patterns alone count.',
  optOutsEmpty: 'Nobody has opted out',
  optOutsHint: 'Whoever presses 9 when called is listed here.',
  since: 'Since',
  addTitle: 'List a number',
  numberHint: 'A mobile number, or a landline with its area code',
  removeTitle: 'Take {{number}} off the list?',
  removeText: 'The patterns alone count for it from then on.',
  optIn: 'Allow calls again',
  optInTitle: 'Allow calls to {{number}} again?',
  optInText: 'Its owner pressed 9 to be called no more. Allow it only if the owner asks for it.',
  optedIn: 'The number can be called again',
  import: 'Import',
  importTitle: 'Import numbers',
  importHint:
    'One number in a line, with allowed or refused behind a comma if wanted. Those that are listed are updated.',
  importVerdict: 'Where nothing is said',
  file: 'Choose a file',
  text: 'Numbers',
  imported: '{{count}} numbers are imported',
  refused: '{{count}} lines are not',
  refusedLine: 'Line {{line}}: {{problem}}',
};

export const words = wordsOf({ listed }, { listed: listedEn });

declare module '../../../words/words.js' {
  interface Messages {
    listed: Texts<typeof listed>;
  }
}
