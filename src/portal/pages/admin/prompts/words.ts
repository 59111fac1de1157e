import { wordsOf, type Texts } from '../../../words/words.js';

const prompts = {
  title: '语音提示',
  lead: '来电者听到的每一句话。可试听,也可换成自己的录音:WAV,8 kHz、16 位、单声道,响度 −20 ± 1 dBm0。',
  voice: '语言',
  voices: { 'zh-CN': '中文', en: 'English', tones: '提示音' },
  search: '编号或文字',
  onlyReplaced: '只看已替换的',
  empty: '没有符合条件的提示音',
  emptyHint: '换一个条件再试。',
  text: '内容',
  sound: '提示音,没有语音',
  context: '使用场合',
  play: '试听 {{id}}',
  stop: '停止',
  upload: '上传录音',
  replaced: '自己的录音',
  shipped: '随系统提供',
  source: '来源',
  done: '已替换:响度 {{level}} dBm0,时长 {{seconds}} 秒',
  now: '立即生效',
  nextStart: '重启后生效',
  restore: '恢复原录音',
  restoreTitle: '恢复「{{id}}」的原录音?',
  restoreText: '自己的录音将被删除,来电者会听到随系统提供的录音。',
  restored: '已恢复原录音',
  levelTitle: '录音的响度不合要求',
  levelText: '须为 −20 ± 1 dBm0,否则与其他提示忽大忽小。可以自动调整到合适的响度后保存。',
  normalise: '自动调整并保存',
  script: '录音稿',
  scriptPrint: '打印版',
  scriptCsv: 'CSV 表格',
  cannotPlay: '无法播放,请稍后再试',
};

const promptsEn: Texts<typeof prompts> = {
  title: 'Prompts',
  lead: 'Everything that callers hear. Listen to it, or put a recording of your own in its place: WAV, 8 kHz, 16 bit, 1 channel, −20 ± 1 dBm0.',
  voice: 'Language',
  voices: { 'zh-CN': '中文', en: 'English', tones: 'Sounds' },
  search: 'Name or text',
  onlyReplaced: 'Own recordings only',
  empty: 'No prompt fits',
  emptyHint: 'Try something else.',
  text: 'Text',
  sound: 'A sound, not spoken',
  context: 'When it is heard',
  play: 'Play {{id}}',
  stop: 'Stop',
  upload: 'Upload',
  replaced: 'Own recording',
  shipped: 'Shipped',
  source: 'Source',
  done: 'Replaced: {{level}} dBm0, {{seconds}} s',
  now: 'It is heard from now on',
  nextStart: 'It is heard after a restart',
  restore: 'Back to the shipped one',
  restoreTitle: 'Take “{{id}}” back to the shipped recording?',
  restoreText: 'Your own recording is deleted; callers hear the shipped one again.',
  restored: 'The shipped recording is back',
  levelTitle: 'The recording is too loud or too soft',
  levelText:
    'It must be at −20 ± 1 dBm0, or it would stand out among the others. It can be brought to that level.',
  normalise: 'Adjust and save',
  script: 'Recording script',
  scriptPrint: 'To print',
  scriptCsv: 'CSV',
  cannotPlay: 'It cannot be played now; try again later',
};

export const words = wordsOf({ prompts }, { prompts: promptsEn });

declare module '../../../words/words.js' {
  interface Messages {
    prompts: Texts<typeof prompts>;
  }
}
