import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  contactEntry,
  groupEntry,
  partiesToCall,
  readParties,
  readTyped,
  typedText,
  unreachable,
} from '../../../src/portal/components/party-values.js';

const test = suite('people in a field');

test('[S40] a number is read as people write it, with the name beside it', () => {
  assert.equal(readTyped('13800138000'), { number: '13800138000' });
  assert.equal(readTyped('138 0013 8000'), { number: '138 0013 8000' });
  assert.equal(readTyped('张三 13800138000'), { name: '张三', number: '13800138000' });
  assert.equal(readTyped('13800138000 张三'), { name: '张三', number: '13800138000' });
  assert.equal(readTyped('前台 (010) 6234-5678 转 801'), { name: '前台', number: '(010) 6234-5678 转 801' });
  assert.equal(readTyped('+44 20 7946 0000'), { number: '+44 20 7946 0000' });
  assert.equal(readTyped('138001'), { number: '138001' }, 'full-width digits');
});

test('a name that ends in digits keeps them, whatever number follows', () => {
  for (const [text, name, number] of [
    ['李明2 13800138000', '李明2', '13800138000'],
    ['会议室301 138 0013 8000', '会议室301', '138 0013 8000'],
    ['A栋3 010 6234 5678', 'A栋3', '010 6234 5678'],
    ['Li 201 +8613800138000', 'Li 201', '+8613800138000'],
    ['会议室301 6234 5678 转 801', '会议室301', '6234 5678 转 801'],
  ] as const)
    assert.equal(readTyped(text), { name, number }, text);
  for (const number of ['86 138 0013 8000', '00852 2123 4567', '1 415 555 0100', '400 670 1018'])
    assert.equal(readTyped(`李明 ${number}`), { name: '李明', number }, number);
  assert.equal(readTyped('李明138 0013 8000'), { name: '李明', number: '138 0013 8000' });
});

test('an address, a name and a number are told apart in any order', () => {
  assert.equal(readTyped('li@example.cn'), { email: 'li@example.cn' });
  assert.equal(readTyped('李四 <li4@example.cn> 13800138000'), {
    name: '李四',
    email: 'li4@example.cn',
    number: '13800138000',
  });
  assert.equal(readTyped('李四2'), { name: '李四2' }, 'a name that ends in a digit has no number');
});

test('what was stored is shown so that it is read as the same', () => {
  for (const party of [
    { name: '王 小明', email: 'w@example.cn', number: '+8613800138000' },
    { email: 'w@example.cn' },
    { number: '+861062345678' },
    { name: 'Li 2', number: '+8613800138000' },
    { name: '会议室301', number: '13800138000' },
    { name: 'A栋 3', number: '010 6234 5678' },
  ]) {
    assert.equal(readTyped(typedText(party)), party);
  }
});

test('contacts and groups go by their ids, what was typed by its number', () => {
  const entries = [contactEntry('c1'), '张三 13800138000', groupEntry('g1'), '010-62345678'];
  assert.equal(readParties(entries).groups, ['g1']);
  assert.equal(partiesToCall(entries), {
    contacts: ['c1'],
    groups: ['g1'],
    parties: [{ name: '张三', number: '13800138000' }, { number: '010-62345678' }],
  });
});

test('who cannot be reached is found before the server is asked', () => {
  assert.is(unreachable([contactEntry('c'), groupEntry('g'), '13800138000'], 'phone'), undefined);
  assert.is(unreachable(['13800138000', 'li@example.cn'], 'phone'), 'li@example.cn');
  assert.is(unreachable(['13800138000', 'li@example.cn'], 'phone-or-mail'), undefined);
  assert.is(unreachable(['<script>alert(1)</script>'], 'phone-or-mail'), '<script>alert(1)</script>');
});

test.run();
