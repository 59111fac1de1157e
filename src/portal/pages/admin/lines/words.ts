import { wordsOf, type Texts } from '../../../words/words.js';

const lines = {
  title: '接入号',
  lead: '被叫号码通往哪项业务,自上而下第一个相符的生效。修改立即生效。',
  empty: '还没有接入号',
  emptyHint: '新增运营商分配的号码后,用户即可拨入。',
  called: '接入号',
  by: '类型',
  kinds: { number: '号码', pattern: '号段(正则表达式)' },
  calledHint: '例如 4006701018',
  patternHint: '例如 ^0106701(\\d{4})$;直拨会议时第一个括号为会议室号',
  service: '业务',
  services: {
    bridge: '会议室',
    direct: '直拨会议室',
    quick: '快速会议',
    instant: '即时通话',
    test: '测试',
  },
  language: '提示音语言',
  languages: { 'zh-CN': '中文', en: 'English', both: '中英文' },
  room: '会议室号',
  roomHint: '拨打此号码直接进入该会议室',
  roomOfPatternHint: '留空则由号段的括号决定;尚未创建的会议室拨打时即时开启,无密码,不计费',
  test: '测试项目',
  tests: { echo: '回声', tone: '测试音', silence: '静音', dtmf: '按键回报', loop: '环回' },
  leadsTo: '去向',
  source: '来源',
  addTitle: '新增接入号',
  editTitle: '编辑接入号 {{id}}',
  removeTitle: '删除接入号 {{id}}?',
  removeText: '此后拨打该号码将不被接听;进行中的通话继续。',
  giveBackTitle: '把接入号 {{id}} 恢复为配置文件中的设置?',
};

const linesEn: Texts<typeof lines> = {
  title: 'Service numbers',
  lead: 'What called numbers lead to; the first that fits counts. A change counts at once.',
  empty: 'There is no service number yet',
  emptyHint: 'Add a number that the carrier has assigned, and callers can dial it.',
  called: 'Number',
  by: 'Kind',
  kinds: { number: 'Number', pattern: 'Range (regular expression)' },
  calledHint: 'Like 4006701018',
  patternHint: 'Like ^0106701(\\d{4})$; for direct rooms the first group is the room number',
  service: 'Service',
  services: {
    bridge: 'Rooms',
    direct: 'Direct to a room',
    quick: 'Quick conferences',
    instant: 'Instant calls',
    test: 'Test',
  },
  language: 'Language of prompts',
  languages: { 'zh-CN': '中文', en: 'English', both: 'Both' },
  room: 'Room number',
  roomHint: 'Whoever dials the number is in this room',
  roomOfPatternHint:
    'Empty: the group of the range names it; a room that nobody has made is opened on demand, without password, and is free',
  test: 'Test',
  tests: { echo: 'Echo', tone: 'Tone', silence: 'Silence', dtmf: 'Keys', loop: 'Loop' },
  leadsTo: 'Leads to',
  source: 'Source',
  addTitle: 'Add a service number',
  editTitle: 'Service number {{id}}',
  removeTitle: 'Delete the service number {{id}}?',
  removeText: 'Calls to it are not answered any more; those that are up go on.',
  giveBackTitle: 'Take the number {{id}} back to the configuration file?',
};

export const words = wordsOf({ lines }, { lines: linesEn });

declare module '../../../words/words.js' {
  interface Messages {
    lines: Texts<typeof lines>;
  }
}
