import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import { utcMs } from '../../../src/base/units.js';
import { promptsOf } from '../../../src/ivr/announcements.js';
import { SPOKEN_PROMPTS, type PromptId } from '../../../src/ivr/prompt-id.js';
import { spokenCardinal, spokenDigits } from '../../../src/ivr/spoken-number.js';
import { spokenTime } from '../../../src/ivr/spoken-time.js';

interface Texts {
  readonly id: PromptId;
  readonly zh?: string;
  readonly en?: string;
}
const texts = new Map<string, Texts>(SPOKEN_PROMPTS.map((prompt) => [prompt.id, prompt]));

/** The prompts as text, and proof that each exists in that language. */
function textOf(ids: readonly string[], language: Language): string {
  const words = ids.map((id) => {
    const text = language === 'en' ? texts.get(id)?.en : texts.get(id)?.zh;
    assert.ok(text, `${id} has words in ${language}`);
    return text;
  });
  return words.join(language === 'en' ? ' ' : '');
}

const test = suite('spoken numbers');

test('codes are read digit by digit, 1 as yāo in Chinese', () => {
  assert.is(textOf(spokenDigits('1023118', 'zh-CN'), 'zh-CN'), '幺零二三幺幺八');
  assert.is(textOf(spokenDigits('102', 'en'), 'en'), 'one zero two');
});

for (const [value, zh, en] of [
  [0, '零', 'zero'],
  [1, '一', 'one'],
  [2, '二', 'two'],
  [10, '十', 'ten'],
  [12, '十二', 'twelve'],
  [20, '二十', 'twenty'],
  [21, '二十一', 'twenty one'],
  [100, '一百', 'one hundred'],
  [103, '一百零三', 'one hundred and three'],
  [110, '一百一十', 'one hundred and ten'],
  [115, '一百一十五', 'one hundred and fifteen'],
  [222, '二百二十二', 'two hundred and twenty two'],
  [600, '六百', 'six hundred'],
  [1_000, '一千', 'one thousand'],
  [1_001, '一千零一', 'one thousand and one'],
  [1_010, '一千零一十', 'one thousand and ten'],
  [2_020, '两千零二十', 'two thousand and twenty'],
  [2_345, '两千三百四十五', 'two thousand three hundred and forty five'],
  [10_000, '一万', 'ten thousand'],
  [10_010, '一万零一十', 'ten thousand and ten'],
  [20_500, '两万零五百', 'twenty thousand five hundred'],
  [105_000, '十万五千', 'one hundred and five thousand'],
  [120_034, '十二万零三十四', 'one hundred and twenty thousand and thirty four'],
] as const) {
  test(`${value} is ${zh} and ${en}`, () => {
    assert.is(textOf(spokenCardinal(value, 'zh-CN'), 'zh-CN'), zh);
    assert.is(textOf(spokenCardinal(value, 'en'), 'en'), en);
  });
}

test('two of something is 两', () => {
  assert.is(textOf(spokenCardinal(2, 'zh-CN', true), 'zh-CN'), '两');
  assert.is(textOf(spokenCardinal(12, 'zh-CN', true), 'zh-CN'), '十二');
});

test('[S11] the count of participants in both languages', () => {
  const text = (parties: number, language: Language): string =>
    textOf(
      promptsOf({ kind: 'party-count', parties }, language).map(({ id }) => id),
      language,
    );
  assert.is(text(12, 'zh-CN'), '会议中共有十二位参会者');
  assert.is(text(2, 'zh-CN'), '会议中共有两位参会者');
  assert.is(text(1, 'zh-CN'), '会议中共有一位参会者');
  assert.is(text(1, 'en'), 'You are the only participant');
  assert.is(text(103, 'en'), 'There are one hundred and three participants in the conference');
});

for (const [utc, zh, en] of [
  [Date.UTC(2026, 10, 22, 1, 30), '十一月二十二日九点三十分', 'November twenty two at nine thirty a.m.'],
  [Date.UTC(2026, 1, 1, 6, 5), '二月一日十四点零五分', 'February one at two oh five p.m.'],
  [Date.UTC(2026, 0, 31, 16, 0), '二月一日零点整', 'February one at twelve a.m.'],
  [Date.UTC(2026, 0, 31, 18, 0), '二月一日两点整', 'February one at two a.m.'],
  [Date.UTC(2026, 0, 31, 4, 10), '一月三十一日十二点十分', 'January thirty one at twelve ten p.m.'],
] as const) {
  test(`[S8] ${new Date(utc).toISOString()} is told in the account's time zone`, () => {
    assert.is(textOf(spokenTime(utcMs(utc), 'Asia/Shanghai', 'zh-CN'), 'zh-CN'), zh);
    assert.is(textOf(spokenTime(utcMs(utc), 'Asia/Shanghai', 'en'), 'en'), en);
  });
}

test.run();
