import type { PortalLanguage } from '../../words/languages.js';

interface Clause {
  readonly title: string;
  readonly text: string;
}

/** 用户协议 [S32] */
export const AGREEMENT: Record<PortalLanguage, readonly Clause[]> = {
  'zh-CN': [
    {
      title: '一、服务内容',
      text: '会通向您提供电话会议服务,包括会议接入、即时通话、预约会议、录音及网页控制。您可以用已激活的电话号码使用本服务。',
    },
    {
      title: '二、注册与账户',
      text: '您应使用本人或本单位有权使用的电话号码注册,并保证所填资料真实。注册时系统会呼叫该号码并播报校验码,以确认号码由您使用。请妥善保管密码;以您的账户进行的操作视为您本人的操作。',
    },
    {
      title: '三、费用',
      text: '通话费用按资费表计算,从账户余额中扣除,不足一个计费单位的按一个单位计。余额不足时,进行中的通话会在提示后结束。资费调整会在生效前公布。',
    },
    {
      title: '四、使用规范',
      text: '您不得利用本服务拨打骚扰电话、群发营销或诈骗信息,不得冒用他人号码,不得从事违反法律法规的活动。呼叫他人前请确认对方愿意接听。违反者,会通可以限制或停止服务。',
    },
    {
      title: '五、会议录音',
      text: '启动录音时系统会向与会者播报提示。您应确保录音已取得与会者的同意,并仅用于正当目的。录音保存 90 天后删除,您可在此之前下载。',
    },
    {
      title: '六、个人信息保护',
      text: '为提供服务,我们处理您的姓名、电话号码、邮箱、通话记录和登录日志。他人看到的号码会隐去中间几位。话单保存 24 个月,日志保存 6 个月。未经您同意,我们不会向第三方提供这些信息,法律另有规定的除外。',
    },
    {
      title: '七、服务中断',
      text: '因运营商线路、设备维护或不可抗力造成的中断,我们将尽快恢复。紧急呼叫请直接使用您的电话拨打,本服务不能用于紧急呼叫。',
    },
    {
      title: '八、协议的变更与终止',
      text: '协议如有变更,将在网站上公布;您继续使用即表示接受。您可以随时联系客服注销账户,余额按规定退还。',
    },
  ],
  en: [
    {
      title: '1. The service',
      text: 'Huitong offers telephone conferencing: conference access, instant calls, bookings, recordings and control on the web. You use it from telephone numbers that have been activated.',
    },
    {
      title: '2. Your account',
      text: 'Register with a number that you or your organisation may use, and with true particulars. The system calls that number and speaks a code, to make sure that it is yours. Keep your password safe; what is done with your account counts as done by you.',
    },
    {
      title: '3. Charges',
      text: 'Calls are charged by the tariff and taken from the balance of the account; a charging block that has begun is charged whole. When the balance runs out, calls end after an announcement. Changes of the tariff are published before they take effect.',
    },
    {
      title: '4. Fair use',
      text: 'The service must not be used for nuisance, bulk marketing or fraudulent calls, under the number of somebody else, or against the law. Call only people who are willing to be called. Otherwise the service may be limited or stopped.',
    },
    {
      title: '5. Recordings',
      text: 'Participants hear an announcement when a recording starts. Make sure that they agree, and use recordings for proper purposes only. Recordings are kept for 90 days; download them before.',
    },
    {
      title: '6. Personal data',
      text: 'To provide the service we process your name, telephone number, e-mail address, call records and logs. Others see your number with some digits hidden. Call records are kept for 24 months and logs for 6 months. We give nothing of it to third parties without your consent, unless the law demands it.',
    },
    {
      title: '7. Interruptions',
      text: 'When lines of carriers, maintenance or events beyond our control interrupt the service, we restore it as soon as possible. Make emergency calls from your telephone itself: this service cannot be used for them.',
    },
    {
      title: '8. Changes and end',
      text: 'Changes of this agreement are published on this site; by going on to use the service you accept them. You can have your account closed by customer service at any time; its balance is refunded by the rules.',
    },
  ],
};
