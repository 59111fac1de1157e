import { wordsOf, type Texts } from '../../../words/words.js';

const audit = {
  title: '审计日志',
  lead: '谁在何时做了什么。每条记录都与前一条相连,被改动或删除会被发现。',
  when: '时间',
  who: '操作人',
  what: '操作',
  detail: '内容',
  address: '来自',
  empty: '没有符合条件的记录',
  emptyHint: '换一个条件或时间范围再试。',
  account: '账户',
  from: '开始日期',
  to: '结束日期',
  onlyActor: '只看「{{name}}」的操作',
  verify: '校验完整性',
  whole: '日志完整:{{count}} 条记录全部相连,没有被改动',
  broken: '日志不完整:从第 {{sequence}} 条起被改动或缺失,请立即核查备份',
  head: '最后一条的校验值',
  actorKinds: { user: '用户', key: 'API 密钥', unknown: '未知' },
};

const auditEn: Texts<typeof audit> = {
  title: 'Audit log',
  lead: 'Who did what, and when. Each entry is chained to the one before, so that a change or a gap is found.',
  when: 'When',
  who: 'Who',
  what: 'What',
  detail: 'With',
  address: 'From',
  empty: 'No entry fits',
  emptyHint: 'Try something else, or another time.',
  account: 'Account',
  from: 'First day',
  to: 'Last day',
  onlyActor: 'By “{{name}}” only',
  verify: 'Verify the chain',
  whole: 'The log is whole: all {{count}} entries are chained, none was changed',
  broken: 'The log is broken: from entry {{sequence}} on it was changed or is missing. Check the backups now',
  head: 'Hash of the last entry',
  actorKinds: { user: 'User', key: 'API key', unknown: 'Unknown' },
};

/** Those that administrators look for; others are shown by their route. */
const auditAction = {
  POST_session: '登录',
  DELETE_session: '退出登录',
  PUT_password: '修改密码',
  POST_admin_accounts: '新增账户',
  PATCH_admin_accounts: '修改账户',
  POST_admin_accounts_users: '新增用户',
  PATCH_admin_accounts_users: '修改用户权限',
  'POST_admin_accounts_users_password-resets': '重置密码',
  POST_accounts_recharges: '充值',
  'POST_admin_ledger-entries_reversal': '冲正',
  POST_admin_trunks: '新增中继',
  PATCH_admin_trunks: '修改中继',
  DELETE_admin_trunks: '删除中继',
  DELETE_admin_trunks_edits: '恢复中继配置',
  POST_admin_tariffs: '新增资费',
  'POST_admin_service-numbers': '新增接入号',
  'PATCH_admin_service-numbers': '修改接入号',
  'DELETE_admin_service-numbers': '删除接入号',
  'DELETE_admin_service-numbers_edits': '恢复接入号配置',
  POST_admin_operators: '新增话务员',
  PATCH_admin_operators: '修改话务员',
  DELETE_admin_operators: '删除话务员',
  'PUT_admin_operator-hours': '修改服务时间',
  'PUT_admin_listed-numbers': '加入号码名单',
  'DELETE_admin_listed-numbers': '移出号码名单',
  'POST_admin_listed-numbers_imports': '导入号码名单',
  'DELETE_admin_opt-outs': '允许再次呼叫',
  PUT_admin_prompts_audio: '替换语音提示',
  DELETE_admin_prompts_audio: '恢复语音提示',
  GET_admin_calls_messages: '查看信令',
  POST_admin_captures: '开始抓包',
  GET_admin_captures_packets: '下载抓包文件',
  DELETE_admin_captures: '删除抓包文件',
  PUT_operator_duty: '上班或下班',
  POST_operator_queue_take: '接听求助',
  POST_operator_queue_return: '送回会议',
  POST_operator_accounts_bookings: '人工预约',
  POST_operator_accounts_rooms: '人工添加会议',
  POST_rooms: '添加会议',
  PATCH_rooms: '修改会议',
  DELETE_rooms: '删除会议',
  POST_conferences_end: '结束会议',
};

const auditActionEn: Texts<typeof auditAction> = {
  POST_session: 'Logged in',
  DELETE_session: 'Logged out',
  PUT_password: 'Changed the password',
  POST_admin_accounts: 'Added an account',
  PATCH_admin_accounts: 'Changed an account',
  POST_admin_accounts_users: 'Added a user',
  PATCH_admin_accounts_users: 'Changed the rights of a user',
  'POST_admin_accounts_users_password-resets': 'Reset a password',
  POST_accounts_recharges: 'Recharged',
  'POST_admin_ledger-entries_reversal': 'Reversed a booking',
  POST_admin_trunks: 'Added a trunk',
  PATCH_admin_trunks: 'Changed a trunk',
  DELETE_admin_trunks: 'Deleted a trunk',
  DELETE_admin_trunks_edits: 'Took a trunk back to its configuration',
  POST_admin_tariffs: 'Added a tariff',
  'POST_admin_service-numbers': 'Added a service number',
  'PATCH_admin_service-numbers': 'Changed a service number',
  'DELETE_admin_service-numbers': 'Deleted a service number',
  'DELETE_admin_service-numbers_edits': 'Took a service number back to its configuration',
  POST_admin_operators: 'Added an operator',
  PATCH_admin_operators: 'Changed an operator',
  DELETE_admin_operators: 'Deleted an operator',
  'PUT_admin_operator-hours': 'Changed the opening hours',
  'PUT_admin_listed-numbers': 'Listed a number',
  'DELETE_admin_listed-numbers': 'Took a number off the list',
  'POST_admin_listed-numbers_imports': 'Imported listed numbers',
  'DELETE_admin_opt-outs': 'Allowed calls again',
  PUT_admin_prompts_audio: 'Replaced a prompt',
  DELETE_admin_prompts_audio: 'Restored a prompt',
  GET_admin_calls_messages: 'Read the signalling of a call',
  POST_admin_captures: 'Began a capture',
  GET_admin_captures_packets: 'Downloaded a capture',
  DELETE_admin_captures: 'Deleted a capture',
  PUT_operator_duty: 'Went on or off duty',
  POST_operator_queue_take: 'Took a request',
  POST_operator_queue_return: 'Returned a caller',
  POST_operator_accounts_bookings: 'Booked for a customer',
  POST_operator_accounts_rooms: 'Added a room for a customer',
  POST_rooms: 'Added a room',
  PATCH_rooms: 'Changed a room',
  DELETE_rooms: 'Deleted a room',
  POST_conferences_end: 'Ended a conference',
};

export const words = wordsOf({ audit, auditAction }, { audit: auditEn, auditAction: auditActionEn });

/** 'POST /admin/accounts/{accountId}/users' → its word's key; undefined: none of those that have one. */
export function actionKey(action: string) {
  const [method = '', path = ''] = action.split(' ');
  const name = [method, ...path.split('/').filter((part) => part !== '' && !part.startsWith('{'))].join('_');
  return Object.hasOwn(auditAction, name)
    ? (`auditAction.${name as keyof typeof auditAction}` as const)
    : undefined;
}

declare module '../../../words/words.js' {
  interface Messages {
    audit: Texts<typeof audit>;
    auditAction: Texts<typeof auditAction>;
  }
}
