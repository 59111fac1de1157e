import { wordsOf, type Texts } from '../../words/words.js';

const numbers = {
  title: '主持人电话设置',
  section: { linked: '主持人电话', bound: '多方通召集方号码' },
  lead: {
    linked: '用这些电话可以发起即时通话和预约会议。所有费用计入注册号码的账户。',
    bound: '绑定后,用该电话拨打多方通即可召集会议,不必登录网页。',
  },
  none: { linked: '还没有主持人电话。', bound: '还没有绑定召集方号码。' },
  add: '新增',
  addTitle: { linked: '新增主持人电话', bound: '新增召集方号码' },
  kind: { registered: '注册号码', linked: '主持人电话', bound: '召集方号码' },
  activated: '已激活',
  verified: '已验证',
  notVerified: '未验证',
  since: '验证于 {{date}}',
  enterCode: '输入校验码',
  remove: '删除',
  removeTitle: '删除号码 {{number}}?',
  removeText: '此后不能再用它发起会议;需要时可以重新添加并验证。',
  removed: '已删除',
  number: '电话号码',
  numberHint: '手机,或带区号的固定电话。系统会立即呼叫此号码并播报 6 位校验码。',
  numberPlaceholder: '例如:13800138000 或 010-62345678',
  numberRequired: '请填写电话号码',
  call: '呼叫并获取校验码',
  calling: '正在呼叫 {{number}},请接听并记下校验码…',
  spoken: '校验码已播报给 {{number}},请在下面输入',
  callFailed: '呼叫 {{number}} 未成功',
  code: '校验码',
  codeHint: '5 分钟内有效;听不清时在电话上按 1 重听',
  codeRequired: '请输入听到的 6 位数字',
  confirm: '确定',
  callAgain: '重新呼叫',
  another: '换一个号码',
  added: '号码已添加',
  failure: {
    busy: '对方忙,请挂机后点「重新呼叫」',
    'no-answer': '无人接听,请准备好电话后点「重新呼叫」',
    'bad-number': '号码不存在,请点「换一个号码」核对',
    rejected: '来电被拒接,请点「重新呼叫」并接听',
    congested: '线路繁忙,请稍后点「重新呼叫」',
    'hung-up': '校验码没有听完就挂机了,请点「重新呼叫」',
    other: '请稍后点「重新呼叫」',
  },
  activateHint: '也可以用电话直接发起:拨打 {{number}},按提示操作;第一次拨打即激活,激活不收费。',
  quickTitle: '怎样使用多方通:用绑定的电话拨打 {{number}}',
  quickText:
    '输入被邀请方号码,按 # 号键结束;对方接听后按 ** 一起通话,按 *# 放弃;再按 *6 邀请下一位,最多 4 方。召集方挂机,会议结束。',
  pin: '电话密码',
  pinSet: '已设置',
  pinNotSet: '未设置',
  pinHint: '用其他电话拨打多方通时,输入账户号 {{number}} 和 6 位电话密码即可召集会议。',
  setPin: '设置电话密码',
  changePin: '修改电话密码',
  newPin: '新的电话密码',
  repeatPin: '再输入一次',
  pinRule: '6 位数字,不能全部相同或依次排列',
  pinDiffers: '两次输入不一致',
  savePin: '保存',
  pinSaved: '电话密码已保存',
};

const numbersEn: Texts<typeof numbers> = {
  title: 'Host phones',
  section: { linked: 'Host phones', bound: 'Phones for small conferences without the web' },
  lead: {
    linked: 'Instant calls and bookings start from these. The account of the registered number pays.',
    bound: 'From a bound phone you gather a conference by dialling, without this page.',
  },
  none: { linked: 'There is no host phone yet.', bound: 'No phone is bound yet.' },
  add: 'Add',
  addTitle: { linked: 'Add a host phone', bound: 'Add a phone for small conferences' },
  kind: { registered: 'Registered', linked: 'Host phone', bound: 'Bound' },
  activated: 'Activated',
  verified: 'Verified',
  notVerified: 'Not verified',
  since: 'Verified {{date}}',
  enterCode: 'Enter the code',
  remove: 'Delete',
  removeTitle: 'Delete {{number}}?',
  removeText: 'It can then no longer start a conference; it can be added and verified again.',
  removed: 'Deleted',
  number: 'Telephone number',
  numberHint:
    'A mobile, or a landline with its area code. It is called at once and hears a code of 6 digits.',
  numberPlaceholder: 'For example: 13800138000 or 010-62345678',
  numberRequired: 'Give the telephone number',
  call: 'Call it with a code',
  calling: 'Calling {{number}}: answer and note the code…',
  spoken: 'The code was spoken to {{number}}: enter it below',
  callFailed: 'The call to {{number}} has failed',
  code: 'Code',
  codeHint: 'Good for 5 minutes; press 1 on the phone to hear it again',
  codeRequired: 'Enter the 6 digits that you heard',
  confirm: 'OK',
  callAgain: 'Call again',
  another: 'Another number',
  added: 'The number is added',
  failure: {
    busy: 'It is busy: hang up, then “Call again”',
    'no-answer': 'Nobody answered: have the phone at hand, then “Call again”',
    'bad-number': 'There is no such number: check it by “Another number”',
    rejected: 'The call was declined: “Call again” and answer',
    congested: 'The lines are busy: “Call again” a little later',
    'hung-up': 'The phone hung up before the end of the code: “Call again”',
    other: '“Call again” a little later',
  },
  activateHint:
    'A phone can also start by itself: dial {{number}} and follow the prompts; the first call activates it, free of charge.',
  quickTitle: 'How to use it: dial {{number}} from a bound phone',
  quickText:
    'Key a number, then #; when it answers, ** brings all together and *# drops it; *6 invites the next, up to 4 parties. It ends when you hang up.',
  pin: 'Phone PIN',
  pinSet: 'Set',
  pinNotSet: 'Not set',
  pinHint: 'From any other phone, key account number {{number}} and the PIN of 6 digits.',
  setPin: 'Set the PIN',
  changePin: 'Change the PIN',
  newPin: 'New PIN',
  repeatPin: 'Once more',
  pinRule: '6 digits, neither all alike nor in a row',
  pinDiffers: 'The two are not the same',
  savePin: 'Save',
  pinSaved: 'The PIN is saved',
};

/** Of the account's own numbers. */
export const words = wordsOf({ numbers }, { numbers: numbersEn });

/** What became of a call that did not come to talk. */
export const failureKey = (failure: string) =>
  `numbers.failure.${Object.hasOwn(numbers.failure, failure) ? (failure as keyof typeof numbers.failure) : 'other'}` as const;

declare module '../../words/words.js' {
  interface Messages {
    numbers: Texts<typeof numbers>;
  }
}
