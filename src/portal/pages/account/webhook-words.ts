import { wordsOf, type Texts } from '../../words/words.js';

const webhook = {
  title: '事件回调',
  back: '我的资料',
  lead: '事件发生时,会通以签名的 POST 请求通知这些地址。',
  add: '新增',
  none: '还没有回调地址',
  noneHint: '新增一个 https 地址,接收会议与话单等事件。',
  url: '地址',
  urlHint: 'https://example.com/huitong',
  description: '说明(选填)',
  events: '事件',
  eventsRequired: '请至少选择一个事件',
  allEvents: '全部事件',
  save: '保存',
  secretTitle: '签名密钥',
  enabled: '启用',
  enabledOf: '启用 {{url}}',
  off: '已停用',
  reason: { gone: '对方已声明不再接收', failing: '连续五天未能送达,已停用' },
  failing: '自 {{time}} 起未能送达',
  remove: '删除',
  removeOf: '删除 {{url}}',
  removeTitle: '删除此回调?',
  removeText: '尚未送达的事件也会一并删除。',
  removed: '回调已删除',
  sent: '测试事件已发出',
  test: '发送测试',
  testOf: '向 {{url}} 发送测试',
  event: {
    'conference.opened': '会议开始',
    'conference.closed': '会议结束',
    'participant.entered': '有人入会',
    'participant.left': '有人离会',
    'invitation.failed': '呼叫未接通',
    'recording.started': '录音开始',
    'recording.finished': '录音完成',
    'booking.changed': '预约变化',
    'numbers.changed': '号码变化',
    'balance.low': '余额不足',
    'record.closed': '话单生成',
  },
};

export type EventName = keyof typeof webhook.event;
export const EVENT_NAMES = Object.keys(webhook.event) as EventName[];

const webhookEn: Texts<typeof webhook> = {
  title: 'Webhooks',
  back: 'Profile',
  lead: 'As events happen, these addresses are told by a signed POST request.',
  add: 'Add',
  none: 'No webhooks yet',
  noneHint: 'Add an https address that is to be told of conferences and records.',
  url: 'Address',
  urlHint: 'https://example.com/huitong',
  description: 'Description (optional)',
  events: 'Events',
  eventsRequired: 'Please choose at least one event',
  allEvents: 'All events',
  save: 'Save',
  secretTitle: 'Signing secret',
  enabled: 'On',
  enabledOf: '{{url}} is on',
  off: 'Off',
  reason: { gone: 'It answered that it is gone', failing: 'Nothing arrived for five days: it is off' },
  failing: 'Nothing has arrived since {{time}}',
  remove: 'Delete',
  removeOf: 'Delete {{url}}',
  removeTitle: 'Delete this webhook?',
  removeText: 'Events that wait for it are deleted too.',
  removed: 'The webhook is deleted',
  sent: 'The test event is on its way',
  test: 'Send a test',
  testOf: 'Send a test to {{url}}',
  event: {
    'conference.opened': 'Conference opened',
    'conference.closed': 'Conference closed',
    'participant.entered': 'Somebody entered',
    'participant.left': 'Somebody left',
    'invitation.failed': 'Somebody was not reached',
    'recording.started': 'Recording started',
    'recording.finished': 'Recording finished',
    'booking.changed': 'Booking changed',
    'numbers.changed': 'Numbers changed',
    'balance.low': 'Balance is low',
    'record.closed': 'Call record written',
  },
};

export const webhookWords = wordsOf({ webhook }, { webhook: webhookEn });

declare module '../../words/words.js' {
  interface Messages {
    webhook: Texts<typeof webhook>;
  }
}
