/** Mobiles in groups of 3, 4 and 4; landlines with their area code apart; what is abroad as it is stored. * hides digits. */
export function numberText(e164: string, extension: string | null = null): string {
  return extension === null || extension === '' ? grouped(e164) : `${grouped(e164)} * ${extension}`;
}

function grouped(e164: string): string {
  const national = /^\+86([\d*]+)$/.exec(e164)?.[1];
  if (national === undefined) return e164;
  if (/^1[\d*]{10}$/.test(national)) return national.replace(/^(...)(....)/, '$1 $2 ');
  if (/^[48]00\d{7}$/.test(national)) return national.replace(/^(...)(...)/, '$1 $2 ');
  // Beijing and 02x have 2 digits behind the 0, all others 3.
  const landline = /^(10|2\d|[3-9]\d\d)([\d*]{3,4})(\d{4})$/.exec(national);
  return landline === null ? national : `0${landline[1]} ${landline[2]} ${landline[3]}`;
}
