import { spokenDigits } from '../../src/ivr/spoken-number.js';
import type { Caller } from './caller.js';
import type { PromptRecognizer } from './prompt-recognizer.js';

/** Listens to the call with the code of a registration and writes the code down. */
export async function codeHeardBy(chinese: PromptRecognizer, phone: Caller): Promise<string> {
  await phone.hear(chinese, 'code-for-registration');
  await phone.hear(chinese, 'code-again');
  phone.device.hangUp();
  // The name of the key C sounds like a seven.
  const spoken = await chinese.all(phone.heardLast(16_000), (id) => !id.startsWith('key-'));
  const heard = spoken.map(({ id }) => id);
  const digits = heard.flatMap((id) =>
    Array.from('0123456789').filter((digit) => spokenDigits(digit, 'zh-CN')[0] === id),
  );
  return digits.slice(0, 6).join('');
}
