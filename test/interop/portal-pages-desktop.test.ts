import { testPages } from '../support/portal-page-faults.js';

// Each size with each language once: layout depends on the one, words on the other.
testPages('desktop', 'zh-CN');
