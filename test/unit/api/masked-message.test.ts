import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { maskedMessage } from '../../../src/api/admin/masked-message.js';

const test = suite('SIP messages without the numbers of people');

const MESSAGE = [
  'INVITE sip:+861067011018@192.0.2.1;user=phone SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK13800138000',
  'From: "13800138000" <sip:13800138000@192.0.2.9>;tag=1380013800',
  'To: <tel:%2B861067011018>',
  'P-Asserted-Identity: +8613800138000 <sips:+8613800138000@192.0.2.9>',
  'Contact: <sip:huitong@192.0.2.9:5060>',
  'Call-ID: 13800138000@192.0.2.9',
  '',
  'o=- 13800138000 1 IN IP4 192.0.2.9',
].join('\r\n');

test('[S53a] numbers are masked wherever a header names somebody; ids and media stay', () => {
  assert.equal(maskedMessage(MESSAGE).split('\r\n'), [
    'INVITE sip:+8610****1018@192.0.2.1;user=phone SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK13800138000',
    'From: "138****8000" <sip:138****8000@192.0.2.9>;tag=1380013800',
    'To: <tel:%2B8610****1018>',
    'P-Asserted-Identity: +86138****8000 <sips:+86138****8000@192.0.2.9>',
    'Contact: <sip:huitong@192.0.2.9:5060>',
    'Call-ID: 13800138000@192.0.2.9',
    '',
    'o=- 13800138000 1 IN IP4 192.0.2.9',
  ]);
});

test.run();
