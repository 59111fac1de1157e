/** Under which the server lets styles be written into the page that it has sent (Content-Security-Policy). */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/**
 * Ant Design takes the nonce from its ConfigProvider, but two of its helpers write styles without it: they measure
 * scroll bars and lock scrolling behind a dialogue. So each new style element gets it here.
 */
export function giveStylesTheirNonce(): void {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
    return element;
  };
}
