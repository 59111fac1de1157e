import { wordsOf, type Texts } from '../../words/words.js';

const listen = {
  title: '会议录音',
  lead: '{{time}} 的会议,时长 {{duration}}',
  until: '链接有效至 {{time}}',
  player: '播放会议录音',
  download: '下载录音',
  overTitle: '链接已失效',
  overText: '此链接已过期、已被收回或不完整。请向发送者索取新的链接。',
  toStart: '返回首页',
};

const listenEn: Texts<typeof listen> = {
  title: 'Recording of a conference',
  lead: 'Held {{time}}, {{duration}} long',
  until: 'The link is valid until {{time}}',
  player: 'Play the recording',
  download: 'Download',
  overTitle: 'This link leads nowhere',
  overText: 'It is over, was taken back, or is not whole. Please ask whoever has sent it for a new one.',
  toStart: 'Back to the start',
};

export const listenWords = wordsOf({ listen }, { listen: listenEn });

declare module '../../words/words.js' {
  interface Messages {
    listen: Texts<typeof listen>;
  }
}
