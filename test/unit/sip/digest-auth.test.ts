import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chooseChallenge,
  digestResponse,
  formatCredentials,
  parseChallenges,
  type DigestChallenge,
} from '../../../src/sip/digest-auth.js';

const it = suite('digest authentication');

const read = (line: string): DigestChallenge => {
  const [challenge] = parseChallenges([line]);
  if (challenge === undefined) throw new Error('no challenge');
  return challenge;
};

const ANYONE = { username: 'u', password: 'p', realm: undefined };

it('computes the responses of RFC 7616 §3.9.1', () => {
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  const request = {
    method: 'GET',
    uri: '/dir/index.html',
    nonceCount: 1,
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };
  for (const [algorithm, response] of [
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ]) {
    const challenge = read(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}"`,
    );
    const credentials = { username: 'Mufasa', password: 'Circle of Life' };
    assert.is(digestResponse(challenge, credentials, request), response);
  }
});

it('computes the response of RFC 7616 §3.9.2, as its erratum 4897 has it', () => {
  const challenge = read(
    'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", charset=UTF-8, userhash=true',
  );
  const credentials = { username: 'Jäsøn Doe', password: 'Secret, or not?', realm: undefined };
  const value = formatCredentials(challenge, credentials, {
    method: 'GET',
    uri: '/doe.json',
    nonceCount: 1,
    cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
  });
  assert.match(value, 'response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"');
});

it('computes the response of RFC 2617 §3.5', () => {
  const challenge = read(
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
  );
  const response = digestResponse(
    challenge,
    { username: 'Mufasa', password: 'Circle Of Life' },
    { method: 'GET', uri: '/dir/index.html', nonceCount: 1, cnonce: '0a4f113b' },
  );
  assert.is(response, '6629fae49393a05397450978507c4ef1');
});

it('without qop computes the response of RFC 2069', () => {
  const challenge = read('Digest realm="r", nonce="n"');
  const response = digestResponse(
    challenge,
    { username: 'u', password: 'p' },
    { method: 'INVITE', uri: 'sip:x@y', nonceCount: 1, cnonce: 'c' },
  );
  // H(H(u:r:p):n:H(INVITE:sip:x@y)) by md5sum.
  assert.is(response, 'd15c26d1f9dbc965980a7b6cff61f746');
  assert.not.match(
    formatCredentials(challenge, ANYONE, { method: 'INVITE', uri: 'sip:x@y', nonceCount: 1, cnonce: 'c' }),
    'qop',
  );
});

it('writes the credentials as they are read elsewhere', () => {
  const challenge = read('Digest realm="a \\"b\\"", nonce="n1", opaque="o", algorithm=SHA-256, qop="auth"');
  const value = formatCredentials(challenge, ANYONE, {
    method: 'INVITE',
    uri: 'sip:x@y',
    nonceCount: 17,
    cnonce: 'cc',
  });
  assert.match(
    value,
    /^Digest username="u", realm="a \\"b\\"", nonce="n1", uri="sip:x@y", response="[0-9a-f]{64}", algorithm=SHA-256, qop=auth, nc=00000011, cnonce="cc", opaque="o"$/,
  );
});

it('reads several challenges, in lines of their own or in one', () => {
  const lines = [
    'Digest realm="r", nonce="1", algorithm=MD5, qop="auth", Digest realm="r", nonce="2", algorithm=sha-256, stale=TRUE',
    'Basic realm="r"',
    'digest  algorithm=SHA-512-256, realm="r, s", nonce="3"',
  ];
  assert.equal(
    parseChallenges(lines).map(({ algorithm, realm, nonce, qop, stale }) => [
      algorithm,
      realm,
      nonce,
      qop,
      stale,
    ]),
    [
      ['MD5', 'r', '1', true, false],
      ['SHA-256', 'r', '2', false, true],
      ['SHA-512-256', 'r, s', '3', false, false],
    ],
  );
});

it('takes the strongest that is for its realm', () => {
  const challenges = parseChallenges([
    'Digest realm="r", nonce="1", algorithm=MD5',
    'Digest realm="r", nonce="2", algorithm=SHA-256',
    'Digest realm="other", nonce="3", algorithm=SHA-512-256',
  ]);
  assert.is(chooseChallenge(challenges, ANYONE)?.nonce, '3');
  assert.is(chooseChallenge(challenges, { ...ANYONE, realm: 'r' })?.nonce, '2');
  assert.is(chooseChallenge(challenges, { ...ANYONE, realm: 'third' }), undefined);
});

it('passes over what it cannot answer', () => {
  for (const line of [
    'Digest realm="r", nonce="1", algorithm=MD5-sess',
    'Digest realm="r", nonce="1", qop="auth-int"',
    'Digest realm="r"',
    'Digest nonce="1"',
    'Digest',
    'NTLM abc',
    '',
    'Digest realm="r, nonce="1"',
    ',,,',
  ]) {
    assert.equal(parseChallenges([line]), [], line);
  }
});

it.run();
