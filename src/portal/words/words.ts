import type { i18n } from 'i18next';
import type { zhCN } from './zh-CN.js';

/** The shape of some texts in any language. */
export type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> };

/** All texts by their keys. A subject declares its own here, beside its pages, under its own name. */
export interface Messages extends Texts<typeof zhCN> {}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Messages };
  }
}

/** The texts of a subject in both languages; they come with the first of its pages that is opened. */
export interface Words {
  readonly 'zh-CN': object;
  readonly en: object;
}

/** Both languages have exactly the same keys, under the subject's name. */
export const wordsOf = <T extends object>(zh: T, en: Texts<T>): Words => ({ 'zh-CN': zh, en });

export function addWords(instance: i18n, words: Words): void {
  instance.addResourceBundle('zh-CN', 'translation', words['zh-CN'], true);
  instance.addResourceBundle('en', 'translation', words.en, true);
}
