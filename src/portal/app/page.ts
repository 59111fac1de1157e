import type { i18n } from 'i18next';
import { createElement, lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import type { RouteObject } from 'react-router';
import { PageLoading } from '../components/page-loading.js';
import { addWords, type Words } from '../words/words.js';

/** What the module of a page exports: the page, and the words that it and its parts use. */
export interface PageModule {
  readonly default: ComponentType;
  readonly words: Words | readonly Words[];
}

/** The pages of a subject by their paths, without a leading slash. */
export type SubjectRoutes = (instance: i18n) => RouteObject[];

/** The element of a page that is fetched, with its words, when it is first opened. */
export function page(instance: i18n, load: () => Promise<PageModule>): ReactElement {
  const Page = lazy(async () => {
    const module = await load();
    for (const words of [module.words].flat()) addWords(instance, words);
    return module;
  });
  return createElement(Suspense, { fallback: createElement(PageLoading) }, createElement(Page));
}
