import { wordsOf, type Texts } from '../words/words.js';

const recharge = {
  recharge: '充值',
  title: '为「{{name}}」充值',
  amount: '金额(元)',
  method: '方式',
  methods: { transfer: '银行转账', cash: '现金', gateway: '网上支付', gift: '赠送' },
  note: '备注',
  done: '已充值 {{amount}}',
};

const rechargeEn: Texts<typeof recharge> = {
  recharge: 'Recharge',
  title: 'Recharge “{{name}}”',
  amount: 'Amount (yuan)',
  method: 'By',
  methods: { transfer: 'Bank transfer', cash: 'Cash', gateway: 'Online payment', gift: 'Gift' },
  note: 'Note',
  done: '{{amount}} are booked',
};

export const rechargeWords = wordsOf({ recharge }, { recharge: rechargeEn });

declare module '../words/words.js' {
  interface Messages {
    recharge: Texts<typeof recharge>;
  }
}
