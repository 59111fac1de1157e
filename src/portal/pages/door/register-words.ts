import { wordsOf, type Texts } from '../../words/words.js';

/** [S32] */
const register = {
  title: '注册会通账户',
  lead: '用您的电话号码注册,之后可预约会议、查看录音和账单。',
  number: '电话号码',
  numberHint: '手机,或带区号的固定电话',
  name: '姓名或单位名称',
  email: '邮箱(选填)',
  emailHint: '也可用来登录,并接收会议通知',
  emailWrong: '邮箱格式不正确,请核对',
  password: '密码',
  repeat: '再次输入密码',
  agreement: '用户协议',
  submit: '同意条款立即注册',
  proofTitle: '验证您的号码',
  change: '修改资料',
  activate: '请在 2 分钟内用 {{number}} 拨打',
  activateUnknown: '请在 2 分钟内用 {{number}} 拨打会通的即时通话号码',
  activateWhy: '接通后即自动激活,本页会自动继续。',
  activateLeft: '剩余时间',
  missed: '未收到您的来电,请重试',
  missedText: '请确认是用 {{number}} 拨打的,且没有隐藏来电号码。',
  retry: '重试',
  calling: '正在呼叫 {{number}}',
  callingText: '请接听电话,记下播报的 6 位校验码。重听请按 1。',
  spoken: '校验码已播报',
  spokenText: '请输入您听到的 6 位校验码。校验码 5 分钟内有效。',
  failed: '未能接通 {{number}}',
  failedReason: '原因:{{reason}}',
  callAgain: '重新呼叫',
  code: '校验码',
  codeWrong: '请输入 6 位数字',
  confirm: '立即确认激活',
  done: '注册成功',
  doneText: '以后请用 {{number}} 和您的密码登录。',
  toOverview: '进入控制台',
};

const registerEn: Texts<typeof register> = {
  title: 'Open a Huitong account',
  lead: 'Sign up with your telephone number to book conferences and see recordings and statements.',
  number: 'Telephone number',
  numberHint: 'Mobile, or landline with its area code',
  name: 'Your name, or that of your organisation',
  email: 'E-mail (optional)',
  emailHint: 'Signs you in as well, and gets notices of conferences',
  emailWrong: 'This is no e-mail address: please check it',
  password: 'Password',
  repeat: 'Password again',
  agreement: 'User agreement',
  submit: 'Agree and sign up',
  proofTitle: 'Prove that the number is yours',
  change: 'Change what I entered',
  activate: 'Within 2 minutes, from {{number}}, please dial',
  activateUnknown: 'Within 2 minutes, from {{number}}, please dial the number of instant calls',
  activateWhy: 'The call activates your number, and this page goes on by itself.',
  activateLeft: 'Time left',
  missed: 'Your call did not arrive. Please try again',
  missedText: 'Please make sure to call from {{number}}, with your number shown.',
  retry: 'Try again',
  calling: 'Calling {{number}}',
  callingText: 'Please answer and write down the 6 digits that you hear. Press 1 to hear them again.',
  spoken: 'The code was spoken',
  spokenText: 'Please enter the 6 digits that you heard. They are valid for 5 minutes.',
  failed: '{{number}} could not be reached',
  failedReason: 'Why: {{reason}}',
  callAgain: 'Call again',
  code: 'Code',
  codeWrong: 'Please enter 6 digits',
  confirm: 'Confirm and activate',
  done: 'You are signed up',
  doneText: 'From now on sign in with {{number}} and your password.',
  toOverview: 'To the overview',
};

export const registerWords = wordsOf({ register }, { register: registerEn });

declare module '../../words/words.js' {
  interface Messages {
    register: Texts<typeof register>;
  }
}
