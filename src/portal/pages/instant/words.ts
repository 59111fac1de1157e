import { wordsOf, type Texts } from '../../words/words.js';

const instant = {
  title: '我的即时通话',
  bookInstead: '改为预约会议',
  start: '发起会议',
  host: '主持人电话',
  hostHint: '系统先呼叫此电话,接听后按 1 确认。',
  hostRequired: '请选择主持人电话',
  manageNumbers: '主持人电话设置',
  others: '其他与会人员号码',
  othersHint: '每个号码后按回车;可写成「张三 13800138000」,分机写成 010-62345678*801',
  othersRequired: '请至少填写一个号码',
  costLimit: '费用上限(可选)',
  costLimitHint: '达到后会议自动结束;留空则不限',
  estimate_one: '呼叫 {{count}} 人,每分钟约 {{price}}',
  estimate_other: '呼叫 {{count}} 人,每分钟共约 {{price}}',
  how: '怎样通话',
  stepHost: '系统先呼叫主持人电话,请接听并按 1 确认。',
  stepOthers: '随后呼叫其他与会人员,接听后自动加入会议。',
  stepDuring: '通话中可随时添加号码、全部禁言、禁言或挂断某一方。',
  stepEnd: '主持人挂机或在网页上点「挂断」,会议结束。',
  noHost: '还没有可用的主持人电话',
  noHostHint: '新增一个您自己的电话,接听系统来电并输入校验码,即可发起会议。',
  addNumber: '新增主持人电话',
  running: '正在进行的通话',
  unnamed: '即时通话',
  parties_one: '{{count}} 人',
  parties_other: '{{count}} 人',
  callingHost: '正在呼叫主持人',
  toLive: '会议控制',
};

const instantEn: Texts<typeof instant> = {
  title: 'Instant calls',
  bookInstead: 'Book for later instead',
  start: 'Start the conference',
  host: 'Host phone',
  hostHint: 'It is called first; answer and press 1.',
  hostRequired: 'Choose the host phone',
  manageNumbers: 'Set up host phones',
  others: 'Numbers of the others',
  othersHint: 'Press Enter after each; “Li 13800138000” gives a name, 010-62345678*801 an extension',
  othersRequired: 'Give at least one number',
  costLimit: 'Cost limit (optional)',
  costLimitHint: 'The conference ends when it is reached; empty: no limit',
  estimate_one: 'Calling {{count}} person costs about {{price}} a minute',
  estimate_other: 'Calling {{count}} people costs about {{price}} a minute in all',
  how: 'How it goes',
  stepHost: 'The host phone is called first: answer and press 1.',
  stepOthers: 'Then the others are called; who answers is in.',
  stepDuring: 'Add numbers, mute all, mute or hang up one at any time.',
  stepEnd: 'It ends when the host hangs up, or by “Hang up” on the page.',
  noHost: 'There is no host phone yet',
  noHostHint: 'Add a phone of your own: answer our call and enter the code you hear.',
  addNumber: 'Add a host phone',
  running: 'Running calls',
  unnamed: 'Instant call',
  parties_one: '{{count}} party',
  parties_other: '{{count}} parties',
  callingHost: 'Calling the host',
  toLive: 'Control',
};

/** Of calls that begin at once. */
export const words = wordsOf({ instant }, { instant: instantEn });

declare module '../../words/words.js' {
  interface Messages {
    instant: Texts<typeof instant>;
  }
}
