import { testPages } from '../support/portal-page-faults.js';

testPages('phone', 'en');
