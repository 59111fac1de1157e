import { wordsOf, type Texts } from '../../../words/words.js';

const seats = {
  title: '话务员',
  lead: '会议中按 *0 的人由值班的话务员接听。话务员在「话务员台」上班和下班。',
  empty: '还没有话务员',
  emptyHint: '先在账户管理中为话务员新增登录用户,再在这里登记接听电话。',
  user: '登录用户',
  account: '账户',
  accountHint: '输入名称或账户号查找',
  number: '接听电话',
  numberHint: '求助时此电话振铃',
  state: '状态',
  onDuty: '值班中',
  offDuty: '未值班',
  disabled: '已停用',
  enabled: '可以值班',
  addTitle: '新增话务员',
  editTitle: '编辑话务员',
  noUsers: '此账户没有话务员或管理员用户',
  removeTitle: '删除话务员 {{login}}?',
  removeText: '此后求助电话不再转到 {{number}};登录用户保留。',
  hours: '服务时间',
  hoursHint: '在此时间以外,求助者会听到服务时间的提示。',
  always: '全天',
  range: '每天 {{hours}}',
  alwaysField: '全天服务',
  from: '开始',
  to: '结束',
  timeZone: '时区',
  hoursSaved: '服务时间已保存',
};

const seatsEn: Texts<typeof seats> = {
  title: 'Operators',
  lead: 'Whoever presses *0 in a conference is answered by an operator on duty. Operators go on duty at their desk.',
  empty: 'There is no operator yet',
  emptyHint: 'Add a user for the operator under Accounts, then name the telephone here.',
  user: 'User',
  account: 'Account',
  accountHint: 'Find it by name or number',
  number: 'Telephone',
  numberHint: 'It rings when somebody asks for help',
  state: 'State',
  onDuty: 'On duty',
  offDuty: 'Off duty',
  disabled: 'Switched off',
  enabled: 'May go on duty',
  addTitle: 'Add an operator',
  editTitle: 'Operator',
  noUsers: 'Nobody of this account is an operator or administrator',
  removeTitle: 'Delete the operator {{login}}?',
  removeText: 'No request rings at {{number}} any more; the user stays.',
  hours: 'Opening hours',
  hoursHint: 'At other times those who ask for help hear when operators are there.',
  always: 'Always',
  range: 'Every day {{hours}}',
  alwaysField: 'Always open',
  from: 'From',
  to: 'To',
  timeZone: 'Time zone',
  hoursSaved: 'The opening hours are saved',
};

export const words = wordsOf({ seats }, { seats: seatsEn });

declare module '../../../words/words.js' {
  interface Messages {
    seats: Texts<typeof seats>;
  }
}
