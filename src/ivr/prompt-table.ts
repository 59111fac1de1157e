import { SOUND_PROMPTS, SPOKEN_PROMPTS, type PromptId } from './prompt-id.js';

/**
 * How every prompt is made. The words stand with the ids; here stands the toned pinyin that the zh-CN voice
 * reads, because only a person knows that 还 is hai2 and 长 is chang2. Digits in numbers and codes are read
 * singly, 1 as yao1; 「请按1」 is an ordinary yi1. The types refuse a prompt without an entry.
 */
export const PROMPT_LANGUAGES = ['zh-CN', 'en'] as const;
export type PromptLanguage = (typeof PROMPT_LANGUAGES)[number];

export interface SpokenEntry {
  readonly zh?: { readonly text: string; readonly pinyin: string };
  readonly en?: string;
}
/** A sound is made by the generator of that name, one file for all languages. */
export type PromptEntry = SpokenEntry | 'sound';

type SpokenPrompt = (typeof SPOKEN_PROMPTS)[number];
type ChineseId = Extract<SpokenPrompt, { readonly zh: string }>['id'];

const PINYIN: Readonly<Record<ChineseId, string>> = {
  'language-zh': 'zhong1 wen2 qing3 an4 yi1',
  welcome: 'huan1 ying2 shi3 yong4 dian4 hua4 hui4 yi4',
  'ask-room': 'qing3 shu1 ru4 hui4 yi4 shi4 hao4, an4 jing3 hao4 jian4 jie2 shu4',
  'ask-password': 'qing3 shu1 ru4 hui4 yi4 mi4 ma3, an4 jing3 hao4 jian4 jie2 shu4',
  'ask-chair-password':
    'zhu3 xi2 qing3 shu1 ru4 zhu3 xi2 mi4 ma3, can1 hui4 zhe3 qing3 zhi2 jie1 an4 jing3 hao4 jian4',
  'room-unknown': 'hui4 yi4 shi4 hao4 bu4 cun2 zai4',
  'password-wrong': 'hui4 yi4 mi4 ma3 cuo4 wu4',
  'entry-wrong': 'hui4 yi4 shi4 hao4 huo4 mi4 ma3 cuo4 wu4',
  goodbye: 'xie4 xie5 nin2 de5 shi3 yong4, zai4 jian4',
  'not-started': 'hui4 yi4 shang4 wei4 kai1 shi3',
  'starts-at': 'hui4 yi4 kai1 shi3 shi2 jian1 shi4',
  'conference-over': 'hui4 yi4 yi3 jie2 shu4',
  'conference-full': 'hui4 yi4 ren2 shu4 yi3 man3',
  barred: 'nin2 yi3 bei4 qing3 chu1 hui4 yi4, bu4 neng2 zai4 ci4 jin4 ru4',
  'cannot-connect': 'hui4 yi4 zan4 shi2 wu2 fa3 jie1 ru4',
  'ask-name': 'qing3 zai4 di1 sheng1 hou4 bao4 chu1 nin2 de5 xing4 ming2, an4 jing3 hao4 jian4 jie2 shu4',
  'return-question':
    'fan3 hui2 gang1 cai2 de5 hui4 yi4 qing3 an4 yi1, jin4 ru4 qi2 ta1 hui4 yi4 qing3 an4 er4',
  'number-not-bound': 'nin2 de5 hao4 ma3 shang4 wei4 bang3 ding4',
  'ask-account': 'qing3 shu1 ru4 zhang4 hu4 hao4 ma3, an4 jing3 hao4 jian4 jie2 shu4',
  'ask-pin': 'qing3 shu1 ru4 dian4 hua4 mi4 ma3, an4 jing3 hao4 jian4 jie2 shu4',
  'account-or-pin-wrong': 'zhang4 hu4 hao4 ma3 huo4 dian4 hua4 mi4 ma3 cuo4 wu4',
  'account-closed': 'nin2 de5 zhang4 hu4 yi3 ting2 yong4',

  'first-party': 'nin2 shi4 di4 yi1 wei4 can1 hui4 zhe3',
  'party-count-before': 'hui4 yi4 zhong1 gong4 you3',
  'party-count-after': 'wei4 can1 hui4 zhe3',
  'chair-absent': 'zhu3 xi2 shang4 wei4 jin4 ru4 hui4 yi4 shi4, qing3 deng3 hou4',
  'chair-arrived': 'zhu3 xi2 yi3 jin4 ru4 hui4 yi4 shi4',
  'conference-locked': 'hui4 yi4 yi3 suo3 ding4',
  'conference-unlocked': 'hui4 yi4 yi3 jie3 suo3',
  'mute-all-on': 'quan2 chang3 jing4 yin1 yi3 kai1 qi3',
  'mute-all-off': 'quan2 chang3 jing4 yin1 yi3 jie3 chu2',
  'muted-by-chair': 'nin2 yi3 bei4 zhu3 xi2 jing4 yin1',
  'unmuted-by-chair': 'zhu3 xi2 yi3 qu3 xiao1 nin2 de5 jing4 yin1',
  kicked: 'nin2 bei4 qing3 chu1 hui4 yi4',
  alone: 'zhi3 you3 nin2 yi2 wei4 can1 hui4 zhe3, ji4 xu4 deng3 dai4 qing3 an4 yi1',
  'five-minutes-left':
    'hui4 yi4 hai2 you3 wu3 fen1 zhong1 jie2 shu4, yan2 chang2 san1 shi2 fen1 zhong1 qing3 an4 yi1',
  'one-minute-left':
    'hui4 yi4 hai2 you3 yi4 fen1 zhong1 jie2 shu4, yan2 chang2 san1 shi2 fen1 zhong1 qing3 an4 yi1',
  'extended-half-hour': 'hui4 yi4 yi3 yan2 chang2 san1 shi2 fen1 zhong1',
  extended: 'hui4 yi4 yi3 yan2 chang2',
  'joined-conference': 'jia1 ru4 hui4 yi4',
  'left-conference': 'li2 kai1 hui4 yi4',
  'recording-started': 'hui4 yi4 kai1 shi3 lu4 yin1',
  'recording-stopped': 'hui4 yi4 ting2 zhi3 lu4 yin1',
  'recording-running': 'hui4 yi4 zheng4 zai4 lu4 yin1',
  'balance-low': 'yu2 e2 bu4 zu2',
  'balance-out': 'yu2 e2 bu4 zu2, hui4 yi4 ji2 jiang1 jie2 shu4',
  'member-joined': 'huan1 ying2 xin1 cheng2 yuan2 jia1 ru4 hui4 yi4',
  'member-left': 'dang1 qian2 you3 yong4 hu4 li2 kai1 hui4 chang3',
  'how-to-go-on':
    'yao1 qing3 ta1 ren2 can1 hui4 qing3 an4 xing1 hao4 liu4, qi2 ta1 cao1 zuo4 qing3 an4 xing1 hao4',
  'peer-hung-up': 'dui4 fang1 yi3 gua4 ji1',

  'menu-0': 'xun2 qiu2 ren2 gong1 zhi1 chi2 qing3 an4 ling2',
  'menu-1': 'jing4 yin1 huo4 qu3 xiao1 jing4 yin1 qing3 an4 yi1',
  'menu-2': 'suo3 ding4 huo4 qu3 xiao1 suo3 ding4 hui4 yi4 qing3 an4 er4',
  'menu-3': 'ti1 chu1 zui4 hou4 de5 can1 jia1 zhe3 qing3 an4 san1',
  'menu-6': 'yao1 qing3 ta1 ren2 can1 hui4 qing3 an4 liu4',
  'menu-8': 'fan3 hui2 hui4 yi4 shi4 qing3 an4 ba1',
  muted: 'nin2 yi3 jing4 yin1',
  unmuted: 'yi3 qu3 xiao1 jing4 yin1',
  'cannot-unmute': 'dang1 qian2 bu4 neng2 qu3 xiao1 jing4 yin1',
  'chair-only': 'ci3 gong1 neng2 jin3 xian4 zhu3 xi2 shi3 yong4',
  'last-party-removed': 'yi3 qing3 chu1 zui4 hou4 de5 can1 jia1 zhe3',
  'nobody-to-remove': 'mei2 you3 ke3 yi3 ti1 chu1 de5 can1 jia1 zhe3',
  'hand-raised': 'nin2 yi3 ju3 shou3',
  'hand-lowered': 'nin2 yi3 fang4 xia4 shou3',
  'operators-busy': 'ren2 gong1 zuo4 xi2 mang2, qing3 shao1 hou4 zai4 shi4',
  'recording-unavailable': 'dang1 qian2 bu4 neng2 lu4 yin1',
  'invitation-unavailable': 'dang1 qian2 bu4 neng2 yao1 qing3 ta1 ren2',
  'action-refused': 'dang1 qian2 bu4 neng2 jin4 xing2 ci3 cao1 zuo4',

  'ask-number': 'qing3 shu1 ru4 bei4 yao1 qing3 fang1 hao4 ma3, an4 jing3 hao4 jian4 jie2 shu4',
  'called-busy': 'dui4 fang1 zheng4 mang2',
  'called-no-answer': 'dui4 fang1 wu2 ren2 jie1 ting1',
  'called-rejected': 'dui4 fang1 ju4 jue2 jie1 ting1',
  'called-not-confirmed': 'dui4 fang1 wei4 que4 ren4 jia1 ru4 hui4 yi4',
  'call-cancelled': 'hu1 jiao4 yi3 qu3 xiao1',
  'call-failed': 'hu1 jiao4 shi1 bai4',
  'lines-busy': 'xian4 lu4 mang2, qing3 shao1 hou4 zai4 shi4',
  'nobody-to-call': 'mei2 you3 ke3 yi3 hu1 jiao4 de5 yong4 hu4',
  'number-wrong': 'nin2 shu1 ru4 de5 hao4 ma3 you3 wu4',
  'area-code-missing': 'gu4 ding4 dian4 hua4 qing3 jia1 qu1 hao4',
  'short-number-barred': 'bu4 neng2 hu1 jiao4 duan3 hao4 ma3',
  'emergency-barred': 'bu4 neng2 hu1 jiao4 jin3 ji2 dian4 hua4',
  'premium-barred': 'bu4 neng2 hu1 jiao4 shou1 fei4 hao4 ma3',
  'destination-barred': 'bu4 neng2 hu1 jiao4 gai1 di4 qu1 de5 hao4 ma3',
  'international-barred': 'nin2 de5 zhang4 hu4 wei4 kai1 tong1 guo2 ji4 hu1 jiao4',
  'outgoing-stopped': 'nin2 de5 zhang4 hu4 yi3 ting2 zhi3 hu1 chu1',
  'party-opted-out': 'dui4 fang1 bu4 jie1 shou1 ci3 lei4 lai2 dian4',
  'call-limit-reached': 'nin2 de5 zhang4 hu4 hu1 jiao4 ci4 shu4 yi3 da2 shang4 xian4',
  'spend-limit-reached': 'nin2 de5 zhang4 hu4 xiao1 fei4 yi3 da2 shang4 xian4',

  'number-activated': 'nin2 de5 hao4 ma3 yi3 ji1 huo2',
  'not-eligible': 'nin2 de5 hao4 ma3 bu4 neng2 shi3 yong4 ci3 ye4 wu4',
  'instant-menu-1': 'li4 ji2 fa1 qi3 qing3 an4 yi1',
  'instant-menu-2': 'yu4 yue1 qing3 an4 er4',
  'instant-menu-3': 'cha2 xun2 huo4 qu3 xiao1 yu4 yue1 qing3 an4 san1',
  'instant-menu-0': 'ren2 gong1 fu2 wu4 qing3 an4 ling2',
  'ask-first-number': 'qing3 shu1 ru4 yu4 hui4 ren2 yuan2 hao4 ma3, an4 jing3 hao4 jian4 jie2 shu4',
  'ask-next-number': 'qing3 shu1 ru4 xia4 yi2 ge5 hao4 ma3, jie2 shu4 qing3 zhi2 jie1 an4 jing3 hao4 jian4',
  'number-twice': 'gai1 hao4 ma3 yi3 shu1 ru4',
  'numbers-are': 'nin2 shu1 ru4 de5 hao4 ma3 shi4',
  'list-choice':
    'que4 ren4 qing3 an4 yi1, chong2 xin1 shu1 ru4 qing3 an4 er4, shan1 chu2 zui4 hou4 yi2 ge5 hao4 ma3 qing3 an4 xing1 hao4 jian4',
  'ask-booking-time':
    'qing3 shu1 ru4 yu4 yue1 de5 yue4 ri4 shi2 fen1 gong4 ba1 wei4 shu4 zi4, an4 jing3 hao4 jian4 jie2 shu4',
  'booking-time-wrong': 'nin2 shu1 ru4 de5 shi2 jian1 you3 wu4',
  'booking-too-soon': 'yu4 yue1 shi2 jian1 zhi4 shao3 wei2 shi2 wu3 fen1 zhong1 yi3 hou4',
  'booking-too-far': 'yu4 yue1 shi2 jian1 tai4 yuan3',
  'booking-time-is': 'yu4 yue1 shi2 jian1 shi4',
  booked: 'yu4 yue1 cheng2 gong1',
  'lines-full': 'gai1 shi2 duan4 xian4 lu4 yi3 man3, qing3 xuan3 ze2 qi2 ta1 shi2 jian1',
  'cannot-book': 'dang1 qian2 bu4 neng2 yu4 yue1',
  'no-bookings': 'nin2 mei2 you3 yu4 yue1',
  'no-more-bookings': 'mei2 you3 qi2 ta1 yu4 yue1',
  'booking-parties-before': 'gong4',
  'booking-parties-after': 'fang1',
  'booking-choice': 'qu3 xiao1 ci3 yu4 yue1 qing3 an4 jiu3, xia4 yi2 ge5 qing3 an4 yi1',
  'confirm-cancel': 'que4 ren4 qu3 xiao1 qing3 an4 yi1',
  'booking-cancelled': 'yu4 yue1 yi3 qu3 xiao1',
  'cannot-cancel': 'ci3 yu4 yue1 bu4 neng2 qu3 xiao1',

  invited: 'nin2 hao3, nin2 bei4 yao1 qing3 jia1 ru4 dian4 hua4 hui4 yi4',
  'press-1-to-join': 'jia1 ru4 hui4 yi4 qing3 an4 yi1',
  'opt-out': 'bu2 zai4 jie1 shou1 ci3 lei4 lai2 dian4 qing3 an4 jiu3',
  'opted-out': 'nin2 jiang1 bu2 zai4 jie1 dao4 ci3 lei4 lai2 dian4',
  'host-confirm':
    'nin2 xian4 zai4 shi4 fou3 fa1 qi3 duo1 fang1 tong1 hua4, que4 ren4 qing3 an4 yi1, fou3 ze2 qing3 gua4 ji1',
  'operator-offer': 'you3 yong4 hu4 qing3 qiu2 ren2 gong1 fu2 wu4, jie1 ting1 qing3 an4 yi1',
  'code-for-registration':
    'nin2 tong1 guo4 wang3 zhan4 fa1 qi3 zhu4 ce4 cao1 zuo4, qing3 liu2 yi4 shou1 ting1 yi3 xia4 jiao4 yan4 ma3',
  'code-for-number':
    'nin2 zheng4 zai4 bang3 ding4 dian4 hua4 hao4 ma3, qing3 liu2 yi4 shou1 ting1 yi3 xia4 jiao4 yan4 ma3',
  'code-again': 'chong2 ting1 qing3 an4 yi1, fou3 ze2 qing3 gua4 ji1',

  'echo-intro': 'hui2 sheng1 ce4 shi4, qing3 jiang3 hua4',
  'round-trip': 'wang3 fan3 shi2 yan2',
  'buffer-depth': 'huan3 chong1 shi2 yan2',
  'cannot-measure': 'wu2 fa3 ce4 liang2',
  milliseconds: 'hao2 miao3',
  'dtmf-intro': 'an4 jian4 ce4 shi4, qing3 an4 jian4',
  'dtmf-by-event': 'dian4 hua4 shi4 jian4',
  'dtmf-by-info': 'xin4 ling4',
  'dtmf-in-band': 'dai4 nei4',
  'loop-waiting': 'huan2 hui2 ce4 shi4, qing3 deng3 hou4 xia4 yi2 ge5 hu1 jiao4',
  'loop-joined': 'yi3 jie1 tong1',
  'key-star': 'xing1 hao4',
  'key-pound': 'jing3 hao4',
  'key-a': 'ei1',
  'key-b': 'bi4',
  'key-c': 'xi1',
  'key-d': 'di4',

  'number-0': 'ling2',
  'number-1': 'yi1',
  'number-2': 'er4',
  'number-3': 'san1',
  'number-4': 'si4',
  'number-5': 'wu3',
  'number-6': 'liu4',
  'number-7': 'qi1',
  'number-8': 'ba1',
  'number-9': 'jiu3',
  'number-yao': 'yao1',
  'number-liang': 'liang3',
  'number-shi': 'shi2',
  'number-bai': 'bai3',
  'number-qian': 'qian1',
  'number-wan': 'wan4',

  month: 'yue4',
  day: 'ri4',
  hour: 'dian3',
  minute: 'fen1',
  'o-clock': 'zheng3',
};

const hasPinyin = (id: string): id is ChineseId => id in PINYIN;

function spokenEntry(prompt: {
  readonly id: string;
  readonly zh?: string;
  readonly en?: string;
}): SpokenEntry {
  const { id, zh, en } = prompt;
  return {
    ...(zh !== undefined && hasPinyin(id) && { zh: { text: zh, pinyin: PINYIN[id] } }),
    ...(en !== undefined && { en }),
  };
}

export const PROMPT_TABLE = Object.fromEntries([
  ...SPOKEN_PROMPTS.map((prompt) => [prompt.id, spokenEntry(prompt)]),
  ...SOUND_PROMPTS.map((id) => [id, 'sound']),
]) as Readonly<Record<PromptId, PromptEntry>>;
