/** Why a password is not taken. */
export type PasswordProblem = 'TOO_SHORT' | 'TOO_LONG' | 'SAME_AS_LOGIN' | 'TOO_COMMON';

const CHARS_MIN = 8;
export const PASSWORD_CHARS_MAX = 200;

/** What lists of leaked passwords begin with, from eight characters on, in China and elsewhere. */
const COMMON = new Set(
  (
    '12345678 123456789 1234567890 0123456789 123123123 11111111 00000000 88888888 66666666 99999999 87654321 ' +
    '987654321 9876543210 11223344 12341234 12344321 147258369 789456123 112233445566 1qaz2wsx 1q2w3e4r ' +
    '1q2w3e4r5t qwertyui qwertyuiop qwer1234 asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 qazwsxedc password password1 ' +
    'password123 passw0rd p@ssw0rd p@ssword iloveyou sunshine princess football baseball superman welcome1 ' +
    'welcome123 admin123 admin1234 administrator letmein1 abc12345 abcd1234 a1234567 a12345678 a123456789 ' +
    'aa123456 aa12345678 q1w2e3r4 woaini1314 woaini520 woaini123 wojiushiwo 5201314520 52013141 1314520520 ' +
    'huitong123 huitong1 changeme changeme1 trustno1 whatever computer internet michael1 dragon123 monkey123'
  ).split(' '),
);

/** The rules for a new password: long enough, and neither the login nor what everybody tries first [S43]. */
export function checkPassword(password: string, logins: readonly string[]): PasswordProblem | undefined {
  const plain = password.normalize('NFKC').toLowerCase();
  if (Array.from(plain).length < CHARS_MIN) return 'TOO_SHORT';
  if (password.length > PASSWORD_CHARS_MAX) return 'TOO_LONG';
  if (logins.some((login) => sameText(plain, login.toLowerCase()))) return 'SAME_AS_LOGIN';
  const oneCharacter = new Set(plain).size === 1;
  return oneCharacter || COMMON.has(plain) ? 'TOO_COMMON' : undefined;
}

/** +86 138-0013-8000 and 13800138000 are one number. */
function sameText(password: string, login: string): boolean {
  if (password === login) return true;
  const digits = login.replace(/^\+(86)?/, '');
  return /^\d{7,}$/.test(digits) && password.replace(/^\+?(86)?/, '') === digits;
}
