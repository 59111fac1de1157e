import { wordsOf, type Texts } from '../../words/words.js';

/** 使用小贴士 [S33] */
const help = {
  title: '使用小贴士',
  lead: '几个小习惯,让电话会议更顺畅。',
  longRoom: '随时可用的会议室',
  longRoomText: '需要随时开会,可以建一个 2000 小时的长期会议室,并不时更换密码。',
  muteAll: '人多时全场静音',
  muteAllText: '大型会议请使用「全场静音」,需要发言的人再单独解除静音。',
  mobile: '手机进入后按 *1',
  mobileText: '手机所处环境往往嘈杂,进入会议后请按 *1 静音自己,发言时再按一次。',
  otherCall: '有人接听其他来电时',
  otherCallText: '与会者接听另一通电话时,会议里可能听到等待音乐,请将其静音。',
  handsFree: '不要使用免提',
  handsFreeText: '免提会带来回声。请用听筒或耳机,多人同处一室时使用专业会议电话。',
  lock: '按 *2 锁定会议',
  lockText: '人到齐后,主席按 *2 锁定会议,其他人便无法再进入,更加安全。',
  back: '返回首页',
};

const helpEn: Texts<typeof help> = {
  title: 'Tips for good calls',
  lead: 'A few habits that make telephone conferences go smoothly.',
  longRoom: 'A room for any time',
  longRoomText: 'Make a long room of 2000 hours, and change its passwords now and then.',
  muteAll: 'Mute all in large meetings',
  muteAllText: 'Use “Mute all”, and unmute only who is to speak.',
  mobile: 'Mobile callers press *1',
  mobileText:
    'It is often noisy around mobiles: press *1 after entering to mute yourself, and again to speak.',
  otherCall: 'When somebody takes another call',
  otherCallText: 'The conference may hear music on hold: mute that participant.',
  handsFree: 'No hands-free',
  handsFreeText:
    'It brings echo. Use the receiver or a headset; in a meeting room a proper conference phone.',
  lock: '*2 locks the conference',
  lockText: 'When all are there the chair presses *2: nobody else can enter then, which is safer.',
  back: 'To the start',
};

export const helpWords = wordsOf({ help }, { help: helpEn });

declare module '../../words/words.js' {
  interface Messages {
    help: Texts<typeof help>;
  }
}
