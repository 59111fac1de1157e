/** The keypad's way into an account [S26] [S27]: account number and six-digit phone PIN 电话密码. */
export const ACCOUNT_NUMBER_DIGITS = 8;
export const PHONE_PIN_DIGITS = 6;

/** A PIN that everybody tries first protects nothing. */
export function isAcceptablePin(pin: string): boolean {
  if (!/^\d{6}$/.test(pin)) return false;
  const steps = Array.from(pin)
    .slice(1)
    .map((digit, index) => Number(digit) - Number(pin[index]));
  const oneStep = steps.every((step) => step === steps[0]);
  return !(oneStep && Math.abs(steps[0] ?? 0) <= 1);
}
