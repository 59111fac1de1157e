import { wordsOf, type Texts } from '../words/words.js';

const phone = {
  title: '用电脑加入',
  intro: '用这台设备的麦克风和扬声器参加「{{room}}」。戴上耳机,声音更清楚。',
  microphone: '麦克风',
  anyMicrophone: '麦克风 {{index}}',
  level: '麦克风音量',
  asking: '请在浏览器弹出的提示中,选择「允许」使用麦克风',
  speak: '请说几句话,音量条应随声音变化。没有变化?请换一个麦克风。',
  works: '麦克风工作正常',
  name: '姓名',
  nameHint: '其他与会者看到的名字',
  nameMissing: '请填写姓名',
  join: '加入会议',
  cancel: '取消',
  tryAgain: '重试',
  bar: '电脑通话',
  state: {
    connecting: '正在接入',
    joined: '通话中',
    muted: '静音中',
    silenced: '已被禁言',
    ended: '通话已结束',
  },
  mute: '静音',
  unmute: '取消静音',
  muteKeys: '{{action}}(Alt+M)',
  keyPad: '拨号键盘',
  keyPadHint: '与电话机上的按键相同,例如 *1 静音,*9 举手',
  key: '按键 {{key}}',
  hangUp: '挂断',
  again: '重新加入',
  close: '关闭',
  failure: {
    'not-secure': '浏览器只允许安全的页面使用麦克风。请用 https:// 开头的地址打开本页面,或改用电话。',
    'microphone-refused': '麦克风未获允许。请点击地址栏左侧的图标,允许本网站使用麦克风,然后重试。',
    'microphone-missing': '没有找到麦克风。请接好麦克风或耳机,然后重试。',
    'microphone-busy': '麦克风无法打开。请关闭正在使用它的其他程序,然后重试。',
    'connection-lost': '与服务器的连接中断,通话已结束。请检查网络,然后重新加入。',
    refused: '服务器没有接通。请稍后重新加入,或改用「呼叫我的电话」。',
    'media-lost': '声音无法通过您的网络。请换一个网络后重新加入,或改用「呼叫我的电话」。',
  },
  microphoneLost: '麦克风已断开,别人听不到您。请接好后挂断,再重新加入。',
};

const phoneEn: Texts<typeof phone> = {
  title: 'Join by computer',
  intro: 'Take part in “{{room}}” with the microphone and speaker of this device. A headset sounds best.',
  microphone: 'Microphone',
  anyMicrophone: 'Microphone {{index}}',
  level: 'Level of the microphone',
  asking: 'Please choose “Allow” when the browser asks for the microphone',
  speak: 'Say a few words: the bar should follow your voice. It does not? Choose another microphone.',
  works: 'The microphone works',
  name: 'Name',
  nameHint: 'As the others see it',
  nameMissing: 'Please say your name',
  join: 'Join',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  bar: 'Call by computer',
  state: {
    connecting: 'Connecting',
    joined: 'In the conference',
    muted: 'Muted',
    silenced: 'Muted by the chair',
    ended: 'The call has ended',
  },
  mute: 'Mute',
  unmute: 'Unmute',
  muteKeys: '{{action}} (Alt+M)',
  keyPad: 'Key pad',
  keyPadHint: 'The keys of a telephone, such as *1 to mute and *9 to raise your hand',
  key: 'Key {{key}}',
  hangUp: 'Hang up',
  again: 'Join again',
  close: 'Close',
  failure: {
    'not-secure':
      'Browsers give the microphone to secure pages alone. Open this page by an address that begins with https://, or use a telephone.',
    'microphone-refused':
      'The microphone is not allowed. Click the icon left of the address, allow this site to use the microphone, and try again.',
    'microphone-missing': 'No microphone was found. Plug in a microphone or headset, and try again.',
    'microphone-busy': 'The microphone cannot be opened. Close the program that is using it, and try again.',
    'connection-lost':
      'The connection to the server is lost, and the call with it. Check the network, and join again.',
    refused: 'The server did not take the call. Join again later, or have your phone called.',
    'media-lost':
      'Your network does not let the voice through. Join again from another network, or have your phone called.',
  },
  microphoneLost: 'The microphone is gone: nobody hears you. Plug it in, hang up, and join again.',
};

export const words = wordsOf({ phone }, { phone: phoneEn });

declare module '../words/words.js' {
  interface Messages {
    phone: Texts<typeof phone>;
  }
}
