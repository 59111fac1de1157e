/** Without TLS browsers have no clipboard for pages: a field that is copied from does then. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'copied-from';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
