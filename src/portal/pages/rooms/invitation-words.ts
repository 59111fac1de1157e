import { wordsOf, type Texts } from '../../words/words.js';

const invitation = {
  title: '邀请与会者',
  text: '邀请文字',
  language: '邀请文字的语言',
  copy: '复制邀请文字',
  copyChat: '复制微信短文',
  mail: '用邮件发送',
  subject: '会议邀请:{{name}}',
  safe: '邀请中没有主席密码,可以放心转发。',
  oneTap: '一键拨入',
  qrAlt: '二维码:扫描后拨打会议,并自动输入会议室号和密码',
  qrHint: '用手机扫描,即可拨打并自动输入会议室号和参会者密码。',
  dialAll: '一键拨入',
  dialPlain: '只拨打 {{number}}',
  copyLink: '复制一键拨入链接',
  noServiceNumber: '系统尚未设置接入号,请联系管理员添加后再邀请。',
  invitees: '与会者',
  change: '修改',
  nobody: '还没有与会者。可以复制邀请文字发给他们,或点「修改」添加邮箱,由系统发送邮件。',
  mailed: '邀请邮件由系统自动发送;修改会议后会再次通知。',
  notMailed: '未开启「发送邮件通知」,请自行发送邀请文字。',
  chat: {
    title: '【会议邀请】',
    time: '时间:',
    dial: '拨打:',
    room: '会议室号:',
    password: '参会者密码:',
    noPassword: '直接按 #',
    oneTap: '一键拨入(复制到拨号盘):',
  },
};

const invitationEn: Texts<typeof invitation> = {
  title: 'Invite',
  text: 'Invitation',
  language: 'Language of the invitation',
  copy: 'Copy the invitation',
  copyChat: 'Copy a short text for chats',
  mail: 'Send by e-mail',
  subject: 'Invitation: {{name}}',
  safe: 'The chair password is not in it, so it can be passed on.',
  oneTap: 'Dial in with one tap',
  qrAlt: 'QR code that dials the conference and keys room number and password',
  qrHint: 'Scanned by a phone it dials, then keys room number and attendee password.',
  dialAll: 'Dial and enter',
  dialPlain: 'Only dial {{number}}',
  copyLink: 'Copy the one-tap link',
  noServiceNumber: 'No access number is set up. Ask the administrator to add one before you invite.',
  invitees: 'Invitees',
  change: 'Edit',
  nobody: 'Nobody is invited yet. Copy the invitation for them, or add their addresses by “Edit”.',
  mailed: 'Invitations go out by e-mail by themselves, and again when the conference changes.',
  notMailed: '“Notify by e-mail” is off: send the invitation yourself.',
  chat: {
    title: 'Invitation: ',
    time: 'Time: ',
    dial: 'Dial: ',
    room: 'Room: ',
    password: 'Password: ',
    noPassword: 'just #',
    oneTap: 'In one go (paste into the dialler): ',
  },
};

const occurrence = {
  title: '会议日期',
  changeRule: '修改会议',
  none: '没有将要举行的日期',
  planned: '按计划',
  changed: '已改期',
  cancelled: '已取消',
  plannedFor: '原定 {{date}}',
  move: '改期',
  moveTitle: '修改这一次的时间',
  isMoved: '已改期',
  cancel: '取消此次',
  cancelTitle: '取消 {{date}} 的会议?',
  cancelText: '其他日期不变。',
  cancelTextTold: '其他日期不变;与会者会收到通知。',
  isCancelled: '已取消这一次',
  putBack: '恢复',
  isBack: '已恢复为原定时间',
};

const occurrenceEn: Texts<typeof occurrence> = {
  title: 'Dates',
  changeRule: 'Edit the conference',
  none: 'There are no dates to come',
  planned: 'As planned',
  changed: 'Moved',
  cancelled: 'Cancelled',
  plannedFor: 'Planned for {{date}}',
  move: 'Move',
  moveTitle: 'Move this one date',
  isMoved: 'The date is moved',
  cancel: 'Cancel this one',
  cancelTitle: 'Cancel the conference of {{date}}?',
  cancelText: 'All other dates stay.',
  cancelTextTold: 'All other dates stay; invitees are told.',
  isCancelled: 'This one is cancelled',
  putBack: 'Put back',
  isBack: 'It is back as planned',
};

/** Of the pages of one room: its invitation and its dates. */
export const words = wordsOf(
  { invitation, occurrence },
  { invitation: invitationEn, occurrence: occurrenceEn },
);

declare module '../../words/words.js' {
  interface Messages {
    invitation: Texts<typeof invitation>;
    occurrence: Texts<typeof occurrence>;
  }
}
