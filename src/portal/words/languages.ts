/** Those that the portal's pages exist in; each under its own name. */
export const PORTAL_LANGUAGES = { 'zh-CN': '中文', en: 'English' } as const;
export type PortalLanguage = keyof typeof PORTAL_LANGUAGES;
