import { wordsOf } from '../../words/words.js';
import { liveEn } from './words-en.js';
import { live, type LiveTexts } from './words-zh.js';

export const words = wordsOf({ live }, { live: liveEn });

declare module '../../words/words.js' {
  interface Messages {
    live: LiveTexts;
  }
}
