import { wordsOf, type Texts } from '../words/words.js';

const party = {
  placeholderPhone: '输入号码,或按姓名查找联系人、分组',
  placeholderAny: '输入邮箱或号码,或按姓名查找联系人、分组',
  typeOn: '输入后按回车添加',
  groups: '分组(整组加入)',
  contacts: '联系人',
  groupOf_one: '{{name}}({{count}} 人)',
  groupOf_other: '{{name}}({{count}} 人)',
  someContact: '联系人',
  someGroup: '分组',
  notReachable: '「{{entry}}」中没有可呼叫的号码,请改正或移除',
  notReachableAny: '「{{entry}}」中没有邮箱或号码,请改正或移除',
  rejected: '以下号码无法呼叫',
  bar: {
    ALREADY_IN: '已在会议中',
    NUMBER_INVALID: '号码不正确,请核对',
    AREA_CODE_MISSING: '固定电话请加区号',
    SHORT_NUMBER: '短号码不能呼叫',
    EMERGENCY_NUMBER: '紧急号码不能呼叫',
    PREMIUM_NUMBER: '高收费号码不能呼叫',
    DESTINATION_NOT_ALLOWED: '暂不支持呼叫该地区',
    INTERNATIONAL_NOT_ALLOWED: '账户未开通国际呼叫,请联系客服开通',
    NO_PRICE: '该地区没有资费,不能呼叫',
    OUTGOING_STOPPED: '账户的呼出已停用,请联系客服',
    OPTED_OUT: '对方不再接收此类来电',
    LEGS_AT_ONCE_LIMIT: '同时呼出的数量已满,请稍后再试',
    LEGS_PER_HOUR_LIMIT: '一小时内呼出过多,请稍后再试',
    NEW_NUMBERS_LIMIT: '今天呼叫的新号码过多,请明天再试',
    SPEND_LIMIT: '今天的消费已达上限',
    NO_TRUNK: '没有可用线路,请稍后再试',
    other: '不能呼叫({{code}})',
  },
};

const partyEn: Texts<typeof party> = {
  placeholderPhone: 'Type a number, or find contacts and groups by name',
  placeholderAny: 'Type an e-mail address or number, or find contacts and groups',
  typeOn: 'Type, then press Enter',
  groups: 'Groups (everybody in them)',
  contacts: 'Contacts',
  groupOf_one: '{{name}} ({{count}} person)',
  groupOf_other: '{{name}} ({{count}} people)',
  someContact: 'Contact',
  someGroup: 'Group',
  notReachable: 'No number to call in “{{entry}}”: correct or remove it',
  notReachableAny: 'No e-mail address or number in “{{entry}}”: correct or remove it',
  rejected: 'These numbers cannot be called',
  bar: {
    ALREADY_IN: 'is in already',
    NUMBER_INVALID: 'is no telephone number; please check it',
    AREA_CODE_MISSING: 'needs its area code',
    SHORT_NUMBER: 'is a short number, which cannot be called',
    EMERGENCY_NUMBER: 'is an emergency number, which cannot be called',
    PREMIUM_NUMBER: 'is a premium number, which cannot be called',
    DESTINATION_NOT_ALLOWED: 'lies where calls are not offered',
    INTERNATIONAL_NOT_ALLOWED: 'is abroad; ask customer service to allow that',
    NO_PRICE: 'has no price, so it cannot be called',
    OUTGOING_STOPPED: 'Outgoing calls of the account are stopped; ask customer service',
    OPTED_OUT: 'does not want such calls any more',
    LEGS_AT_ONCE_LIMIT: 'Too many calls at once; try again later',
    LEGS_PER_HOUR_LIMIT: 'Too many calls this hour; try again later',
    NEW_NUMBERS_LIMIT: 'Too many new numbers today; try again tomorrow',
    SPEND_LIMIT: 'The spending limit of today is reached',
    NO_TRUNK: 'No line is free; try again later',
    other: 'cannot be called ({{code}})',
  },
};

/** Of the field of people, and why somebody is not called. */
export const partyWords = wordsOf({ party }, { party: partyEn });

export const barKey = (code: string) =>
  `party.bar.${Object.hasOwn(party.bar, code) ? (code as keyof typeof party.bar) : 'other'}` as const;

declare module '../words/words.js' {
  interface Messages {
    party: Texts<typeof party>;
  }
}
